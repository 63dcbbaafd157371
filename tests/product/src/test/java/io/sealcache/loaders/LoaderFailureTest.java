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
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.cache.Cache;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheLoaderException;
import javax.cache.integration.CompletionListener;
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
    return create(UserCode.<String, String>readingThrough(loader));
  }

  private static EncryptedCache<String, String> create(
      EncryptedConfiguration<String, String> configuration) {
    return STORES.create(TestStore.REFERENCE_IMPLEMENTATION, configuration);
  }

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final OutOfOrder failure = new OutOfOrder();
  private final CompletableFuture<Exception> told = new CompletableFuture<>();
  private final CompletableFuture<Throwable> uncaught = new CompletableFuture<>();

  private void completing(
      EncryptedConfiguration<String, Integer> configuration,
      Runnable onCompletion,
      Consumer<Exception> onException) {
    Cache<String, Integer> cache = STORES.create(TestStore.REFERENCE_IMPLEMENTATION, configuration);
    cache.loadAll(
        Set.of("a"),
        true,
        new CompletionListener() {
          @Override
          public void onCompletion() {
            onCompletion.run();
          }

          @Override
          public void onException(Exception e) {
            onException.accept(e);
          }
        });
  }

  private static EncryptedConfiguration<String, Integer> loading() {
    return new EncryptedConfiguration<String, Integer>()
        .setCacheLoaderFactory(UserCode.loader(key -> 7));
  }

  private void fail() {
    throw failure;
  }

  private void catchWhatEscapes() {
    Thread.currentThread()
        .setUncaughtExceptionHandler((thread, thrown) -> uncaught.complete(thrown));
  }

  @Test
  void onCompletionFails_withoutALoader_isThrownToTheCaller() {
    assertThatThrownBy(() -> completing(new EncryptedConfiguration<>(), this::fail, told::complete))
        .isSameAs(failure);
    assertThat(told).isNotDone();
  }

  @Test
  void onCompletionFails_isToldToOnException() {
    completing(loading(), this::fail, told::complete);

    assertThat(told).succeedsWithin(PATIENCE).isSameAs(failure);
  }

  @Test
  void onExceptionFails_isLeftToTheThreadsHandler() {
    completing(
        loading(),
        this::fail,
        thrown -> {
          catchWhatEscapes();
          fail();
        });

    assertThat(uncaught).succeedsWithin(PATIENCE).isSameAs(failure);
  }

  @Test
  void onCompletionThrowsAnError_isLeftToTheThreadsHandler() {
    Error error = new NoClassDefFoundError("of the listener");

    completing(
        loading(),
        () -> {
          catchWhatEscapes();
          throw error;
        },
        told::complete);

    assertThat(uncaught).succeedsWithin(PATIENCE).isSameAs(error);
    assertThat(told).isNotDone();
  }
}
