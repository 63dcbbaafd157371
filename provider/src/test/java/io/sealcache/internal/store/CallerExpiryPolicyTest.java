package io.sealcache.internal.store;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.benmanes.caffeine.jcache.spi.CaffeineCachingProvider;
import io.sealcache.core.SealedBytes;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import javax.cache.CacheManager;
import javax.cache.configuration.CompleteConfiguration;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import javax.cache.expiry.EternalExpiryPolicy;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.spi.CachingProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CallerExpiryPolicyTest {
  private final ExpiryPolicy storePolicy = CallerExpiryPolicy.factory().create();
  private final OperationExpiry write =
      new CacheExpiry(new CreatedExpiryPolicy(Duration.ONE_MINUTE)).write(1);
  private final OperationExpiry silent = OperationExpiry.silent();

  @Test
  void silenceInsideAWrite_hidesTheWriteAndThenGivesItBack() {
    List<@Nullable Duration> answers = new ArrayList<>();
    during(
        write,
        () ->
            answers.add(during(silent, storePolicy::getExpiryForCreation))
                && answers.add(storePolicy.getExpiryForCreation()));
    assertThat(answers).containsExactly(Duration.ETERNAL, Duration.ONE_MINUTE);
  }

  @Test
  void writeInsideSilence_isAskedAndLeavesNothingBehind() {
    List<Duration> answers = new ArrayList<>();
    during(
        silent,
        () ->
            answers.add(during(write, storePolicy::getExpiryForCreation))
                && answers.add(storePolicy.getExpiryForCreation()));
    assertThat(answers).containsExactly(Duration.ONE_MINUTE, Duration.ETERNAL);
  }

  @Test
  void createCache_eternalPolicy_storeKnowsThatNothingExpires() {
    assertThat(policyOfStore(new EternalExpiryPolicy())).isInstanceOf(EternalExpiryPolicy.class);
  }

  @SuppressWarnings("unchecked") // a class literal has no type arguments
  private static ExpiryPolicy policyOfStore(ExpiryPolicy users) {
    try (CachingProvider provider = new CaffeineCachingProvider()) {
      CacheManager manager = provider.getCacheManager();
      StoreAdapter adapter = () -> new StoreKind(ValueCarrier.SEALED_VALUE, false);
      adapter.createCache(manager, "c", new CacheExpiry(users), null);
      CompleteConfiguration<?, ?> stores =
          requireNonNull(manager.getCache("c", String.class, SealedBytes.class))
              .getConfiguration(CompleteConfiguration.class);
      return stores.getExpiryPolicyFactory().create();
    }
  }

  private static <T extends @Nullable Object> T during(ExpiryPolicy expiry, Supplier<T> call) {
    try (ApplicationObject.Closing answers = CallerExpiryPolicy.answering(expiry)) {
      return call.get();
    }
  }
}
