package io.sealcache.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import javax.cache.Cache;

/**
 * An entry that expires, and is looked at until it does. However slow the machine is: what counts
 * is what must have been so.
 *
 * @param before when it can't have been there yet
 * @param after when it must have been there
 */
public record MortalEntry(Cache<Integer, String> cache, long before, long after) {
  /** The tolerance that docs/keys/rotation.md names. */
  private static final Duration TOLERANCE = Duration.ofSeconds(1);

  /** Puts one. */
  public static MortalEntry put(Cache<Integer, String> cache) {
    long before = System.nanoTime();
    cache.put(1, "mortal");
    return new MortalEntry(cache, before, System.nanoTime());
  }

  /** Whether it has been there for so long that it may have expired. */
  boolean mayBeOver(Duration life) {
    return System.nanoTime() - before > life.minus(TOLERANCE).toNanos();
  }

  /**
   * Waits for its end.
   *
   * @param life from its creation
   * @param sealing how long it took to seal it anew: it may live so much longer
   */
  public void assertDiesAfter(Duration life, Duration sealing) throws InterruptedException {
    long lastSeen = before;
    for (long asked = System.nanoTime(); cache.get(1) != null; asked = System.nanoTime()) {
      lastSeen = asked;
      TimeUnit.MILLISECONDS.sleep(10);
    }
    assertThat(Duration.ofNanos(System.nanoTime() - before))
        .as("gone, at the latest now")
        .isGreaterThan(life.minus(TOLERANCE));
    assertThat(Duration.ofNanos(lastSeen - after))
        .as("still there, at the last look")
        .isLessThan(life.plus(TOLERANCE).plus(sealing));
  }
}
