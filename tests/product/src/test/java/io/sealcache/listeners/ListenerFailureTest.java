package io.sealcache.listeners;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.sealcache.EncryptedCache;
import io.sealcache.EncryptedConfiguration;
import io.sealcache.fixture.OutOfOrder;
import io.sealcache.fixture.OverEachStore;
import io.sealcache.fixture.Recorder;
import io.sealcache.fixture.StoreFixture;
import io.sealcache.fixture.Stores;
import io.sealcache.fixture.TestStore;
import io.sealcache.fixture.Undeclared;
import java.io.Closeable;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.event.CacheEntryEvent;
import javax.cache.event.CacheEntryListenerException;
import javax.cache.event.CacheEntryRemovedListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A synchronous listener that fails. */
class ListenerFailureTest {
  @RegisterExtension private static final Stores STORES = new Stores();

  /**
   * A listener that fails; static and with a public factory so that an unencrypted store takes it
   * too.
   */
  static final class FailingListener implements CacheEntryCreatedListener<Object, Object> {
    @Override
    public void onCreated(Iterable<CacheEntryEvent<?, ?>> events) {
      throw new OutOfOrder();
    }
  }

  /** As above, of removals. */
  static final class FailingRemovalListener implements CacheEntryRemovedListener<Object, Object> {
    @Override
    public void onRemoved(Iterable<CacheEntryEvent<?, ?>> events) {
      throw new OutOfOrder();
    }
  }

  @OverEachStore
  void synchronousListenerFails_removeAllRemovesAllTheSame(TestStore store) {
    EncryptedCache<String, Integer> cache = STORES.create(store);
    cache.registerCacheEntryListener(
        new MutableCacheEntryListenerConfiguration<String, Integer>(
            FailingRemovalListener::new, null, false, true));
    Map<String, Integer> all = Map.of("a", 1, "b", 2, "c", 3);

    cache.putAll(all);
    Throwable first = catchThrowable(() -> cache.removeAll(all.keySet()));
    assertThat(Stores.contents(cache)).isEmpty();

    cache.putAll(all);
    Throwable second = catchThrowable(cache::removeAll);
    assertThat(Stores.contents(cache)).isEmpty();
    assertThat(first == null).isEqualTo(second == null); // as the store has it
  }

  /** Closes its cache, or the manager, once its listener was made and registered with the store. */
  @SuppressWarnings("serial") // it isn't serialized
  private static final class ClosingConfiguration
      extends MutableCacheEntryListenerConfiguration<String, Integer> {
    private final Runnable closing;
    private final AtomicBoolean isMade;

    ClosingConfiguration(
        Runnable closing, Recorder<String, Integer> listener, AtomicBoolean isMade) {
      super(
          () -> {
            isMade.set(true);
            return listener;
          },
          null,
          false,
          true);
      this.closing = closing;
      this.isMade = isMade;
    }

    @Override
    public boolean equals(Object other) {
      return this == other;
    }

    @Override
    public int hashCode() {
      if (isMade.getAndSet(false)) {
        closing.run();
      }
      return 1;
    }
  }

  @OverEachStore
  void register_whileTheCacheCloses_isRefusedAndClosesTheListener(TestStore store) {
    EncryptedCache<String, Integer> cache = STORES.create(store);
    Recorder<String, Integer> listener = Recorder.of();
    var closing = new ClosingConfiguration(cache::close, listener, new AtomicBoolean());

    assertThatIllegalStateException()
        .isThrownBy(() -> cache.registerCacheEntryListener(closing))
        .withMessageContaining("closed during this call");
    assertThat(listener.closed).hasValue(1);
  }

  @Test
  void createCache_whileTheManagerCloses_isRefusedAndClosesTheConfiguredListener() {
    try (StoreFixture fixture = StoreFixture.over(TestStore.REFERENCE_IMPLEMENTATION)) {
      Recorder<String, Integer> listener = Recorder.of();
      EncryptedConfiguration<String, Integer> configuration =
          new EncryptedConfiguration<String, Integer>()
              .addCacheEntryListenerConfiguration(
                  new ClosingConfiguration(
                      fixture.manager()::close, listener, new AtomicBoolean()));

      assertThatIllegalStateException().isThrownBy(() -> fixture.create("numbers", configuration));
      assertThat(listener.closed).hasValue(1);
    }
  }

