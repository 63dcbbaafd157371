package io.sealcache.internal.seal;

import io.sealcache.codec.standard.JavaFilter;
import io.sealcache.codec.standard.StandardCodec;
import io.sealcache.internal.store.DescriptorStore;
import io.sealcache.internal.store.ValueCarrier;
import io.sealcache.keys.FixedKey;
import io.sealcache.keys.KeySource;
import io.sealcache.keys.KeySources;
import java.io.ObjectInputFilter;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.function.Supplier;

/** A store's descriptors, of which several JVMs know. */
final class SharedDescriptors {
  final Map<String, Object> store = new HashMap<>();
  Runnable beforePut = () -> {};
  Runnable beforeReplace = () -> {};
  Supplier<Iterator<?>> keys = () -> store.keySet().iterator();

  /** Of a JVM with that index key. */
  CacheDescriptors under(int indexKey) {
    return of(sealers(indexKey));
  }

  /** Of a JVM that seals them so. */
  CacheDescriptors of(Sealers sealers) {
    return new CacheDescriptors(
        sealers,
        new DescriptorStore(
            store::get, this::putIfAbsent, this::replace, store::remove, () -> keys.get()));
  }

  static Sealers sealers(int indexKey) {
    return sealers(
        KeySources.ofText(FixedKey.hex(1), "", FixedKey.hex(indexKey)), ValueCarrier.BYTES);
  }

  static Sealers sealers(KeySource keys, ValueCarrier carrier) {
    ObjectInputFilter filter =
        JavaFilter.of(
            "io.sealcache.internal.seal.CacheDescriptor;javax.cache.expiry.*;"
                + "java.util.concurrent.TimeUnit;java.lang.Enum;!*");
    return Sealing.of(
        keys,
        StandardCodec.forKeys(filter),
        StandardCodec.forValues(filter),
        10_000,
        carrier,
        null);
  }

  private boolean replace(String key, Object seen, Object value) {
    Runnable race = beforeReplace;
    beforeReplace = () -> {};
    race.run();
    return store.replace(key, seen, value);
  }

  private boolean putIfAbsent(String key, Object value) {
    Runnable race = beforePut;
    beforePut = () -> {};
    race.run();
    return store.putIfAbsent(key, value) == null;
  }
}
