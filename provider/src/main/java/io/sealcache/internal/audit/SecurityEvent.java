package io.sealcache.internal.audit;

import io.sealcache.core.StoredKey;
import io.sealcache.core.UnreadableReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened to keys or entries. It holds no key, value or secret, and the name of a
 * tenant only where a setting says so. Immutable.
 *
 * @param like with which others it is counted, where it comes so often that some are left out
 * @param fields writes them, the same for all that are told
 */
public record SecurityEvent(EventName event, Object like, Consumer<EventLine> fields) {
  private SecurityEvent(EventName event, Consumer<EventLine> fields) {
    this(event, event, fields);
  }

  /**
   * A cache manager is open.
   *
   * @param manager its URI, as it may be shown
   * @param store the class of the provider that it wraps
   * @param source where keys come from, as it may be shown
   * @param keys none where the source is asked only when a cache is used
   */
  public static SecurityEvent started(String manager, String store, String source, KeyIds keys) {
    return new SecurityEvent(
        EventName.STARTED,
        line ->
            line.with("manager", manager).with("store", store).with("source", source).with(keys));
  }

  /**
   * An entry of a cache didn't open. Counted by its reason, so that who may write rubbish can't
   * have an attack go unsaid.
   *
   * @param entry null if its stored key is none of ours, and may be in clear
   * @param why without data
   */
  public static SecurityEvent unreadable(
      String cache, UnreadableReason reason, @Nullable StoredKey entry, String why) {
    return new SecurityEvent(
        EventName.UNREADABLE,
        reason,
        line ->
            line.with("cache", cache)
                .with("reason", reason.name())
                .with("entry", entry == null ? "" : entry.fingerprint())
                .with("why", why));
  }

  /** Something was done with a keyring as a whole, or it was loaded. */
  public static SecurityEvent of(EventName event, KeyPlace place, KeyIds keys) {
    return new SecurityEvent(event, line -> line.with(place).with(keys));
  }

  /** As above, with the keyrings of so many names. */
  public static SecurityEvent ofMany(EventName event, KeyPlace place, long count) {
    return new SecurityEvent(event, line -> line.with(place).with("count", count));
  }

  /** The changes of single keys, where one keyring takes the place of another. */
  public static List<SecurityEvent> between(KeyPlace place, KeyIds before, KeyIds after) {
    List<SecurityEvent> changes = new ArrayList<>();
    Set<String> old = before.dataKeys();
    Set<String> now = after.dataKeys();
    now.stream()
        .filter(key -> !old.contains(key))
        .forEach(key -> changes.add(single(EventName.KEY_ADDED, place, key, "")));
    if (!after.current().equals(before.current())) {
      changes.add(single(EventName.KEY_PROMOTED, place, after.current(), before.current()));
    }
    old.stream()
        .filter(key -> !now.contains(key))
        .forEach(key -> changes.add(single(EventName.KEY_RETIRED, place, key, "")));
    if (!after.index().equals(before.index())) {
      changes.add(single(EventName.INDEX_KEY_CHANGED, place, after.index(), before.index()));
    }
    return changes;
  }

  private static SecurityEvent single(EventName event, KeyPlace place, String key, String before) {
    return new SecurityEvent(
        event, line -> line.with(place).with("key", key).with("before", before));
  }

  /**
   * Something that keys depend on failed.
   *
   * @param operation what was to be done, such as {@code unwrap}
   * @param failure told by classes and never by messages: those of user code may show anything
   * @param inUse the keys that stay in use, if that is known
   */
  public static SecurityEvent failed(
      EventName event, KeyPlace place, String operation, Throwable failure, KeyIds inUse) {
    return new SecurityEvent(
        event, line -> line.with(place).with("operation", operation).with(failure).with(inUse));
  }
}
