package io.sealcache.lifecycle;

import static io.sealcache.fixture.Calls.started;
import static io.sealcache.fixture.Calls.waiting;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sealcache.EncryptedCachingProvider;
import io.sealcache.fixture.CloseableUserCode;
import io.sealcache.fixture.SlowLoad;
import io.sealcache.fixture.StoreFixture;
import io.sealcache.fixture.TestStore;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import javax.cache.configuration.MutableConfiguration;
import org.jsr107.ri.spi.RICachingProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Managers that are opened and closed by several threads, over stores that take their time. */
@Timeout(60)
class ManagerOpeningTest {
  private final EncryptedCachingProvider provider = new EncryptedCachingProvider();
  private final Hanging hanging = new Hanging();

  @AfterEach
  void close() {
    hanging.proceed.countDown();
    provider.close();
  }

  /** How a store hangs that is told which by its properties. */
  private static final class Hanging {
    static final String PROPERTY = "test.hanging";
    final CountDownLatch begun = new CountDownLatch(1);
    final CountDownLatch proceed = new CountDownLatch(1);
    volatile Runnable meanwhile = () -> {};

    void hang() {
      begun.countDown();
      meanwhile.run();
      SlowLoad.await(proceed);
    }
  }

  /** A store that hangs while it connects. */
  public static final class HangingProvider extends RICachingProvider {
    static final Set<CacheManager> MADE = ConcurrentHashMap.newKeySet();

    @Override
    @SuppressWarnings("UnsynchronizedOverridesSynchronized") // or it would hang the store's others
    public CacheManager getCacheManager(URI uri, ClassLoader classLoader, Properties properties) {
      ((Hanging) requireNonNull(properties.get(Hanging.PROPERTY))).hang();
      CacheManager made = super.getCacheManager(uri, classLoader, properties);
      MADE.add(made);
      return made;
    }
  }

  @Test
  void getCacheManager_whileAnotherStoreHangs_opensAndFindsOthers() throws Exception {
    URI known = uri();
    CacheManager first = provider.getCacheManager(known, null, properties());
    FutureTask<CacheManager> opening = started(() -> open(uri()));
    hanging.begun.await();

    assertThat(provider.getCacheManager(known, null, properties())).isSameAs(first);
    CacheManager second = provider.getCacheManager(uri(), null, properties());
    second.createCache("numbers", new MutableConfiguration<>()).put("a", 1);
    first.close();
    provider.close(second.getURI(), null);

    assertThat(second.isClosed()).isTrue();
    assertThat(opening.isDone()).isFalse();
    hanging.proceed.countDown();
    assertThat(opening.get().isClosed()).isFalse();
  }

  @Test
  void closeOfProvider_whileAStoreHangs_closesAllElseAndThatOnceItIsOpen() throws Exception {
    CacheManager other = provider.getCacheManager(uri(), null, properties());
    URI uri = uri();
    FutureTask<CacheManager> opening = started(() -> open(uri));
    hanging.begun.await();

    provider.close();

    assertThat(other.isClosed()).isTrue();
    assertThat(opening.isDone()).isFalse();
    hanging.proceed.countDown();
    assertThatExceptionOfType(ExecutionException.class)
        .isThrownBy(opening::get)
        .withCauseInstanceOf(CacheException.class)
        .withMessageContaining("closed while it was being opened");
    assertThat(HangingProvider.MADE).allMatch(CacheManager::isClosed);
    assertThat(provider.getCacheManager(uri, null, properties()).isClosed()).isFalse();
  }

  @Test
  void getCacheManager_ofThePlaceThatHangs_waitsForThatOne() throws Exception {
    URI uri = uri();
    FutureTask<CacheManager> opening = started(() -> open(uri));
    hanging.begun.await();
    FutureTask<CacheManager> asking = waiting(() -> open(uri));

    hanging.proceed.countDown();

    assertThat(asking.get()).isSameAs(opening.get());
  }

  @Test
  void getCacheManager_ofThePlaceThatHangs_byAnInterruptedThreadEndsAndStaysInterrupted()
      throws Exception {
    URI uri = uri();
    FutureTask<CacheManager> opening = started(() -> open(uri));
    hanging.begun.await();
    Thread.currentThread().interrupt();

    assertThatExceptionOfType(CacheException.class)
        .isThrownBy(() -> open(uri))
        .withMessageContainingAll(uri.toString(), "still being opened");

    assertThat(Thread.interrupted()).isTrue();
    hanging.proceed.countDown();
    assertThat(opening.get().isClosed()).isFalse();
  }

