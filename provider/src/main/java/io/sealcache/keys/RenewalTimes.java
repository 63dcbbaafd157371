package io.sealcache.keys;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * When a tenant's data keys are renewed, by the times in its record, one step at a time: a new key
 * that opens only; then, when every JVM has it, that it seals; then, when what the old one sealed
 * is gone, that the old one goes. A key that was made by a clock that is far ahead counts as made
 * now where it seals, and goes where it doesn't yet; an old one that such a clock keeps for longer
 * than {@code age} and {@code keeping} counts as replaced now.
 *
 * @param age of a data key that is to be replaced; positive
 * @param settling from when a new key is added, which opens only, until it seals: longer than the
 *     {@code key-table.max-age} of every JVM, as those that lack the key would miss what it seals
 * @param keeping from then until the old key is taken out: longer than an entry lives, as what it
 *     sealed is a miss from then on
 */
public record RenewalTimes(Duration age, Duration settling, Duration keeping) {
  /** A thousand years: what ends later than the year 9999 no record keeps. */
  private static final Duration LONGEST = Duration.ofDays(365_000);

  /**
   * Checks them.
   *
   * @throws IllegalArgumentException if one is not positive or longer than 365,000 days, or keys
   *     would be replaced before they are in use
   */
  public RenewalTimes {
    for (Duration time : List.of(age, settling, keeping)) {
      if (time.isNegative() || time.compareTo(LONGEST) > 0) {
        throw new IllegalArgumentException(
            "The times of a renewal are at most %s days, as those in records end with the year 9999, and not %s"
                .formatted(LONGEST.toDays(), time));
      }
    }
    if (age.compareTo(settling) <= 0) {
      throw new IllegalArgumentException(
          "A data key is to be older when it is replaced (%s) than it takes to come into use (%s)"
              .formatted(age, settling));
    }
    if (keeping.isZero()) {
      throw new IllegalArgumentException("An old key is to be kept for as long as an entry lives");
    }
  }

  /** Whether a step is due for the keys of a record, of which nothing is unwrapped. */
  public boolean isDue(WrappedKeyring record, Instant now) {
    return after(record.notes(), now) != record.notes();
  }

  /** The keys after the step that is due; the same object if none is. */
  public KeyringFile after(KeyringFile keys, Instant now) {
    String current = keys.current();
    KeyringFile mended = keys;
    for (String id : keys.ids()) {
      Instant until = keys.key(id).until();
      if (until == null || id.equals(current)) {
        continue;
      }
      if (!until.isAfter(now)) {
        return keys.without(id);
      }
      if (until.isAfter(now.plus(age).plus(keeping))) { // by age: `keeping` may have been longer
        mended = mended.withTimes(id, keys.created(id), now.plus(keeping));
      }
    }
    return step(mended, now);
  }

  private KeyringFile step(KeyringFile keys, Instant now) {
    String current = keys.current();
    String next = next(keys);
    Instant latest = now.plus(settling); // of clocks that differ a little
    if (next != null && !isOlder(keys, next, latest)) {
      return keys.without(next); // it would not seal for as long, and no other one would be made
    }
    if (next != null) {
      return isOlder(keys, next, now.minus(settling))
          ? keys.withCurrent(next).withTimes(current, keys.created(current), now.plus(keeping))
          : keys;
    }
    if (!isOlder(keys, current, latest)) {
      return keys.withTimes(current, now, keys.key(current).until());
    }
    return isOlder(keys, current, now.minus(age))
        ? keys.with(KeyringFile.freeId(null, now, keys.ids()), null, now)
        : keys;
  }

  /** The key that is to seal next, as it was added behind the current one; null: there is none. */
  private static @Nullable String next(KeyringFile keys) {
    for (String id : keys.ids()) {
      if (!id.equals(keys.current())
          && keys.opensValues(id)
          && keys.key(id).until() == null
          && made(keys, id).isAfter(made(keys, keys.current()))) {
        return id;
      }
    }
    return null;
  }

  /** Whether a key was made until then; what says no time of its own is old. */
  private static boolean isOlder(KeyringFile keys, String id, Instant then) {
    return !made(keys, id).isAfter(then);
  }

  private static Instant made(KeyringFile keys, String id) {
    return Optional.ofNullable(keys.created(id)).orElse(Instant.EPOCH);
  }
}
