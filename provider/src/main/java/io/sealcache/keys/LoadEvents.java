package io.sealcache.keys;

import io.sealcache.core.Keyring;
import io.sealcache.internal.audit.EventName;
import io.sealcache.internal.audit.KeyIds;
import io.sealcache.internal.audit.KeyPlace;
import io.sealcache.internal.audit.SecurityEvent;
import io.sealcache.internal.audit.SecurityEvents;
import io.sealcache.internal.text.LoggerName;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Tells auditors and operators what happens to the keyring of a place: the log of an outage when it
 * begins, when keys run out, when it has another cause, and when it is over. For one thread at a
 * time, except that many may tell that it fails.
 */
final class LoadEvents {
  private static final Logger LOGGER = LoggerName.KEYS.logger();

  private final String name;
  private final KeyPlace place;
  private final Duration grace;
  private final SecurityEvents audit;
  private final AtomicReference<@Nullable String> told = new AtomicReference<>(); // what is wrong

  /**
   * @param name of the place, as it may be shown
   * @param grace how long keys stay in use while they can't be loaded
   */
  LoadEvents(String name, Duration grace, SecurityEvents audit) {
    this.name = name;
    this.grace = grace;
    this.place = KeyPlace.of(name);
    this.audit = audit;
  }

  /**
   * @param before the keyring that was in use; null if there was none
   * @param now that object, if nothing has changed: auditors are told of that after an outage
   */
  void loaded(@Nullable Keyring before, Keyring now) {
    boolean wasWrong = told.getAndSet(null) != null;
    if (before == now && !wasWrong) {
      return;
    }
    if (wasWrong) {
      LOGGER.log(Level.INFO, "Keys of {0} are loaded again: {1}", name, now);
    }
    audit.accept(
        SecurityEvent.of(
            before != now ? EventName.KEYS_LOADED : EventName.KEYS_UNCHANGED,
            place,
            KeyIds.of(now)));
    if (before != null && before != now) {
      SecurityEvent.between(place, KeyIds.of(before), KeyIds.of(now)).forEach(audit);
      LOGGER.log(Level.INFO, "The keys of {0} have changed; it now gives {1}", name, now);
      for (String warning : warnings(before, now)) {
        LOGGER.log(Level.WARNING, "Keys of {0}: {1}", name, warning);
      }
    }
  }

  /**
   * @param inUse the keyring that is used nevertheless; null if there is none
   */
  void failed(Throwable failure, @Nullable Keyring inUse) {
    String problem = (inUse == null) + " " + failure;
    if (!problem.equals(told.getAndSet(problem))) { // a file is read each second
      LOGGER.log(
          Level.WARNING,
          inUse == null
              ? "No keys loaded from {0}; cache operations fail until loading succeeds: {1}"
              : "Keys of {0} can''t be loaded; those of before are used for their grace of {3},"
                  + " {2}: {1}",
          name,
          failure,
          inUse,
          grace);
    }
    audit.accept(
        SecurityEvent.failed(
            EventName.KEYS_NOT_LOADED,
            place,
            "load",
            failure,
            inUse == null ? KeyIds.NONE : KeyIds.of(inUse)));
  }

  /** The warning of what the change makes unreadable, here or in other JVMs; mostly nothing. */
  static List<String> warnings(Keyring before, Keyring after) {
    var warnings = new ArrayList<String>();
    if (!after.indexKey().isSameKey(before.indexKey())) {
      warnings.add("the index key is another one, so entries stored until now are not found");
    }
    if (!SameKeys.isDataKey(before.current(), after)) {
      warnings.add(
          "the key that was current is gone, so values sealed until now cannot be opened; keep it"
              + " until they are gone");
    }
    if (!SameKeys.isDataKey(after.current(), before)) {
      warnings.add(
          "the current key is new, so JVMs that do not have it yet cannot open its values;"
              + " add a key first, and make it current when all have it");
    }
    return warnings;
  }
}
