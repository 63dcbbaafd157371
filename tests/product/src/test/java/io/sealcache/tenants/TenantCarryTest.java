package io.sealcache.tenants;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealcache.EncryptedCache;
import io.sealcache.EncryptedConfiguration;
import io.sealcache.fixture.Stores;
import io.sealcache.fixture.TenantScope;
import io.sealcache.fixture.TestStore;
import io.sealcache.fixture.Undeclared;
import io.sealcache.fixture.UserCode;
import io.sealcache.keys.TenantResolver;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import javax.cache.CacheException;
import javax.cache.integration.CacheLoaderException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A {@code loadAll} that a tenant resolver carries to another thread. */
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

  @Test
  void carriedTask_thatFailsBeforeItLoads_isToldToTheCompletionListener() {
    for (Exception failure : List.of(new IllegalStateException("no scope"), new IOException())) {
      EncryptedCache<String, Integer> cache =
          carrying(
              load ->
                  () -> {
                    throw Undeclared.thrown(failure);
                  });

      assertThatThrownBy(() -> UserCode.loadAll(cache, Set.of("key"), true))
          .isInstanceOf(CacheException.class)
          .hasMessageContainingAll(cache.getName(), "sealcache.tenant-resolver")
          .hasCause(failure);
    }
  }

  @Test
  void carriedTask_thatFailsWithAnError_isToldToTheCompletionListener() {
    Error failure = new NoClassDefFoundError("of the application");
    EncryptedCache<String, Integer> cache =
        carrying(
            load ->
                () -> {
                  throw failure;
                });

    assertThatThrownBy(() -> UserCode.loadAll(cache, Set.of("key"), true))
        .isInstanceOf(CacheLoaderException.class)
        .hasCause(failure);
  }

  @Test
  void carriedTask_thatLoadsNothing_isToldToTheCompletionListener() {
    EncryptedCache<String, Integer> cache = carrying(load -> () -> {});

    assertThatThrownBy(() -> UserCode.loadAll(cache, Set.of("key"), true))
        .isInstanceOf(CacheException.class)
        .hasMessageContainingAll(
            cache.getName(), "sealcache.tenant-resolver", "without running what it was given");
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
