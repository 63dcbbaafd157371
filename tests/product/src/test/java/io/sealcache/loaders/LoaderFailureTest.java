package io.sealcache.loaders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealcache.EncryptedCache;
import io.sealcache.EncryptedConfiguration;
import io.sealcache.fixture.OutOfOrder;
import io.sealcache.fixture.Stores;
import io.sealcache.fixture.TestStore;
import io.sealcache.fixture.Undeclared;
import io.sealcache.fixture.UserCode;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import javax.cache.Cache;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheLoaderException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A loader that fails. */
class LoaderFailureTest {
  @RegisterExtension private static final Stores STORES = new Stores();

  static List<Exception> failures() {
    return List.of(new OutOfOrder(), new IOException());
  }

  @ParameterizedTest
  @MethodSource("failures")
  void loaderFails_isACacheLoaderException(Exception failure) {
    Cache<String, String> cache =
        readingThrough(
            key -> {
              throw Undeclared.thrown(failure);
            });

    assertThatExceptionOfType(CacheLoaderException.class)
        .isThrownBy(() -> cache.get("a"))
        .withCause(failure);
    assertThatExceptionOfType(CacheLoaderException.class)
        .isThrownBy(() -> cache.getAll(Set.of("a", "b")))
        .withCause(failure);
    assertThatExceptionOfType(CacheLoaderException.class)
        .isThrownBy(() -> cache.<String>invoke("a", (entry, none) -> entry.getValue()))
        .withCause(failure);
    for (boolean replaceExisting : new boolean[] {true, false}) {
      assertThatExceptionOfType(CacheLoaderException.class)
          .isThrownBy(() -> UserCode.loadAll(cache, Set.of("a"), replaceExisting))
          .withCause(failure);
    }
    assertThat(Stores.contents(cache)).isEmpty();
  }

  /** Gives a map that fails when it is asked. */
  private static final class LazyLoader implements CacheLoader<String, String> {
    @Override
    public String load(String key) {
      return key;
    }

    @Override
    public Map<String, String> loadAll(Iterable<? extends String> keys) {
      return new HashMap<>() {
        @Override
        public @Nullable String get(Object key) {
          throw new OutOfOrder();
        }
      };
    }
  }

  @Test
  void loadersMapFails_isACacheLoaderException() {
    Cache<String, String> cache =
        create(
            new EncryptedConfiguration<String, String>()
                .setReadThrough(true)
                .setCacheLoaderFactory(LazyLoader::new));

    assertThatExceptionOfType(CacheLoaderException.class)
        .isThrownBy(() -> cache.getAll(Set.of("a")))
        .withCauseInstanceOf(OutOfOrder.class);
  }

  @Test
  void loadAll_loaderThrowsAnError_completionListenerIsTold() {
    Cache<String, String> cache =
        create(
            new EncryptedConfiguration<String, String>()
                .setCacheLoaderFactory(
                    UserCode.<String, String>loader(
                        key -> {
                          throw new NoClassDefFoundError("of the loader");
                        })));

    assertThatExceptionOfType(CacheLoaderException.class)
        .isThrownBy(() -> UserCode.loadAll(cache, Set.of("a"), true))
        .withRootCauseInstanceOf(NoClassDefFoundError.class);
  }

  @Test
  void loaderThrowsItsOwnCacheLoaderException_isNotWrapped() {
    CacheLoaderException failure = new CacheLoaderException("no database");
    Cache<String, String> cache =
        readingThrough(
            key -> {
              throw failure;
            });

    assertThatThrownBy(() -> cache.get("b")).isSameAs(failure);
  }

  private static EncryptedCache<String, String> readingThrough(
      Function<String, @Nullable String> loader) {
    return create(
        new EncryptedConfiguration<String, String>()
            .setReadThrough(true)
            .setCacheLoaderFactory(UserCode.<String, String>loader(loader)));
  }

  private static EncryptedCache<String, String> create(
      EncryptedConfiguration<String, String> configuration) {
    return STORES.create(TestStore.REFERENCE_IMPLEMENTATION, configuration);
  }
}
