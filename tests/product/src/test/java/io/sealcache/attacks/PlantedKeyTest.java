package io.sealcache.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.fixture.RawCache;
import io.sealcache.fixture.StoreFixture;
import io.sealcache.fixture.Stores;
import io.sealcache.fixture.TestStore;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.Serial;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.Cache;
import javax.cache.configuration.FactoryBuilder.SingletonFactory;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.event.CacheEntryEvent;
import javax.cache.event.CacheEntryRemovedListener;
import javax.cache.integration.CacheWriter;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Somebody has the index key and the store, and no data key: runs SealCache with the index key for
 * everything, and copies what that stores.
 */
class PlantedKeyTest {
  private static final String CACHE = "patients";

  /** Whose code runs where it is deserialised. */
  private static final class Gadget implements Serializable {
    @Serial private static final long serialVersionUID = 1L;
    private static final AtomicInteger RUNS = new AtomicInteger();

    @SuppressWarnings("unused") // makes one gadget another than the next
    private final int number;

    Gadget(int number) {
      this.number = number;
    }

    @Serial
    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
      in.defaultReadObject();
      RUNS.incrementAndGet();
    }
  }

  /** The operations by which a store hands out keys unasked. */
  private enum Operation {
    ITERATE {
      @Override
      void run(Cache<?, ?> cache) {
        cache.forEach(entry -> {});
      }
    },
    CLEAR {
      @Override
      void run(Cache<?, ?> cache) {
        cache.clear();
      }
    },
    REMOVE_ALL {
      @Override
      void run(Cache<?, ?> cache) {
        cache.removeAll();
      }
    };

    abstract void run(Cache<?, ?> cache);
  }

  @AutoClose
  private final StoreFixture fixture = StoreFixture.over(TestStore.REFERENCE_IMPLEMENTATION);

  private final Told told = new Told();

  @BeforeEach
  void forget() {
    Gadget.RUNS.set(0);
  }

  /** The entries that the attacker's own SealCache stores under these settings. */
  private static Map<String, byte[]> planted(Object key, Map<String, String> settings) {
    Map<String, Object> attackers = new HashMap<>(settings);
    attackers.put("sealcache.master-key", StoreFixture.INDEX_KEY);
    attackers.put("sealcache.index-key", StoreFixture.INDEX_KEY);
    try (StoreFixture theirs = StoreFixture.over(TestStore.REFERENCE_IMPLEMENTATION, attackers)) {
      theirs.manager().createCache(CACHE, new MutableConfiguration<>()).put(key, "x");
      return theirs.raw(CACHE).entries();
    }
  }

  private static void plant(RawCache store, Map<String, byte[]> entries) {
    entries.forEach(store::plant);
  }

  @ParameterizedTest
  @EnumSource
  void keyWithoutAValueThatOpens_isDecodedByNoOperation(Operation operation) {
    Map<String, byte[]> planted = planted(new Gadget(1), Map.of());
    for (boolean statistics : new boolean[] {false, true}) {
      for (Class<?> keyType : new Class<?>[] {Object.class, String.class, Gadget.class}) {
        Cache<?, ?> cache = cache(keyType, statistics);
        plant(fixture.raw(CACHE), planted);

        operation.run(cache);

        assertThat(Gadget.RUNS).as("%s, statistics %s", keyType, statistics).hasValue(0);
        fixture.manager().destroyCache(CACHE);
      }
    }
    assertThat(told.keys).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void keyOfATenant_isDecodedByNoOperation(Operation operation) {
    Map<String, String> tenant = Map.of("sealcache.tenant", "ada");
    Map<String, byte[]> planted = planted(new Gadget(1), tenant);
    try (StoreFixture ofTenant = StoreFixture.over(TestStore.REFERENCE_IMPLEMENTATION, tenant)) {
      Cache<Object, Object> cache =
          ofTenant.manager().createCache(CACHE, new MutableConfiguration<>());
      plant(ofTenant.raw(CACHE), planted);

      operation.run(cache);

      assertThat(Gadget.RUNS).hasValue(0);
    }
  }

  @Test
  void keyInAnEvent_isDecodedForNoListener() {
    Map<String, byte[]> planted = planted(new Gadget(1), Map.of());
    Cache<?, ?> cache = cache(Object.class, false);
    RawCache store = fixture.raw(CACHE);

    plant(store, planted);
    planted.keySet().forEach(store.cache()::remove);

    assertThat(Gadget.RUNS).hasValue(0);
    assertThat(told.keys).isEmpty();
    assertThat(Stores.encryption(cache).getDroppedEvents()).isEqualTo(1);
  }

  /** As {@link Operation}s would, if they decoded it: the test can fail. */
  @Test
  void keyOfAHolderOfADataKey_isDecoded() {
    Cache<Object, Object> cache = cache(Object.class, false);
    cache.put(new Gadget(2), "y");
    Gadget.RUNS.set(0);

    cache.forEach(entry -> {});

    assertThat(Gadget.RUNS).hasPositiveValue();
  }

  @Test
  void keyOfAnotherType_isRefused() {
    fixture.manager().createCache(CACHE, new MutableConfiguration<>()).put(7L, "y");
    Map<String, byte[]> entries = fixture.raw(CACHE).entries();
    fixture.manager().destroyCache(CACHE);
    Cache<String, Object> cache = cache(String.class, false);
    plant(fixture.raw(CACHE), entries);

    assertThat(cache).isEmpty();
    cache.removeAll();
    assertThat(told.keys).isEmpty();
  }

  private <K> Cache<K, Object> cache(Class<K> keyType, boolean statistics) {
    Cache<K, Object> cache =
        fixture
            .manager()
            .createCache(
                CACHE,
                new MutableConfiguration<K, Object>()
                    .setTypes(keyType, Object.class)
                    .setStatisticsEnabled(statistics)
                    .setWriteThrough(true)
                    .setCacheWriterFactory(new SingletonFactory<>(told)));
    cache.registerCacheEntryListener(
        new MutableCacheEntryListenerConfiguration<>(
            new SingletonFactory<>(told), null, false, true));
    return cache;
  }

  /** The keys that a writer and a listener are told. */
  private static final class Told
      implements CacheWriter<Object, Object>,
          CacheEntryCreatedListener<Object, Object>,
          CacheEntryRemovedListener<Object, Object>,
          Serializable {
    @Serial private static final long serialVersionUID = 1L;

    private final List<Object> keys = new ArrayList<>();

    @Override
    public void onCreated(Iterable<CacheEntryEvent<?, ?>> events) {
      events.forEach(event -> keys.add(event.getKey()));
    }

    @Override
    public void onRemoved(Iterable<CacheEntryEvent<?, ?>> events) {
      events.forEach(event -> keys.add(event.getKey()));
    }

    @Override
    public void write(Cache.Entry<?, ?> entry) {}

    @Override
    public void writeAll(Collection<Cache.Entry<?, ?>> entries) {
      entries.clear();
    }

    @Override
    public void delete(Object key) {
      keys.add(key);
    }

    @Override
    public void deleteAll(Collection<?> deleted) {
      keys.addAll(deleted);
      deleted.clear();
    }
  }
}
