package io.sealcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealcache.keys.TenantResolver;
import java.util.Set;
import java.util.function.UnaryOperator;
import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a tenant resolver makes of a {@code loadAll} for another thread. */
class TenantCarryTest {
  @RegisterExtension private static final Stores STORES = new Stores();

  @Test
  void loadAll_isForTheCallerEvenIfItsTenantIsNotCarried() {
    EncryptedCache<String, Integer> cache = cache(TenantScope::current);

    TenantScope.in("a", () -> UserCode.loadAll(cache, Set.of("key"), false));

    assertThat(TenantScope.call("a", () -> cache.get("key"))).isEqualTo(7);
    assertThat(TenantScope.call("b", () -> cache.get("key"))).isNull();
  }

  @Test
  void carry_thatFailsOrGivesNothingFailsLoadAll() {
    var failure = new IllegalStateException("no request");
    EncryptedCache<String, Integer> failing =
        carrying(
            load -> {
              throw failure;
            });
    EncryptedCache<String, Integer> careless = carrying(load -> null);

    assertThatThrownBy(() -> failing.loadAll(Set.of("key"), true, null))
        .isExactlyInstanceOf(CacheException.class)
        .hasCause(failure);
    assertThatThrownBy(() -> careless.loadAll(Set.of("key"), true, null))
        .isExactlyInstanceOf(CacheException.class)
        .hasMessageContainingAll("sealcache.tenant-resolver", "gave null");
  }

  private static EncryptedCache<String, Integer> cache(TenantResolver resolver) {
    return STORES.create(
        TestStore.REFERENCE_IMPLEMENTATION,
        new EncryptedConfiguration<String, Integer>()
            .setTenantResolverFactory(() -> resolver)
            .setCacheLoaderFactory(UserCode.<String, Integer>loader(key -> 7)));
  }

  private static EncryptedCache<String, Integer> carrying(
      UnaryOperator<@Nullable Runnable> carrying) {
    return cache(
        new TenantResolver() {
          @Override
          public String tenant() {
            return "a";
          }

          @Override
          @SuppressWarnings("NullAway") // breaks the promise on purpose, as applications may
          public Runnable carry(Runnable load) {
            return carrying.apply(load);
          }
        });
  }
}
