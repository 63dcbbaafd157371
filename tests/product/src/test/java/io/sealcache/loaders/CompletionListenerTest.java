package io.sealcache.loaders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealcache.EncryptedConfiguration;
import io.sealcache.fixture.OutOfOrder;
import io.sealcache.fixture.Stores;
import io.sealcache.fixture.TestStore;
import io.sealcache.fixture.UserCode;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import javax.cache.Cache;
import javax.cache.integration.CompletionListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The exceptions that a listener of {@code loadAll} throws itself. */
@Timeout(60)
class CompletionListenerTest {
  @RegisterExtension private static final Stores STORES = new Stores();

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final OutOfOrder failure = new OutOfOrder();
  private final CompletableFuture<Exception> told = new CompletableFuture<>();
  private final CompletableFuture<Throwable> uncaught = new CompletableFuture<>();

  private void loadAll(
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
    assertThatThrownBy(() -> loadAll(new EncryptedConfiguration<>(), this::fail, told::complete))
        .isSameAs(failure);
    assertThat(told).isNotDone();
  }

  @Test
  void onCompletionFails_isToldToOnException() {
    loadAll(loading(), this::fail, told::complete);

    assertThat(told).succeedsWithin(PATIENCE).isSameAs(failure);
  }

  @Test
  void onExceptionFails_isLeftToTheThreadsHandler() {
    loadAll(
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

    loadAll(
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
