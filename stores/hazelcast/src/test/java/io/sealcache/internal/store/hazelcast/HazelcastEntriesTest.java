package io.sealcache.internal.store.hazelcast;

import static org.assertj.core.api.Assertions.assertThat;

import com.hazelcast.cache.ICache;
import io.sealcache.internal.store.CacheExpiry;
import io.sealcache.internal.store.PortCalls;
import io.sealcache.internal.store.Stored;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.cache.expiry.Duration;
import javax.cache.expiry.ExpiryPolicy;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HazelcastEntriesTest {

  private final List<ExpiryPolicy> sent = new ArrayList<>();

  static List<Duration> answers() {
    return List.of(new Duration(TimeUnit.SECONDS, 7), Duration.ETERNAL);
  }

  // Hazelcast takes a comparison that fails for an access.
  @ParameterizedTest
  @MethodSource("answers")
  void replace_ofWhatAnotherMayHaveChanged_saysNothingOfAccesses(Duration update) {
    CacheExpiry expiry = new CacheExpiry(updating(update));
    PortCalls calls = PortCalls.asking(new HazelcastEntries(cache(), expiry), false);

    calls.replace(Stored.key("k"), Stored.value("expected"), Stored.value("new"), expiry.write(1));

    assertThat(sent)
        .singleElement()
        .satisfies(
            policy -> {
              assertThat(policy.getExpiryForUpdate()).isEqualTo(update);
              assertThat(policy.getExpiryForAccess()).isNull();
            });
  }

  @SuppressWarnings("unchecked")
  private ICache<String, Object> cache() {
    return (ICache<String, Object>)
        Proxy.newProxyInstance(
            ICache.class.getClassLoader(),
            new Class<?>[] {ICache.class},
            (proxy, method, arguments) -> {
              sent.add((ExpiryPolicy) arguments[arguments.length - 1]);
              return CompletableFuture.completedFuture(true);
            });
  }

  private static ExpiryPolicy updating(Duration update) {
    return new ExpiryPolicy() {
      @Override
      public Duration getExpiryForCreation() {
        return Duration.ETERNAL;
      }

      @Override
      public @Nullable Duration getExpiryForAccess() {
        return update;
      }

      @Override
      public Duration getExpiryForUpdate() {
        return update;
      }
    };
  }
}
