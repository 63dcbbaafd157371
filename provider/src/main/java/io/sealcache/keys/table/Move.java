package io.sealcache.keys.table;

import io.sealcache.core.Keyring;
import io.sealcache.keys.KeySource;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * From keys that were derived for all names to keys of their own: until when names may open what
 * was stored before. The table says it, so that all JVMs agree. Thread-safe.
 */
final class Move {
  /** What the clocks of JVMs may differ by. */
  private static final Duration CLOCKS = Duration.ofHours(1);

  private final @Nullable KeySource derived;
  private final @Nullable Instant wanted;
  private final InstantSource clock;
  private volatile Instant until = Instant.MIN;

  /**
   * @param derived gives the keys of before; null: nobody has them any more
   * @param wanted until when, by this JVM's settings; null: as the table says
   */
  Move(@Nullable KeySource derived, @Nullable Instant wanted, InstantSource clock) {
    this.derived = derived;
    this.wanted = wanted;
    this.clock = clock;
  }

  @Nullable Instant wanted() {
    return wanted;
  }

  /** What the table says. */
  void is(@Nullable Instant until) {
    this.until = until == null ? Instant.MIN : until;
  }

  boolean isAhead(Instant time) {
    return clock.instant().isBefore(time);
  }

  boolean isOn() {
    return isAhead(until);
  }

  /** Whether a JVM whose clock is late may take it to be on. */
  boolean mayBeOnElsewhere() {
    return until.isAfter(Instant.MIN) && isAhead(until.plus(CLOCKS));
  }

  boolean hasKeys() {
    return derived != null;
  }

  /** The keys of before; null once it is over. */
  @Nullable Keyring keyring(@Nullable String name) {
    return derived != null && isOn() ? derived.keyring(name) : null;
  }

  Instant now() {
    return clock.instant();
  }

  void close() {
    if (derived != null) {
      derived.close();
    }
  }

  @Override
  public String toString() {
    return "Move[until=" + until + "]";
  }
}
