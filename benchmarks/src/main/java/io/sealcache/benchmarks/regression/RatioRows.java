package io.sealcache.benchmarks.regression;

import io.sealcache.benchmarks.BareCipher;
import io.sealcache.benchmarks.CipherBenchmark;
import io.sealcache.benchmarks.OpenedStore;
import io.sealcache.benchmarks.Sample;
import io.sealcache.benchmarks.Store;
import io.sealcache.core.NonceMode;
import io.sealcache.core.KeyCipher;
import io.sealcache.core.ValueCipher;
import io.sealcache.internal.seal.BuiltInCodec;
import java.security.GeneralSecurityException;
import java.util.Base64;
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

  private final ValueCipher values =
      new ValueCipher(Sample.bytes(ValueCipher.KEY_LENGTH, 1), 1, NonceMode.COUNTER);
  private final KeyCipher keyCipher =
      new KeyCipher(Sample.bytes(KeyCipher.KEY_LENGTH, 5), 1, BuiltInCodec.STANDARD.codecName());
  private final byte[] storedKey = keyCipher.seal(key, 0, KEY_LENGTH);
  private final byte[] storedValue = values.seal(value, 0, value.length, storedKey);
  private final byte[] storedLarge = values.seal(large, 0, LARGE, storedKey);

  private final BareCipher bare;
  private final BareKeyCipher bareKeys;
  private final byte[] bareValue;
  private final byte[] bareLarge = new byte[BareCipher.segmentsLength(LARGE)];
  private final Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();

  private final OpenedStore store = Store.CAFFEINE.openUnencrypted();
  private final OpenedStore sealedStore = Store.CAFFEINE.openSealed();
  private final Cache<String, byte[]> unencrypted = filled(store);
  private final Cache<String, byte[]> sealed = filled(sealedStore);
  private int next;

  RatioRows() throws GeneralSecurityException {
    SecretKey secret = new SecretKeySpec(Sample.bytes(32, 1), "AES");
    bare = new BareCipher(secret, Sample.bytes(CipherBenchmark.ASSOCIATED_DATA_LENGTH, 3));
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
        new Ratio("key-seal-24", KEYS, bareKeys::seal, () -> keyCipher.seal(key, 0, KEY_LENGTH)),
        new Ratio(
            "seal-1k",
            VALUES,
            () -> bare.seal(value),
            () -> values.seal(value, 0, value.length, storedKey)),
        new Ratio(
            "open-1k",
            VALUES,
            () -> bare.open(bareValue),
            () -> Sample.present(values.open(storedValue, storedKey))),
        new Ratio(
            "hit-caffeine", VALUES, this::bareHit, () -> Sample.present(sealed.get(nextKey()))),
        new Ratio("put-caffeine", VALUES, this::barePut, () -> put(sealed)),
        new Ratio(
            "seal-1m",
            LARGE_VALUES,
            this::bareSealLarge,
            () -> values.seal(large, 0, LARGE, storedKey)),
        new Ratio(
            "open-1m",
            LARGE_VALUES,
            this::bareOpenLarge,
            () -> Sample.present(values.open(storedLarge, storedKey))));
  }

  private byte[] bareHit() throws GeneralSecurityException {
    bareKey();
    Sample.present(unencrypted.get(nextKey()));
    return bare.open(bareValue);
  }

  private byte[] barePut() throws GeneralSecurityException {
    bareKey();
    put(unencrypted);
    return bare.seal(value);
  }

  /** What any encrypted key takes, if it is to be text. */
  private void bareKey() throws GeneralSecurityException {
    Sample.present(bareKeys.seal());
    Sample.present(base64.encode(storedKey));
  }

  private boolean put(Cache<String, byte[]> cache) {
    cache.put(nextKey(), value);
    return true;
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
