package io.sealcache.keys;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is due to be done about the data keys of a record, one step at a time: a new key that opens
 * only; then, when every JVM has it, that it seals; then, when what the old one sealed is gone,
 * that the old one goes. Nothing is unwrapped for it.
 */
final class RecordRenewal {
  private static final DateTimeFormatter MONTH =
      DateTimeFormatter.ofPattern("uuuu-MM").withZone(ZoneOffset.UTC);

  private final KeyringFile keys;
  private final RecordNotes notes;
  private final Instant now;

  RecordRenewal(KeyringFile keys, RecordNotes notes, Instant now) {
    this.keys = keys;
    this.notes = notes;
    this.now = now;
  }

  /** How the time until which a key opens is called. */
  static String until(String id) {
    return "key." + id + ".until";
  }

  /** The keys whose time is over. */
  @Nullable String ended() {
    for (String id : keys.ids()) {
      Instant until = notes.until(until(id));
      if (until != null && !until.isAfter(now) && !id.equals(keys.current())) {
        return id;
      }
    }
    return null;
  }

  /** The key that is to seal next, as it was added behind the current one; null: there is none. */
  @Nullable String next() {
    for (String id : keys.ids()) {
      if (!id.equals(keys.current())
          && keys.opensValues(id)
          && notes.value(until(id)) == null
          && made(id).isAfter(made(keys.current()))) {
        return id;
      }
    }
    return null;
  }

  /** Whether something is of that age; what says no time of its own is old. */
  boolean isOlder(String id, Duration age) {
    return !made(id).isAfter(now.minus(age));
  }

  private Instant made(String id) {
    return Optional.ofNullable(keys.created(id)).orElse(Instant.EPOCH);
  }

  /** With one more key, which opens only. */
  KeyringFile with(byte[] wrapped) {
    Map<String, FileKey> more = all();
    String month = MONTH.format(now);
    String id = month;
    for (int i = 2; more.containsKey(id); i++) {
      id = month + "-" + i;
    }
    more.put(id, new FileKey(wrapped, KeyRole.DATA, now));
    return new KeyringFile(more, keys.current(), keys.index());
  }

  private Map<String, FileKey> all() {
    Map<String, FileKey> all = new LinkedHashMap<>();
    keys.ids().forEach(id -> all.put(id, keys.key(id)));
    return all;
  }
}
