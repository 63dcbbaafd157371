package io.sealcache;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import javax.cache.configuration.Factory;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.event.CacheEntryListener;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Caches that are looked for, destroyed and closed while they open, or that fail meanwhile. */
@Timeout(60)
class OpenCachesTest {
  private final StoreFixture fixture = StoreFixture.over(TestStore.REFERENCE_IMPLEMENTATION);
  private final CacheManager manager = fixture.manager();
  private final CountDownLatch opening = new CountDownLatch(1);
  private final CountDownLatch proceed = new CountDownLatch(1);

  @AfterEach
  void close() {
    proceed.countDown();
    fixture.close();
  }

  private static EncryptedConfiguration<String, Integer> listening(
      Factory<CacheEntryListener<String, Integer>> factory) {
    return new EncryptedConfiguration<String, Integer>()
        .addCacheEntryListenerConfiguration(
            new MutableCacheEntryListenerConfiguration<>(factory, null, false, true));
  }

  private EncryptedConfiguration<String, Integer> openedSlowly() {
    return listening(
        () -> {
          opening.countDown();
          try {
            proceed.await();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
          return Recorder.<String, Integer>of();
        });
  }

  private static <T> FutureTask<T> started(Callable<T> action) {
    FutureTask<T> task = new FutureTask<>(action);
    new Thread(task).start();
    return task;
  }

  private static Thread waiting(FutureTask<?> task) throws InterruptedException {
    Thread thread = new Thread(task);
    thread.start();
    while (thread.getState() != Thread.State.WAITING
        && thread.getState() != Thread.State.TIMED_WAITING) {
      assertThat(thread.isAlive()).isTrue();
      TimeUnit.MILLISECONDS.sleep(5);
    }
    return thread;
  }

  @Test
  void getCache_whileItIsCreated_waitsUntilItIsWhole() throws Exception {
    FutureTask<Cache<String, Integer>> creating =
        started(() -> fixture.create("numbers", openedSlowly()));
    opening.await();
    FutureTask<Cache<String, Integer>> asking = new FutureTask<>(() -> manager.getCache("numbers"));
    waiting(asking);

    assertThat(asking.isDone()).isFalse();
    proceed.countDown();
    assertThat(asking.get()).isSameAs(creating.get()).isNotNull();
    assertThat(started(() -> manager.getCache("numbers")).get()).isSameAs(creating.get());
  }

  @Test
  void closeOfManager_interruptedWhileACacheOpens_doesNotWait() throws Exception {
    FutureTask<Cache<String, Integer>> creating =
        started(() -> fixture.create("numbers", openedSlowly()));
    opening.await();
    FutureTask<Boolean> closing =
        new FutureTask<>(
            () -> {
              manager.close();
              return Thread.currentThread().isInterrupted();
            });
    Thread closer = waiting(closing);

    closer.interrupt();

    assertThat(closing.get(5, TimeUnit.SECONDS)).isTrue();
    proceed.countDown();
    assertThatExceptionOfType(Exception.class)
        .isThrownBy(creating::get)
        .withCauseInstanceOf(IllegalStateException.class);
  }

  @Test
  void closedManager_namesNoCachesAndOpensNone() {
    fixture.create("numbers");
    manager.close();

    assertThatIllegalStateException().isThrownBy(manager::getCacheNames);
    assertThatIllegalStateException().isThrownBy(() -> manager.getCache("numbers"));
    assertThatIllegalStateException().isThrownBy(() -> fixture.create("others"));
    assertThatIllegalStateException().isThrownBy(() -> manager.destroyCache("numbers"));
  }

  @Test
  void create_listenerCannotBeMade_saysAlsoThatTheLoaderFailedToClose() {
    CloseableUserCode code = new CloseableUserCode();
    code.failure = new IllegalArgumentException("still busy");

    assertThatExceptionOfType(RuntimeException.class)
        .isThrownBy(
            () ->
                fixture.create(
                    "numbers",
                    listening(
                            () -> {
                              throw new OutOfOrder();
                            })
                        .setReadThrough(true)
                        .setCacheLoaderFactory(() -> code)))
        .satisfies(e -> assertThat(e.getSuppressed()).hasSize(1));

    assertThat(code.closed).isEqualTo(1);
    assertThat(manager.getCacheNames()).isEmpty();
    fixture.<String, Integer>create("numbers").put("a", 1);
  }

  @Test
  void destroyCache_loaderFailsToClose_isDestroyedAllTheSame() {
    CloseableUserCode code = new CloseableUserCode();
    code.failure = new IllegalArgumentException("still busy");
    fixture
        .create(
            "numbers",
            new EncryptedConfiguration<String, Integer>()
                .setReadThrough(true)
                .setCacheLoaderFactory(() -> code))
        .put("a", 1);

    assertThatExceptionOfType(CacheException.class)
        .isThrownBy(() -> manager.destroyCache("numbers"));

    assertThat(manager.<String, Integer>getCache("numbers")).isNull();
    assertThat(fixture.<String, Integer>create("numbers").containsKey("a")).isFalse();
  }

  @Test
  void getCache_ofAnOpenCache_isThatCache() {
    fixture.<String, Integer>create("numbers").put("a", 1);
    Cache<String, Integer> found = requireNonNull(manager.getCache("numbers"));

    assertThat(manager.<String, Integer>getCache("numbers")).isSameAs(found);
    assertThat(manager.getCacheNames()).containsExactly("numbers");
    found.close();
    assertThat(manager.getCacheNames()).isEmpty();
  }
}
