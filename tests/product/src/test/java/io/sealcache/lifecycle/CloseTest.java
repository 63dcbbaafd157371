package io.sealcache.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.sealcache.EncryptedCache;
import io.sealcache.EncryptedConfiguration;
import io.sealcache.Inside;
import io.sealcache.fixture.CloseableUserCode;
import io.sealcache.fixture.Closing;
import io.sealcache.fixture.EachOperation;
import io.sealcache.fixture.Recorder;
import io.sealcache.fixture.StoreFixture;
import io.sealcache.fixture.Stores;
import io.sealcache.fixture.TestStore;
import io.sealcache.fixture.UserCode;
import java.io.Closeable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;
import javax.cache.Cache;
import javax.cache.integration.CacheLoader;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CloseTest {
  @AutoClose
  private final StoreFixture fixture = StoreFixture.over(TestStore.REFERENCE_IMPLEMENTATION);

  @AutoClose private final StoreFixture caffeine = StoreFixture.over(TestStore.CAFFEINE);

  @ParameterizedTest
  @EnumSource(Closing.class)
  void close_everyOperationSaysThatItIsClosed(Closing way) {
    Cache<String, Integer> cache = fixture.create("numbers", EachOperation.configuration());
    cache.put("a", 1);
    var iterator = cache.iterator();
    iterator.next();
    way.close(cache);

    assertThat(cache.isClosed()).isTrue();
    List<Consumer<Cache<String, Integer>>> operations = new ArrayList<>(EachOperation.SINGLE);
    operations.addAll(EachOperation.BULK_WRITES);
    assertThat(operations)
        .allSatisfy(
            operation ->
                assertThatIllegalStateException().isThrownBy(() -> operation.accept(cache)));
    assertThatIllegalStateException().isThrownBy(iterator::hasNext);
    assertThatIllegalStateException().isThrownBy(iterator::next);
    assertThatIllegalStateException().isThrownBy(iterator::remove);
    assertThat(cache.getName()).isEqualTo("numbers");
  }

  @Test
  void close_twice_doesNothing() {
    Cache<String, Integer> cache = fixture.create("numbers", EachOperation.configuration());
    cache.close();
    cache.close();
    fixture.manager().close();
    fixture.manager().close();
    fixture.manager().getCachingProvider().close();
    fixture.manager().getCachingProvider().close();

    assertThat(fixture.manager().isClosed()).isTrue();
  }

  @ParameterizedTest
  @EnumSource(Closing.class)
  void close_closesUserCodeOnce(Closing way) {
    CloseableUserCode code = new CloseableUserCode();
    Recorder<String, Integer> listener = Recorder.of();
    Cache<String, Integer> cache =
        fixture.create(
            "numbers",
            new EncryptedConfiguration<String, Integer>()
                .setReadThrough(true)
                .setWriteThrough(true)
                .setCacheLoaderFactory(() -> code)
                .setCacheWriterFactory(() -> code)
                .setExpiryPolicyFactory(() -> code)
                .addCacheEntryListenerConfiguration(listener.configuration()));

    way.close(cache);
    cache.close();

    assertThat(code.closed).isEqualTo(3);
    assertThat(listener.closed).hasValue(1);
  }

  @Test
  void closeAgain_leavesALaterCacheOfThatNameAlone() {
    Cache<String, Integer> first = fixture.create("numbers", EachOperation.configuration());
    first.close();
    Cache<String, Integer> second = fixture.create("numbers", EachOperation.configuration());

    first.close();

    assertThat(fixture.manager().<String, Integer>getCache("numbers")).isSameAs(second);
    assertThat(Stores.encryption(second).getSealed()).isZero();
  }

  @Test
  void loadAll_whenTheManagerWasClosedMeanwhile_saysSo() {
    EncryptedCache<String, Integer> cache =
        fixture.create("numbers", EachOperation.configuration());
    Inside.loadExecutor(cache).shutdown();

    assertThatIllegalStateException()
        .isThrownBy(() -> cache.loadAll(EachOperation.KEYS, true, null))
        .withMessageContaining("'numbers'");
  }

  @Test
  void closeOfManager_endsTheThreadsThatLoad() {
    ExecutorService threads =
        Inside.loadExecutor(fixture.create("numbers", EachOperation.configuration()));
    assertThat(threads.isShutdown()).isFalse();

    fixture.manager().close();

    assertThat(threads.isShutdown()).isTrue();
  }

  private static final class HangingLoader implements CacheLoader<String, Integer>, Closeable {
    final CountDownLatch begun = new CountDownLatch(1);
    final CountDownLatch proceed = new CountDownLatch(1);
    volatile boolean closed;

    @Override
    public void close() {
      closed = true;
    }

    @Override
    public Integer load(String key) {
      if (key.equals("hangs")) {
        begun.countDown();
        try {
          proceed.await();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }
      return 1;
    }

    @Override
    public Map<String, Integer> loadAll(Iterable<? extends String> keys) {
      return Map.of();
    }
  }

  @ParameterizedTest
  @EnumSource
  @Timeout(60)
  void close_whileALoaderHangs_waitsForNothing(Closing way) throws Exception {
    HangingLoader loader = new HangingLoader();
    Cache<String, Integer> cache =
        caffeine.create(
            "hanging",
            UserCode.<String, Integer>writingThrough(change -> {})
                .setReadThrough(true)
                .setCacheLoaderFactory(() -> loader));
    new Thread(() -> getQuietly(cache)).start();
    loader.begun.await();

    assertTimeout(Duration.ofSeconds(5), () -> way.close(cache));

    assertThat(cache.isClosed()).isTrue();
    assertThat(loader.closed).isTrue();
    loader.proceed.countDown();
  }

  @Test
  @Timeout(60)
  void close_byItsOwnLoader_waitsForNothing() {
    List<Cache<String, Integer>> itself = new ArrayList<>();
    Cache<String, Integer> cache =
        caffeine.create(
            "closing",
            UserCode.<String, Integer>readingThrough(
                key -> {
                  itself.get(0).close();
                  return 1;
                }));
    itself.add(cache);

    assertTimeoutPreemptively(Duration.ofSeconds(5), () -> getQuietly(cache));

    assertThat(cache.isClosed()).isTrue();
  }

  private static void getQuietly(Cache<String, Integer> cache) {
    try {
      cache.get("hangs");
    } catch (IllegalStateException e) {
      // it was closed meanwhile
    }
  }
}
