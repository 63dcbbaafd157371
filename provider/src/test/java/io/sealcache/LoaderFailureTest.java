package io.sealcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Set;
import javax.cache.Cache;
import javax.cache.integration.CacheLoaderException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A loader that fails. */
class LoaderFailureTest {
  @RegisterExtension private static final Stores STORES = new Stores();

  @Test
  void loaderFails_isACacheLoaderException() {
    Cache<String, String> cache =
        create(
            new EncryptedConfiguration<String, String>()
                .setReadThrough(true)
                .setCacheLoaderFactory(
                    UserCode.<String, String>loader(
                        key -> {
                          throw new OutOfOrder();
                        })));
    cache.put("a", "1");

    assertThatExceptionOfType(CacheLoaderException.class)
        .isThrownBy(() -> cache.get("b"))
        .withCauseInstanceOf(OutOfOrder.class);
    assertThatExceptionOfType(CacheLoaderException.class)
        .isThrownBy(() -> cache.getAll(Set.of("a", "b")))
        .withCauseInstanceOf(OutOfOrder.class);
    assertThatExceptionOfType(CacheLoaderException.class)
        .isThrownBy(() -> cache.<String>invoke("b", (entry, none) -> entry.getValue()));
    assertThatExceptionOfType(CacheLoaderException.class)
        .isThrownBy(() -> UserCode.loadAll(cache, Set.of("a"), true))
        .withCauseInstanceOf(OutOfOrder.class);
    assertThat(Stores.contents(cache)).isEqualTo(Map.of("a", "1"));
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
        create(
            new EncryptedConfiguration<String, String>()
                .setReadThrough(true)
                .setCacheLoaderFactory(
                    UserCode.<String, String>loader(
                        key -> {
                          throw failure;
                        })));

    assertThatThrownBy(() -> cache.get("b")).isSameAs(failure);
  }

  private static EncryptedCache<String, String> create(
      EncryptedConfiguration<String, String> configuration) {
    return STORES.create(TestStore.REFERENCE_IMPLEMENTATION, configuration);
  }
}
