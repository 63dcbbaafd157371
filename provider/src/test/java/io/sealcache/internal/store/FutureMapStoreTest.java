package io.sealcache.internal.store;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.core.SealedBytes;
import io.sealcache.core.StoredKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.expiry.Duration;
import javax.cache.expiry.ExpiryPolicy;
import org.jspecify.annotations.Nullable;
import org.jsr107.ri.spi.RICachingProvider;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A port over a store that knows nothing of expiry policies and of who waits. */
@Timeout(120)
class FutureMapStoreTest {

  private final StorePort port = new FutureMapStore().port();
  private final PortCalls calls = new PortCalls(port);

  /** Both forget at once what expires at once, and nothing else. */
  @Tag("slow")
  @Test
  void calls_atRandom_answerAsTheReferenceImplementationDoes() {
    Answers policy = new Answers();
    try (RICachingProvider provider = new RICachingProvider()) {
      PortCalls reference =
          new PortCalls(
              new JCachePort(
                  provider
                      .getCacheManager()
                      .createCache(
                          "reference",
                          new MutableConfiguration<String, Object>()
                              .setStoreByValue(false)
                              .setExpiryPolicyFactory(CallerExpiryPolicy.factory())),
                  ValueCarrier.SEALED_VALUE));
      Random random = new Random(28);
      for (int i = 0; i < 20_000; i++) {
        policy.choose(random);
        long seed = random.nextLong();

        String expected = outcome(reference, policy, new Random(seed));

        assertThat(outcome(calls, policy, new Random(seed)))
            .describedAs("call %d: %s", i, policy.answers)
            .isEqualTo(expected);
      }
    }
  }

  /** The answer of one call. */
  private static String outcome(PortCalls port, Answers policy, Random random) {
    CacheExpiry expiry = new CacheExpiry(policy);
    var key = Stored.key("k" + random.nextInt(3));
    var other = Stored.key("k" + random.nextInt(3));
    SealedBytes value = Stored.value("v" + random.nextInt(3));
    SealedBytes expected = Stored.value("v" + random.nextInt(3));
    Object answer =
        switch (random.nextInt(12)) {
          case 0 -> port.get(key, expiry.access(1));
          case 1 -> port.getAll(List.of(key, other), expiry.access(2));
          case 2 -> port.put(key, value, expiry.write(1));
          case 3 -> port.putAll(Map.of(key, value), expiry.write(1));
          case 4 -> port.putIfAbsent(key, value, expiry.write(1));
          case 5 -> port.replace(key, value, expiry.write(1));
          case 6 -> port.replace(key, expected, value, expiry.write(1));
          case 7 -> port.remove(key);
          case 8 -> port.remove(key, expected);
          case 9 -> port.removeAll(List.of(key, other));
          case 10 ->
              port.together(List.of(oneOfMany(random, key, value, expected, expiry)))
                  .get(0)
                  .answer();
          default -> port.get(other, OperationExpiry.silent());
        };
    return String.valueOf(answer);
  }

  private static StoreCall.OfEntry oneOfMany(
      Random random, StoredKey key, SealedBytes value, SealedBytes expected, CacheExpiry expiry) {
    return switch (random.nextInt(6)) {
      case 0 -> new StoreCall.Put(key, value, expiry.write(1));
      case 1 -> new StoreCall.PutIfAbsent(key, value, expiry.write(1));
      case 2 -> new StoreCall.Replace(key, null, value, expiry.write(1));
      case 3 -> new StoreCall.Replace(key, expected, value, expiry.write(1));
      case 4 -> new StoreCall.Remove(key, null);
      default -> new StoreCall.Remove(key, expected);
    };
  }

  private static final class Answers implements ExpiryPolicy {
    private final List<@Nullable Duration> answers = new ArrayList<>();

    void choose(Random random) {
      answers.clear();
      for (int question = 0; question < 3; question++) {
        answers.add(
            switch (random.nextInt(4)) {
              case 0 -> Duration.ZERO;
              case 1 -> Duration.ETERNAL;
              case 2 -> Duration.ONE_DAY;
              default -> question == 0 ? Duration.ONE_HOUR : null;
            });
      }
    }

    @Override
    public Duration getExpiryForCreation() {
      return requireNonNull(answers.get(0));
    }

    @Override
    public @Nullable Duration getExpiryForAccess() {
      return answers.get(1);
    }

    @Override
    public @Nullable Duration getExpiryForUpdate() {
      return answers.get(2);
    }
  }
}
