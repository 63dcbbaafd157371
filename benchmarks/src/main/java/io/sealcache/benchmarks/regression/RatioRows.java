package io.sealcache.benchmarks.regression;

import io.sealcache.benchmarks.BareCipher;
import io.sealcache.benchmarks.BareKeyCipher;
import io.sealcache.benchmarks.OpenedStore;
import io.sealcache.benchmarks.Sample;
import io.sealcache.benchmarks.Store;
import io.sealcache.core.EntrySealer;
import io.sealcache.core.Payload;
import io.sealcache.core.SealedBytes;
import io.sealcache.core.StoredKey;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.List;
import javax.cache.Cache;
import javax.cache.configuration.MutableConfiguration;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** The rows, over what they share, which is open until this is closed. */
final class RatioRows implements AutoCloseable {
  /** Of a block: each key once, or as long with keys alone and with 1 MiB. */
  private static final int VALUES = Sample.KEYS;

  private static final int KEYS = 5 * VALUES;
  private static final int LARGE_VALUES = 4;

  private static final int KEY_LENGTH = 24;
  private static final int LARGE = 1 << 20;

  private final String[] keys = Sample.keys();
  private final byte[] value = Sample.bytes(Sample.VALUE_LENGTH, 4);
  private final byte[] large = Sample.bytes(LARGE, 4);
  private final byte[] key = Sample.bytes(KEY_LENGTH, 6);

  private final EntrySealer sealer = Sample.sealer().build();
  private final StoredKey storedKey = sealer.sealKey(key);
  private final SealedBytes storedValue = sealer.sealValue(storedKey, Payload.of(value));
  private final SealedBytes storedLarge = sealer.sealValue(storedKey, Payload.of(large));

  private final BareCipher bare;
  private final BareKeyCipher bareKeys;
  private final byte[] bareValue;
  private final byte[] bareLarge = new byte[BareCipher.segmentsLength(LARGE)];
  private final OpenedStore store = Store.CAFFEINE.openUnencrypted();
  private final OpenedStore sealedStore = Store.CAFFEINE.openSealed();
  private final Cache<String, byte[]> unencrypted = filled(store);
  private final Cache<String, byte[]> sealed = filled(sealedStore);
  private int next;

  RatioRows() throws GeneralSecurityException {
    SecretKey secret = new SecretKeySpec(Sample.bytes(32, 1), "AES");
    bare = new BareCipher(secret, Sample.bytes(Sample.ASSOCIATED_DATA_LENGTH, 3));
    bareKeys = new BareKeyCipher(secret, KEY_LENGTH);
    bareValue = bare.seal(value);
    bare.sealSegments(large, LARGE, bareLarge);
  }

  private Cache<String, byte[]> filled(OpenedStore opened) {
    Cache<String, byte[]> cache =
        opened
            .manager()
            .createCache(
                "regression",
                new MutableConfiguration<String, byte[]>().setTypes(String.class, byte[].class));
    for (String each : keys) {
      cache.put(each, value);
    }
    return cache;
  }

  List<Ratio> all() {
    return List.of(
        new Ratio("key-seal-24", KEYS, bareKeys::seal, () -> sealer.sealKey(key)),
        new Ratio(
            "seal-1k",
            VALUES,
            () -> bare.seal(value),
            () -> sealer.sealValue(storedKey, Payload.of(value))),
        new Ratio(
            "open-1k",
            VALUES,
            () -> bare.open(bareValue),
            () -> Sample.opened(sealer.openValue(storedKey, storedValue))),
        new Ratio(
            "hit-caffeine", VALUES, this::bareHit, () -> Sample.present(sealed.get(nextKey()))),
        new Ratio("put-caffeine", VALUES, this::barePut, () -> put(sealed)),
        new Ratio(
            "seal-1m",
            LARGE_VALUES,
            this::bareSealLarge,
            () -> sealer.sealValue(storedKey, Payload.of(large))),
        new Ratio("open-1m", LARGE_VALUES, this::bareOpenLarge, this::openLarge));
  }

  private byte[] bareHit() throws GeneralSecurityException {
    bareKeys.seal();
    Sample.present(unencrypted.get(nextKey()));
    return bare.open(bareValue);
  }

  private byte[] barePut() throws GeneralSecurityException {
    bareKeys.seal();
    put(unencrypted);
    return bare.seal(value);
  }

  private boolean put(Cache<String, byte[]> cache) {
    cache.put(nextKey(), value);
    return true;
  }

  private byte[] openLarge() {
    byte[] output = new byte[LARGE];
    Sample.opened(sealer.openValue(storedKey, storedLarge, length -> ByteBuffer.wrap(output)));
    return output;
  }

  private byte[] bareSealLarge() throws GeneralSecurityException {
    byte[] output = new byte[bareLarge.length];
    bare.sealSegments(large, LARGE, output);
    return output;
  }

  private byte[] bareOpenLarge() throws GeneralSecurityException {
    byte[] output = new byte[LARGE];
    bare.openSegments(bareLarge, output, LARGE);
    return output;
  }

  private String nextKey() {
    next = next + 1 == keys.length ? 0 : next + 1;
    return keys[next];
  }

  @Override
  public void close() {
    sealedStore.close();
    store.close();
  }
}
