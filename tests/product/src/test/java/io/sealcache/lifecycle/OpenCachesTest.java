package io.sealcache.lifecycle;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sealcache.EncryptedCache;
import io.sealcache.EncryptedConfiguration;
import io.sealcache.Inside;
import io.sealcache.fixture.CloseableUserCode;
import io.sealcache.fixture.FaultyCachingProvider.Faults;
import io.sealcache.fixture.OutOfOrder;
import io.sealcache.fixture.Recorder;
import io.sealcache.fixture.StoreFixture;
import io.sealcache.fixture.TestStore;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import javax.cache.configuration.Factory;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.event.CacheEntryListener;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Caches that are looked for, destroyed and closed while they open, or that fail meanwhile. */
@Timeout(60)
class OpenCachesTest {
  @RegisterExtension private final Faults faults = new Faults();

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
          block();
          return Recorder.<String, Integer>of();
        });
  }

  private void block() {
    opening.countDown();
    try {
      proceed.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static FutureTask<Boolean> started(Runnable action) {
    return started(Executors.callable(action, true));
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
  void closeOfManager_whileACacheOpens_endsAndHasTheOpeningFail() throws Exception {
    FutureTask<Cache<String, Integer>> creating =
        started(() -> fixture.create("numbers", openedSlowly()));
    opening.await();

    started(manager::close).get();
    proceed.countDown();

    assertThatExceptionOfType(ExecutionException.class)
        .isThrownBy(creating::get)
        .withCauseInstanceOf(IllegalStateException.class);
    assertThat(manager.isClosed()).isTrue();
  }

  @Test
  void getCache_ofOtherTypes_isRefused() {
    Cache<String, Integer> cache =
        fixture.create(
            "numbers",
            new EncryptedConfiguration<String, Integer>().setTypes(String.class, Integer.class));

    assertThat(manager.getCache("numbers", String.class, Integer.class)).isSameAs(cache);
    assertThatExceptionOfType(ClassCastException.class)
        .isThrownBy(() -> manager.getCache("numbers", Long.class, Integer.class))
        .withMessageContainingAll("'numbers'", "key", "String", "Long");
    assertThatExceptionOfType(ClassCastException.class)
        .isThrownBy(() -> manager.getCache("numbers", String.class, Long.class))
        .withMessageContainingAll("'numbers'", "value", "Integer", "Long");
  }

  static List<Throwable> refusals() {
    return List.of(new CacheException("refused"), new NoClassDefFoundError("com/acme/Missing"));
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void create_storeRefuses_closesTheLoader(Throwable refusal) {
    CloseableUserCode code = new CloseableUserCode();
    StoreFixture faulty = faults.fixture();
    faults.before(
        "createCache",
        () -> {
          if (refusal instanceof Error error) {
            throw error;
          }
          throw (RuntimeException) refusal;
        });

    assertThatExceptionOfType(CacheException.class)
        .isThrownBy(
            () ->
                faulty.create(
                    "numbers",
                    new EncryptedConfiguration<String, Integer>()
                        .setReadThrough(true)
                        .setCacheLoaderFactory(() -> code)));

    assertThat(code.closed).isEqualTo(1);
  }

  @Test
  void create_whileTheFactoryOfAnotherCacheHangs_isNotHeldUp() throws Exception {
    FutureTask<Cache<String, Integer>> hanging =
        started(() -> fixture.create("numbers", openedSlowly()));
    opening.await();

    fixture.<String, Integer>create("others").put("a", 1);
    assertThat(manager.<String, Integer>getCache("others")).hasSize(1);
    manager.destroyCache("others");

    assertThat(hanging.isDone()).isFalse();
    proceed.countDown();
    assertThat(hanging.get()).isNotNull();
  }

  @Test
  void create_ofTheCacheThatThisVeryCodeIsMadeFor_isRefused() {
    fixture.create(
        "numbers",
        listening(
            () -> {
              assertThatExceptionOfType(CacheException.class)
                  .isThrownBy(() -> fixture.create("numbers"))
                  .withMessageContainingAll("'numbers'", "still being opened", "this very thread");
              return Recorder.<String, Integer>of();
            }));

    assertThat(manager.getCacheNames()).containsExactly("numbers");
  }

  @Test
  void enableStatistics_whileItIsCreated_reachesIt() throws Exception {
    FutureTask<EncryptedCache<String, Integer>> creating =
        started(() -> fixture.create("numbers", openedSlowly()));
    opening.await();
    FutureTask<Boolean> enabling =
        new FutureTask<>(() -> manager.enableStatistics("numbers", true), true);
    waiting(enabling);

    proceed.countDown();

    assertThat(enabling.get()).isTrue();
    assertThat(Inside.countsOperations(creating.get())).isTrue();
  }

  @Test
  void create_ofACacheThatItsListenersFactoryCloses_leavesNoMBean() throws Exception {
    Cache<String, Integer> cache =
        fixture.create(
            "closedEarly",
            listening(
                () -> {
                  requireNonNull(manager.<String, Integer>getCache("closedEarly")).close();
                  return Recorder.<String, Integer>of();
                }));

    assertThat(cache.isClosed()).isTrue();
    assertThat(
            ManagementFactory.getPlatformMBeanServer()
                .queryNames(new ObjectName("*:Cache=closedEarly,*"), null))
        .isEmpty();
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
  void create_whoseFactoryWaitsForOneWhoAsksForTheSameCache_endsByABound() throws Exception {
    FutureTask<Cache<String, Integer>> asking = new FutureTask<>(() -> manager.getCache("numbers"));

    Cache<String, Integer> created =
        fixture.create(
            "numbers",
            listening(
                () -> {
                  new Thread(asking).start();
                  assertThatExceptionOfType(ExecutionException.class)
                      .isThrownBy(asking::get)
                      .withMessageContainingAll(
                          "'numbers'", "still being opened", "another thread");
                  return Recorder.<String, Integer>of();
                }));

    created.put("a", 1);
    assertThat(manager.<String, Integer>getCache("numbers")).isSameAs(created);
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
}
