package io.sealcache.keys;

import io.sealcache.core.MasterKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What is due to be done about the data keys of a record, one step at a time: a new key that opens
 * only; then, when every JVM has it, that it seals; then, when what the old one sealed is gone,
 * that the old one goes.
 */
final class RecordRenewal {
  /** If one id is taken by chance, so many in a row are none. */
  private static final int TRIES = 8;

  private final KeyringFile keys;
  private final RecordNotes notes;
  private final Instant now;

  RecordRenewal(KeyringFile keys, RecordNotes notes, Instant now) {
    this.keys = keys;
    this.notes = notes;
    this.now = now;
  }

  /** What a record has after a step. */
  record Step(KeyringFile keys, RecordNotes notes) {}

  /** The step that is due, as {@link KeyRecord#renewed} says; null if none is. */
  @Nullable Step due(
      Duration age,
      Duration settling,
      Duration keeping,
      KeyEncryptionKey key,
      Map<String, String> context) {
    String ended = ended();
    if (ended != null) {
      return new Step(keys.without(ended), notes.without(Set.of(until(ended))));
    }
    String next = next();
    if (next != null) {
      return isOlder(next, settling)
          ? new Step(
              keys.withCurrent(next),
              notes.with(until(keys.current()), now.plus(keeping).toString()))
          : null;
    }
    return isOlder(keys.current(), age) ? new Step(with(made(key, context)), notes) : null;
  }

  /** How the time until which a key opens is called. */
  private static String until(String id) {
    return "key." + id + ".until";
  }

  /** The keys whose time is over. */
  private @Nullable String ended() {
    for (String id : keys.ids()) {
      Instant until = notes.until(until(id));
      if (until != null && !until.isAfter(now) && !id.equals(keys.current())) {
        return id;
      }
    }
    return null;
  }

  /** The key that is to seal next, as it was added behind the current one; null: there is none. */
  private @Nullable String next() {
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
  private boolean isOlder(String id, Duration age) {
    return !made(id).isAfter(now.minus(age));
  }

  private Instant made(String id) {
    return Optional.ofNullable(keys.created(id)).orElse(Instant.EPOCH);
  }

  /**
   * A new key, wrapped. Its {@link MasterKey#id} is none that the record has: with two keys of one
   * id the name would have no keyring any more. To see that, all of them are unwrapped.
   *
   * @param wrapping which wrapped the others
   * @throws IllegalArgumentException if it refuses a key, or makes one that no {@link MasterKey} is
   *     made of
   * @throws IllegalStateException if it makes the same again and again
   */
  private byte[] made(KeyEncryptionKey wrapping, Map<String, String> context) {
    List<byte[]> known = keys.ids().stream().map(id -> keys.key(id).secret()).toList();
    Set<Integer> taken = new HashSet<>();
    unwrapped(wrapping, known, context, secret -> taken.add(id(MasterKey.of(secret))));
    for (int i = 0; i < TRIES; i++) {
      List<byte[]> made = wrapping.generate(1, context);
      Set<Integer> ids = new HashSet<>(taken);
      unwrapped(wrapping, made, context, secret -> ids.add(id(MasterKey.of(secret))));
      if (ids.size() > taken.size()) {
        return made.get(0);
      }
    }
    throw new IllegalStateException(
        "%s made %d keys whose ids the name has already; it doesn't make random ones"
            .formatted(wrapping, TRIES));
  }

  private static void unwrapped(
      KeyEncryptionKey wrapping,
      List<byte[]> wrapped,
      Map<String, String> context,
      Consumer<byte[]> each) {
    List<byte[]> secrets = wrapping.unwrap(wrapped, context);
    try {
      secrets.forEach(each);
    } finally {
      secrets.forEach(secret -> Arrays.fill(secret, (byte) 0));
    }
  }

  private static int id(MasterKey key) {
    key.destroy();
    return key.id();
  }

  /** With one more key, which opens only. */
  private KeyringFile with(byte[] wrapped) {
    Map<String, FileKey> more = all();
    String month = WrappedKeys.month(now);
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
