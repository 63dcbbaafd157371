package io.sealcache.internal.store.ignite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sealcache.fixture.Pretended;
import io.sealcache.internal.store.CacheExpiry;
import io.sealcache.internal.store.OperationExpiry;
import io.sealcache.internal.store.StoreCall;
import io.sealcache.internal.store.StorePort;
import io.sealcache.internal.store.Stored;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import javax.cache.configuration.FactoryBuilder;
import javax.cache.expiry.EternalExpiryPolicy;
import org.apache.ignite.Ignite;
import org.apache.ignite.IgniteCache;
import org.apache.ignite.cache.CacheInterceptorAdapter;
import org.apache.ignite.cache.CacheMode;
import org.apache.ignite.cache.QueryEntity;
import org.apache.ignite.configuration.CacheConfiguration;
import org.junit.jupiter.api.Test;

/** What Ignite is asked for, and which of its caches are refused. */
class IgniteAdapterTest {
  private static final String NAME = "orders";

  private final IgniteAdapter adapter = new IgniteAdapter();
  private final List<CacheConfiguration<?, ?>> asked = new ArrayList<>();
  private CacheConfiguration<String, Object> declared = new CacheConfiguration<>(NAME);
  private final IgniteCache<String, Object> cache =
      Pretended.of(
          IgniteCache.class,
          (proxy, method, arguments) ->
              switch (method.getName()) {
                case "withKeepBinary" -> proxy;
                case "getConfiguration" -> declared;
                case "getName" -> NAME;
                case "get" -> new byte[] {1};
                case "iterator" -> List.of().iterator();
                default -> throw new UnsupportedOperationException(method.getName());
              });
  private final Ignite ignite =
      Pretended.of(
          Ignite.class,
          (proxy, method, arguments) -> {
            if (arguments[0] instanceof CacheConfiguration<?, ?> configuration) {
              asked.add(configuration);
            }
            return NAME.equals(arguments[0]) || !asked.isEmpty() ? cache : null;
          });
  private final CacheManager manager =
      Pretended.of(CacheManager.class, (proxy, method, arguments) -> ignite);

  private void assertServes(StorePort port) {
    assertThat(port.make(new StoreCall.Get(Stored.key("key"), OperationExpiry.silent())))
        .isNotNull();
    CacheConfiguration<?, ?> configuration = asked.get(asked.size() - 1);
    assertThat(configuration.getValueType()).isEqualTo(byte[].class);
    assertThat(configuration.getExpiryPolicyFactory().create())
        .isInstanceOf(EternalExpiryPolicy.class);
  }

  @Test
  void caches_areOfBytesForEver_andDescriptorsOnEachNode() {
    assertServes(adapter.createCache(manager, NAME, CacheExpiry.NEVER, null));
    assertServes(adapter.openDescriptors(manager));

    assertThat(asked.get(1).getCacheMode()).isEqualTo(CacheMode.REPLICATED);
    assertThat(adapter.kind().sharesCaches()).isTrue();
  }

  @Test
  void walk_createsNoCache() {
    assertThat(adapter.walk(manager, NAME)).isNotNull();
    assertThat(adapter.walk(manager, "others")).isNull();
    assertThat(asked).isEmpty();
  }

  @Test
  void createCache_ofOneThatIsGivenCode_isRefused() {
    assertRefused("a cache store", it -> it.setCacheStoreFactory(FactoryBuilder.factoryOf("none")));
    assertRefused("an interceptor", it -> it.setInterceptor(new CacheInterceptorAdapter<>()));
    assertRefused("query entities", it -> it.setQueryEntities(List.of(new QueryEntity())));
  }

  private void assertRefused(String what, Consumer<CacheConfiguration<String, Object>> given) {
    declared = new CacheConfiguration<>(NAME);
    given.accept(declared);

    assertThatExceptionOfType(CacheException.class)
        .isThrownBy(() -> adapter.createCache(manager, NAME, CacheExpiry.NEVER, null))
        .withMessageContainingAll(NAME, what);
  }
}
