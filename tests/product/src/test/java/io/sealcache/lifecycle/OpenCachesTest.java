package io.sealcache.lifecycle;

import static io.sealcache.fixture.Calls.started;
import static io.sealcache.fixture.Calls.waiting;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sealcache.EncryptedCache;
import io.sealcache.EncryptedCacheManager;
import io.sealcache.EncryptedConfiguration;
import io.sealcache.Inside;
import io.sealcache.fixture.CloseableUserCode;
import io.sealcache.fixture.Recorder;
import io.sealcache.fixture.SlowLoad;
import io.sealcache.fixture.StoreFixture;
import io.sealcache.fixture.TestStore;
import java.lang.management.ManagementFactory;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import javax.cache.configuration.Factory;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.event.CacheEntryListener;
import javax.cache.expiry.EternalExpiryPolicy;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
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
          SlowLoad.await(proceed);
          return Recorder.<String, Integer>of();
        });
  }

  @Test
  void getCache_whileItIsCreated_waitsUntilItIsWhole() throws Exception {
    FutureTask<Cache<String, Integer>> creating =
        started(() -> fixture.create("numbers", openedSlowly()));
    opening.await();
    FutureTask<Cache<String, Integer>> asking = waiting(() -> manager.getCache("numbers"));

    assertThat(asking.isDone()).isFalse();
    proceed.countDown();
    assertThat(asking.get()).isSameAs(creating.get()).isNotNull();
    assertThat(started(() -> manager.getCache("numbers")).get()).isSameAs(creating.get());
  }

  @Test
  void openCaches_whileOneIsCreated_leavesThatOutWithoutWaiting() throws Exception {
    EncryptedCacheManager sealed = manager.unwrap(EncryptedCacheManager.class);
    Cache<String, Integer> others = fixture.create("others");
    FutureTask<EncryptedCache<String, Integer>> creating =
        started(() -> fixture.create("numbers", openedSlowly()));
    opening.await();

    assertThat(manager.getCacheNames()).containsExactlyInAnyOrder("others", "numbers");
    assertThat(sealed.openCaches()).singleElement().isSameAs(others);

    proceed.countDown();
    assertThat(creating.get()).isIn(sealed.openCaches());
    others.close();
    assertThat(sealed.openCaches()).singleElement().isSameAs(creating.get());
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
  void getCacheNames_whileTheExpiryPolicyOfACacheIsMade_leavesThatOut() throws Exception {
    FutureTask<Cache<String, Integer>> creating =
        started(
            () ->
                fixture.create(
                    "numbers",
                    new EncryptedConfiguration<String, Integer>()
                        .setExpiryPolicyFactory(
                            () -> {
                              opening.countDown();
                              SlowLoad.await(proceed);
                              return new EternalExpiryPolicy();
                            })));
    opening.await();

    assertThat(manager.getCacheNames()).isEmpty();

    proceed.countDown();
    assertThat(creating.get().isClosed()).isFalse();
    assertThat(manager.getCacheNames()).containsExactly("numbers");
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
        waiting(
            () -> {
              manager.enableStatistics("numbers", true);
              return true;
            });
    assertThat(enabling).isNotDone();

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

  @Tag("slow")
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
}
