package io.sealcache.stores;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.Map;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.configuration.MutableConfiguration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Two applications that take one cache to be of different types. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
class RetypedCachesTest {
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
  void createCache_ofOtherTypesThanAnothers_isRefusedAndLeavesTheCacheAsItWas(StoreKind kind) {
    Pair pair = over(kind);
    pair.first().call(texts("typed"));
    pair.first().call(put("typed", "a", "b"));

    assertThatThrownBy(() -> pair.second().call(numbers("typed")))
        .isInstanceOf(CacheException.class)
        .hasMessageContainingAll(
            "'typed'",
            "a key of java.lang.String and a value of java.lang.String",
            "a key of java.lang.String and a value of java.lang.Integer");

    assertThat(pair.first().call(get("typed", String.class, "a"))).isEqualTo("b");
    assertThat(pair.second().call(get("typed", String.class, "a"))).isEqualTo("b");
  }

  @ParameterizedTest
  @EnumSource(StoreKind.class)
  void cacheThatAnotherCreatedAnew_isHadOnceTheOldOneIsClosed(StoreKind kind) {
    Pair pair = over(kind);
    pair.first().call(texts("renewed"));
    pair.first().call(put("renewed", "a", "b"));
    pair.second().call(keep("renewed"));
    pair.first().call(destroy("renewed"));
    pair.first().call(numbers("renewed"));
    pair.first().call(put("renewed", "n", 1));

    pair.second().call(closeKept());

    assertThat(pair.second().call(get("renewed", Integer.class, "n"))).isEqualTo(1);
  }

  private static Task<Boolean> texts(String name) {
    return created(name, String.class);
  }

  private static Task<Boolean> numbers(String name) {
    return created(name, Integer.class);
  }

  private static <V> Task<Boolean> created(String name, Class<V> valueType) {
    return application -> {
      application
          .manager()
          .createCache(
              name, new MutableConfiguration<String, V>().setTypes(String.class, valueType));
      return true;
    };
  }

  private static Task<Boolean> destroy(String name) {
    return application -> {
      application.manager().destroyCache(name);
      return true;
    };
  }

  private static Task<Boolean> put(String name, String key, Object value) {
    return application -> {
      requireNonNull(application.manager().<String, Object>getCache(name)).put(key, value);
      return true;
    };
  }

  private static <V> Task<V> get(String name, Class<V> valueType, String key) {
    return application ->
        requireNonNull(
            requireNonNull(application.manager().getCache(name, String.class, valueType)).get(key));
  }

  /** A cache that an application got once. */
  private record Kept(Cache<String, String> cache) {}

  private static Task<Boolean> keep(String name) {
    return application -> {
      Cache<String, String> cache =
          requireNonNull(application.manager().getCache(name, String.class, String.class));
      cache.put("here", "text");
      application.keep(Kept.class, new Kept(cache));
      return true;
    };
  }

  private static Task<Boolean> closeKept() {
    return application -> {
      application.kept(Kept.class).cache().close();
      return true;
    };
  }
}
