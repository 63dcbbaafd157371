package io.sealcache.stores;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.fixture.CloseableUserCode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.expiry.Duration;
import javax.cache.expiry.ExpiryPolicy;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The code that two applications plug into a cache, whose classes the store doesn't have. */
@Timeout(120)
class ApplicationCodeTest {
  @ParameterizedTest
  @EnumSource(StoreKind.class)
  void put_policyOfTheApplications_expiresInEachJvm(StoreKind kind) throws Exception {
    Duration aMoment = new Duration(TimeUnit.MILLISECONDS, 400);
    try (RunningStore store = RunningStore.bare(kind);
        ClientJvm first = store.client();
        ClientJvm second = store.client()) {
      first.call(expiring(aMoment));
      second.call(expiring(Duration.ETERNAL));

      first.call(put("short"));
      second.call(put("long"));

      Await.until(() -> !second.call(ApplicationCodeTest::keys).contains("short"));
      assertThat(first.call(ApplicationCodeTest::keys)).containsExactly("long");
    }
  }

  private static Task<Boolean> expiring(Duration creation) {
    return application -> {
      application.create(
          "moments",
          new MutableConfiguration<String, String>()
              .setExpiryPolicyFactory(() -> policy(creation)));
      return true;
    };
  }

  private static Task<Boolean> put(String key) {
    return application -> {
      application.<String, String>cache("moments").put(key, "value");
      return true;
    };
  }

  private static List<String> keys(ClientApplication application) {
    List<String> keys = new ArrayList<>();
    application.<String, String>cache("moments").forEach(entry -> keys.add(entry.getKey()));
    return keys;
  }

  private static ExpiryPolicy policy(Duration creation) {
    return new CloseableUserCode() {
      @Override
      public Duration getExpiryForCreation() {
        return creation;
      }
    };
  }
}