  // Infinispan has an exception of its own for it, which names a class and an address; Hazelcast
  // logs it.
  @ParameterizedTest
  @EnumSource(names = {"INFINISPAN", "HAZELCAST_MEMBER"})
  void synchronousListenerFailsOnAStoreWithThreadsOfItsOwn_isWhatJCacheHasForIt(TestStore store) {
    EncryptedCache<String, String> cache = STORES.create(store);
    cache.registerCacheEntryListener(
        new MutableCacheEntryListenerConfiguration<String, String>(
            FailingListener::new, null, false, true));

    assertThatExceptionOfType(CacheEntryListenerException.class)
        .isThrownBy(() -> cache.put("a", "1"))
        .withRootCauseInstanceOf(OutOfOrder.class);
    assertThat(cache.get("a")).isEqualTo("1");
  }

  @ParameterizedTest
  @EnumSource(names = {"INFINISPAN", "HAZELCAST_MEMBER"})
  void filterThrowsACheckedException_isWhatJCacheHasForItOnceOthersWereTold(TestStore store) {
    EncryptedCache<String, String> cache = STORES.create(store);
    IOException failure = new IOException();
    Recorder<String, String> told = Recorder.of();
    cache.registerCacheEntryListener(
        new MutableCacheEntryListenerConfiguration<>(
            Recorder::<String, String>of,
            () ->
                event -> {
                  throw Undeclared.thrown(failure);
                },
            false,
            true));
    cache.registerCacheEntryListener(told.configuration());

    assertThatExceptionOfType(CacheEntryListenerException.class)
        .isThrownBy(() -> cache.put("a", "1"))
        .withCause(failure);

    assertThat(told.events).containsExactly("CREATED a: null -> 1");
  }

  @ParameterizedTest
  @EnumSource(
      names = {"INFINISPAN", "HAZELCAST_MEMBER"},
      mode = EnumSource.Mode.EXCLUDE)
  void synchronousListenerFails_asOnTheUnencryptedStore(TestStore store) {
    EncryptedCache<String, String> cache = STORES.create(store);
    cache.registerCacheEntryListener(
        new MutableCacheEntryListenerConfiguration<String, String>(
            FailingListener::new, null, false, true));
    EncryptedCache<String, String> other = STORES.create(store);
    other.put("key", "value");
    Cache<String, Object> unencrypted = STORES.raw(other).cache();
    Object carrier = unencrypted.iterator().next().getValue();
    unencrypted.registerCacheEntryListener(
        new MutableCacheEntryListenerConfiguration<String, Object>(
            FailingListener::new, null, false, true));

    Throwable expected = catchThrowable(() -> unencrypted.put("another", carrier));
    Throwable actual = catchThrowable(() -> cache.put("a", "1"));

    assertThat(String.valueOf(actual)).isEqualTo(String.valueOf(expected));
    assertThat(cache.get("a")).isEqualTo("1");
  }

  /** A listener that can't let go of what it has. */
  static final class ClingingListener
      implements CacheEntryCreatedListener<Object, Object>, Closeable {
    @Override
    public void onCreated(Iterable<CacheEntryEvent<?, ?>> events) {}

    @Override
    public void close() {
      throw new OutOfOrder();
    }
  }

  @Test
  void close_listenersFailToClose_saysSoOfEachAndIsClosed() {
    EncryptedCache<String, String> cache = STORES.create(TestStore.REFERENCE_IMPLEMENTATION);
    for (int listener = 0; listener < 2; listener++) {
      cache.registerCacheEntryListener(
          new MutableCacheEntryListenerConfiguration<String, String>(
              ClingingListener::new, null, false, listener == 0));
    }

    assertThatExceptionOfType(CacheException.class)
        .isThrownBy(cache::close)
        .withMessageContaining(cache.getName())
        .satisfies(e -> assertThat(e.getSuppressed()).hasSize(2));

    assertThat(cache.isClosed()).isTrue();
  }

  @OverEachStore
  void synchronousListenerFails_aConditionalWriteIsNoLostRace(TestStore store) {
    EncryptedCache<String, String> cache = STORES.create(store);
    cache.registerCacheEntryListener(
        new MutableCacheEntryListenerConfiguration<String, String>(
            FailingListener::new, null, false, true));

    var unused = catchThrowable(() -> cache.putIfAbsent("a", "1"));

    assertThat(cache.get("a")).isEqualTo("1");
    assertThat(Stores.encryption(cache).getLostRaces()).isZero();
  }
}
