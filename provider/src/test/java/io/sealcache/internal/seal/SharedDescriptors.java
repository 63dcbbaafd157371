package io.sealcache.internal.seal;

import static java.util.Objects.requireNonNull;

import io.sealcache.codec.standard.JavaFilter;
import io.sealcache.codec.standard.StandardCodec;
import io.sealcache.core.SealedBytes;
import io.sealcache.core.StoredKey;
import io.sealcache.internal.store.PendingCall;
import io.sealcache.internal.store.StoreCall;
import io.sealcache.internal.store.StorePort;
import io.sealcache.internal.store.ValueCarrier;
import io.sealcache.keys.FixedKey;
import io.sealcache.keys.KeySource;
import io.sealcache.keys.KeySources;
import java.io.ObjectInputFilter;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A store's descriptors, of which several JVMs know. */
final class SharedDescriptors implements StorePort {
  final Map<String, Object> store = new HashMap<>();
  Runnable beforePut = () -> {};
  Runnable beforeReplace = () -> {};
  private final ValueCarrier carriers = ValueCarrier.BYTES;

  /** Of a JVM with that index key. */
  CacheDescriptors under(int indexKey) {
    return of(sealers(indexKey));
  }

  /** Of a JVM that seals them so. */
  CacheDescriptors of(Sealers sealers) {
    return new CacheDescriptors(sealers, this, UnaryOperator.identity());
  }

  static Sealers sealers(int indexKey) {
    return sealers(KeySources.ofText(FixedKey.hex(1), "", FixedKey.hex(indexKey)));
  }

  static Sealers sealers(KeySource keys) {
    ObjectInputFilter filter =
        JavaFilter.of(
            "io.sealcache.internal.seal.CacheDescriptor;javax.cache.expiry.*;"
                + "java.util.concurrent.TimeUnit;java.lang.Enum;!*");
    return Sealing.of(
        keys, StandardCodec.forKeys(filter), StandardCodec.forValues(filter), 10_000, null);
  }

  @Override
  @SuppressWarnings({"unchecked", "NullAway"}) // each call has the type of its answer
  public <T extends @Nullable Object> PendingCall<T> begin(StoreCall<T> call) {
    return PendingCall.answered((T) answer(call));
  }

  private @Nullable Object answer(StoreCall<?> call) {
    if (call instanceof StoreCall.Get get) {
      return carriers.read(store.get(get.key().text()));
    } else if (call instanceof StoreCall.PutIfAbsent put) {
      Runnable race = beforePut;
      beforePut = () -> {};
      race.run();
      return store.putIfAbsent(put.key().text(), carriers.of(put.value())) == null;
    } else if (call instanceof StoreCall.Replace replace) {
      Runnable race = beforeReplace;
      beforeReplace = () -> {};
      race.run();
      boolean is = is(replace.key(), requireNonNull(replace.expected()));
      return is && store.put(replace.key().text(), carriers.of(replace.value())) != null;
    } else if (call instanceof StoreCall.Remove remove) {
      return (remove.expected() == null || is(remove.key(), remove.expected()))
          && store.remove(remove.key().text()) != null;
    }
    throw new UnsupportedOperationException("No descriptor is changed so");
  }

  private boolean is(StoredKey key, SealedBytes expected) {
    return expected.equals(carriers.read(store.get(key.text())));
  }

  @Override
  public void close() {}

  @Override
  public boolean isClosed() {
    return false;
  }
}
