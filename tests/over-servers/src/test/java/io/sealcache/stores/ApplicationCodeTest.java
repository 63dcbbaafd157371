package io.sealcache.stores;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import javax.cache.expiry.ExpiryPolicy;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The code that two applications plug into a cache, whose classes the store doesn't have. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
class ApplicationCodeTest {
  private final Map<StoreKind, Pair> pairs = new EnumMap<>(StoreKind.class);

  private record Pair(RunningStore store, ClientJvm first, ClientJvm second) {
    static Pair over(StoreKind kind) {
      try {
        RunningStore store = RunningStore.bare(kind);
        return new Pair(store, store.client(), store.client());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private Pair over(StoreKind kind) {
    return pairs.computeIfAbsent(kind, Pair::over);
  }

  @AfterAll
  void close() throws Exception {
    for (Pair pair : pairs.values()) {
      pair.first().close();
      pair.second().close();
      pair.store().close();
    }
  }

  @ParameterizedTest
  @EnumSource(StoreKind.class)
  void put_ownPolicyOfEach_asksTheOneOfTheJvmThatPuts(StoreKind kind) {
    Pair pair = over(kind);
    pair.first().call(expiring("policies", Duration.ETERNAL));
    pair.second().call(expiring("policies", Duration.ZERO));

    pair.first().call(put("policies", "kept"));
    pair.second().call(put("policies", "gone at once"));

    assertThat(pair.second().call(keys("policies"))).containsExactly("kept");
    assertThat(pair.first().call(keys("policies"))).containsExactly("kept");
  }

  @ParameterizedTest
  @EnumSource(StoreKind.class)
  void put_policyOfTheApplications_expiresInEachJvm(StoreKind kind) throws Exception {
    Pair pair = over(kind);
    Duration aMoment = new Duration(TimeUnit.MILLISECONDS, 400);
    pair.first().call(expiring("moments", aMoment));
    pair.second().call(expiring("moments", Duration.ETERNAL));

    pair.first().call(put("moments", "short"));
    pair.second().call(put("moments", "long"));

    Await.until(() -> !pair.second().call(keys("moments")).contains("short"));
    assertThat(pair.first().call(keys("moments"))).containsExactly("long");
  }

  @ParameterizedTest
  @EnumSource(StoreKind.class)
  void getCache_ofAnotherJvm_opensItWithItsTypesAndExpiry(StoreKind kind) {
    Pair pair = over(kind);
    pair.first()
        .call(
            application -> {
              application
                  .create(
                      "typed",
                      new MutableConfiguration<String, Customer>()
                          .setTypes(String.class, Customer.class)
                          .setExpiryPolicyFactory(CreatedExpiryPolicy.factoryOf(Duration.ONE_DAY)))
                  .put("a", new Customer("Ada"));
              return true;
            });

    Customer read =
        pair.second()
            .call(
                application ->
                    application.manager().getCache("typed", String.class, Customer.class).get("a"));
    assertThat(read).isEqualTo(new Customer("Ada"));
    assertThatThrownBy(
            () ->
                pair.second()
                    .call(
                        application ->
                            application.manager().getCache("typed", String.class, String.class)))
        .isInstanceOf(ClassCastException.class);
  }

  private static Task<Boolean> expiring(String name, Duration creation) {
    return application -> {
      application.create(
          name,
          new MutableConfiguration<String, String>()
              .setExpiryPolicyFactory(() -> new Expiring(creation)));
      return true;
    };
  }

  private static Task<Boolean> put(String name, String key) {
    return application -> {
      application.<String, String>cache(name).put(key, "value");
      return true;
    };
  }

  private static Task<List<String>> keys(String name) {
    return application -> {
      List<String> keys = new ArrayList<>();
      application.<String, String>cache(name).forEach(entry -> keys.add(entry.getKey()));
      return keys;
    };
  }

  private record Customer(String name) implements Serializable {}

  private record Expiring(Duration creation) implements ExpiryPolicy {
    @Override
    public Duration getExpiryForCreation() {
      return creation;
    }

    @Override
    public @Nullable Duration getExpiryForAccess() {
      return null;
    }

    @Override
    public @Nullable Duration getExpiryForUpdate() {
      return null;
    }
  }
}
