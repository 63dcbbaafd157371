package io.sealcache.expiry;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.EncryptedConfiguration;
import io.sealcache.fixture.Stores;
import io.sealcache.fixture.TestStore;
import io.sealcache.fixture.Undeclared;
import java.io.IOException;
import java.util.Map;
import javax.cache.Cache;
import javax.cache.expiry.Duration;
import javax.cache.expiry.ExpiryPolicy;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An expiry policy that fails. */
class ExpiryPolicyFailureTest {
  @RegisterExtension private static final Stores STORES = new Stores();

  /** Fails whenever it is asked. */
  static final class FailingPolicy implements ExpiryPolicy {
    private final Exception failure;

    FailingPolicy(Exception failure) {
      this.failure = failure;
    }

    @Override
    public Duration getExpiryForCreation() {
      throw Undeclared.thrown(failure);
    }

    @Override
    public Duration getExpiryForAccess() {
      throw Undeclared.thrown(failure);
    }

    @Override
    public Duration getExpiryForUpdate() {
      throw Undeclared.thrown(failure);
    }
  }

  @ParameterizedTest
  @EnumSource
  void expiryPolicyFails_entriesStay(TestStore store) {
    Exception failure = new IOException();
    Cache<String, String> cache =
        STORES.create(
            store,
            new EncryptedConfiguration<String, String>()
                .setExpiryPolicyFactory(() -> new FailingPolicy(failure)));

    cache.put("a", "1");
    cache.putAll(Map.of("b", "1", "c", "1"));
    assertThat(cache.putIfAbsent("d", "1")).isTrue();
    assertThat(cache.replace("d", "1", "2")).isTrue();
    cache.put("a", "2");
    assertThat(cache.get("a")).isEqualTo("2");

    assertThat(Stores.contents(cache)).isEqualTo(Map.of("a", "2", "b", "1", "c", "1", "d", "2"));
  }
}
