package io.sealcache.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.codec.EncodingBuffer;
import io.sealcache.codec.standard.JavaFilter;
import io.sealcache.codec.standard.StandardCodec;
import io.sealcache.core.EntrySealer;
import io.sealcache.core.Keyring;
import io.sealcache.core.MasterKey;
import io.sealcache.core.Payload;
import io.sealcache.core.StoredKey;
import io.sealcache.fixture.RawCache;
import io.sealcache.fixture.StoreFixture;
import io.sealcache.fixture.Stores;
import io.sealcache.fixture.TestStore;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.Serial;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HexFormat;
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
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Somebody has the index key and the store, and no data key: seals keys by themselves. */
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

  /** MessagePack's formats of an ext: 8, 16, and 32 as SealCache writes what names a class. */
  private static final List<Integer> FORMATS = List.of(0xc7, 0xc8, 0xc9);

  /** As codec 'standard' writes it, in one of these formats. */
  private static byte[] encoded(Object key, int format) {
    EncodingBuffer ext32 = new EncodingBuffer(0, 64);
    try {
      StandardCodec.forKeys(JavaFilter.standard()).encode(key, ext32);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    int lengthAt = 5 - (1 << (format - FORMATS.get(0)));
    byte[] encoded = Arrays.copyOfRange(ext32.array(), lengthAt - 1, ext32.size());
    encoded[0] = (byte) format;
    return encoded;
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

  /** Stored keys that the attacker seals, with values under a data key that nobody else has. */
  private static Map<String, byte[]> planted(int format, @Nullable String tenant) {
    MasterKey indexKey = MasterKey.of(HexFormat.of().parseHex(StoreFixture.INDEX_KEY));
    try (EntrySealer theirs =
        EntrySealer.builder(new Keyring(MasterKey.generate(), List.of(), indexKey), CACHE)
            .tenant(tenant)
            .keyCodec("standard")
            .build()) {
      StoredKey key = theirs.sealKey(encoded(new Gadget(1), format));
      Payload value = Payload.of(ByteBuffer.allocate(1));
      return Map.of(key.text(), theirs.sealValue(key, value).bytes());
    }
  }

  private static void plant(RawCache store, Map<String, byte[]> entries) {
    entries.forEach(store::plant);
  }

  @ParameterizedTest
  @EnumSource
  void keyWithoutAValueThatOpens_isDecodedByNoOperation(Operation operation) {
    for (int format : FORMATS) {
      Map<String, byte[]> planted = planted(format, null);
      for (boolean statistics : new boolean[] {false, true}) {
        for (Class<?> keyType : new Class<?>[] {Object.class, String.class, Gadget.class}) {
          Cache<?, ?> cache = cache(keyType, statistics);
          plant(fixture.raw(CACHE), planted);

          operation.run(cache);

          assertThat(Gadget.RUNS).as("%x, %s, %s", format, keyType, statistics).hasValue(0);
          fixture.manager().destroyCache(CACHE);
        }
      }
    }
    assertThat(told.keys).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void keyOfATenant_isDecodedByNoOperation(Operation operation) {
    Map<String, String> tenant = Map.of("sealcache.tenant", "ada");
    try (StoreFixture ofTenant = StoreFixture.over(TestStore.REFERENCE_IMPLEMENTATION, tenant)) {
      Cache<Object, Object> cache =
          ofTenant.manager().createCache(CACHE, new MutableConfiguration<>());
      FORMATS.forEach(format -> plant(ofTenant.raw(CACHE), planted(format, "ada")));

      operation.run(cache);

      assertThat(Gadget.RUNS).hasValue(0);
    }
  }

  @Test
  void keyInAnEvent_isDecodedForNoListener() {
    Cache<?, ?> cache = cache(Object.class, false);
    RawCache store = fixture.raw(CACHE);
    for (int format : FORMATS) {
      Map<String, byte[]> planted = planted(format, null);

      plant(store, planted);
      planted.keySet().forEach(store.cache()::remove);
    }

    assertThat(Gadget.RUNS).hasValue(0);
    assertThat(told.keys).isEmpty();
    assertThat(Stores.encryption(cache).getDroppedEvents()).isEqualTo(FORMATS.size());
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
