package io.sealcache.cli.doctor;

import io.sealcache.EncryptedConfiguration;
import java.util.concurrent.TimeUnit;
import javax.cache.Cache;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;

/**
 * Whether the store lets entries expire: SealCache itself refuses old ones, which is not enough.
 */
final class ExpiryProbe {
  private static final int LIFE_SECONDS = 2;
  private static final int PATIENCE_SECONDS = 15;

  private ExpiryProbe() {}

  static String run(ProbeCaches caches) throws Exception {
    Cache<String, String> eternal = caches.open();
    EncryptedConfiguration<String, String> limited =
        caches
            .configuration()
            .setUnlimitedAge()
            .setExpiryPolicyFactory(
                CreatedExpiryPolicy.factoryOf(new Duration(TimeUnit.SECONDS, LIFE_SECONDS)));
    Cache<String, String> mortal = caches.open(limited);
    eternal.put("one", "stays");
    long begun = System.nanoTime();
    mortal.put("one", "goes");
    boolean isThere = mortal.containsKey("one");
    Verdict.ensure(
        isThere || secondsSince(begun) >= LIFE_SECONDS,
        "an entry that lives for %d s is gone at once".formatted(LIFE_SECONDS));
    while (mortal.containsKey("one")) {
      Verdict.ensure(
          secondsSince(begun) < PATIENCE_SECONDS,
          "an entry that lives for %d s is in the store after %d s"
              .formatted(LIFE_SECONDS, PATIENCE_SECONDS));
      TimeUnit.MILLISECONDS.sleep(50);
    }
    Verdict.ensure(
        System.nanoTime() - begun > TimeUnit.SECONDS.toNanos(LIFE_SECONDS) / 2,
        "an entry that lives for %d s is gone in less than half of it".formatted(LIFE_SECONDS));
    Verdict.ensure("stays".equals(eternal.get("one")), "an entry without an end is gone");
    return "an entry with an end is gone from the store after it, and no other one";
  }

  private static long secondsSince(long begun) {
    return TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begun);
  }
}