  @Tag("slow")
  @Test
  void getCacheManager_byStoresThatAskForEachOther_endsByABound() throws Exception {
    CountDownLatch both = new CountDownLatch(2);
    List<URI> places = List.of(uri(), uri());
    List<FutureTask<CacheManager>> opening = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      Hanging store = new Hanging();
      URI other = places.get(1 - i);
      store.proceed.countDown();
      store.meanwhile =
          () -> {
            both.countDown();
            SlowLoad.await(both);
            provider.getCacheManager(other, null, properties());
          };
      URI own = places.get(i);
      opening.add(started(() -> provider.getCacheManager(own, null, properties(store))));
    }

    assertThat(opening)
        .anySatisfy(
            each ->
                assertThatExceptionOfType(ExecutionException.class)
                    .isThrownBy(each::get)
                    .withMessageContaining("still being opened by another thread"));
  }

  @Test
  void getCacheManager_ofThePlaceThatHangs_withAnotherKeyIsRefused() throws Exception {
    URI uri = uri();
    FutureTask<CacheManager> opening = started(() -> open(uri));
    hanging.begun.await();
    Properties others = properties(hanging);
    others.put("sealcache.master-key", "0f".repeat(15) + "1122334455667788990011223344556677");
    FutureTask<CacheManager> asking = waiting(() -> provider.getCacheManager(uri, null, others));

    hanging.proceed.countDown();

    assertThatExceptionOfType(ExecutionException.class)
        .isThrownBy(asking::get)
        .withCauseInstanceOf(CacheException.class)
        .withMessageContainingAll("open already", "sealcache.master-key");
    assertThat(opening.get().isClosed()).isFalse();
  }

  @Test
  void getCacheManager_byTheStoreThatIsBeingOpened_saysThatTheProviderIsWrong() {
    URI uri = uri();
    hanging.meanwhile = () -> provider.getCacheManager(uri, null, properties());

    assertThatExceptionOfType(CacheException.class)
        .isThrownBy(() -> open(uri))
        .withMessageContainingAll("sealcache.store.provider", "in its turn");
  }

  @Test
  void close_withoutUriOrClassLoader_meansTheDefaults() {
    CacheManager manager = provider.getCacheManager(null, null, properties());
    provider.close(provider.getDefaultURI(), null);
    assertThat(manager.isClosed()).isTrue();

    manager = provider.getCacheManager(null, null, properties());
    provider.close(null, provider.getDefaultClassLoader());
    assertThat(manager.isClosed()).isTrue();

    manager = provider.getCacheManager(null, null, properties());
    CacheManager other = provider.getCacheManager(uri(), null, properties());
    provider.close(uri(), null);
    assertThat(manager.isClosed() || other.isClosed()).isFalse();
    provider.close(null);
    assertThat(manager.isClosed() && other.isClosed()).isTrue();
  }

  // Closing a manager ends the Hazelcast instance that was passed in.
  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "HAZELCAST_MEMBER")
  void getCacheManager_whileTheOneOfBeforeIsClosing_givesOneThatWorks(TestStore store)
      throws Exception {
    Properties properties = StoreFixture.settings(store.providerClass());
    properties.putAll(store.properties());
    Hanging closing = new Hanging();
    CloseableUserCode loader = new CloseableUserCode();
    loader.beforeClose = closing::hang;
    CacheManager first = provider.getCacheManager(null, null, properties);
    first.createCache(
        "numbers", new MutableConfiguration<String, Integer>().setCacheLoaderFactory(() -> loader));
    FutureTask<Boolean> closed = started(first::close);
    closing.begun.await();
    FutureTask<CacheManager> asking =
        waiting(() -> provider.getCacheManager(null, null, properties));

    closing.proceed.countDown();
    closed.get();

    assertThat(asking.get()).isNotSameAs(first);
    Cache<String, Integer> cache =
        asking.get().createCache("numbers", new MutableConfiguration<String, Integer>());
    cache.put("a", 1);
    assertThat(cache.get("a")).isEqualTo(1);
  }

  private CacheManager open(URI uri) {
    return provider.getCacheManager(uri, null, properties(hanging));
  }

  private static URI uri() {
    return URI.create("test:" + UUID.randomUUID());
  }

  private static Properties properties(Hanging hanging) {
    Properties properties = properties();
    properties.put("sealcache.store.provider", HangingProvider.class.getName());
    properties.put(Hanging.PROPERTY, hanging);
    return properties;
  }

  private static Properties properties() {
    return StoreFixture.settings(TestStore.REFERENCE_IMPLEMENTATION.providerClass());
  }
}
