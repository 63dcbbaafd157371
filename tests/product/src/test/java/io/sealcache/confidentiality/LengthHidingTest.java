package io.sealcache.confidentiality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sealcache.EncryptedConfiguration;
import io.sealcache.UnreadableEntryException;
import io.sealcache.core.Compression;
import io.sealcache.core.Padding;
import io.sealcache.encryption.OnUnreadable;
import io.sealcache.fixture.Forgery;
import io.sealcache.fixture.OverEachStore;
import io.sealcache.fixture.RawCache;
import io.sealcache.fixture.Stores;
import io.sealcache.fixture.TestStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import javax.cache.Cache;
import javax.cache.CacheException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The lengths of stored values, and what they tell whoever sees the store. */
class LengthHidingTest {
  @RegisterExtension private static final Stores STORES = new Stores();

  /** The bytes that a stored value has more than its plaintext, up to 64 KiB. */
  private static final int SEALED = 41;

  private static final int HEADER = 8;

  /** The bytes that inflate to 100 MiB. */
  private static byte[] bomb;

  @BeforeAll
  static void makeBomb() throws IOException {
    bomb = deflated(100 << 20);
  }

  @OverEachStore
  void none_storeSeesEachLength(TestStore store) {
    Cache<String, byte[]> cache = cache(store, Compression.NONE, Padding.NONE);

    assertThat(storedLength(cache, random(1))).isEqualTo(SEALED + HEADER + 1);
    assertThat(storedLength(cache, random(2))).isEqualTo(SEALED + HEADER + 2);
  }

  @Tag("slow")
  @OverEachStore
  void padme_storeSeesPadmeLengthsOnly(TestStore store) {
    Cache<String, byte[]> cache = cache(store, Compression.NONE, Padding.PADME);
    Set<Integer> seen = new TreeSet<>();
    for (int length = 1; length <= 5000; length++) {
      seen.add(storedLength(cache, random(length)) - SEALED);
    }

    assertThat(seen).allMatch(LengthHidingTest::isPadme).hasSize(104);
    assertThat(cache.get("key")).isEqualTo(random(5000));
  }

  // As the paper puts it: the length is a floating-point number whose mantissa is no longer than
  // its exponent.
  private static boolean isPadme(int length) {
    int significant = Integer.toBinaryString(length).replaceAll("0+$", "").length();
    int exponent = Integer.toBinaryString(length).length() - 1;
    return significant - 1 <= Integer.toBinaryString(exponent).length();
  }

  @OverEachStore
  void powerOfTwo_storeSeesPowersOfTwoOnly(TestStore store) {
    Cache<String, byte[]> cache = cache(store, Compression.NONE, Padding.POWER_OF_TWO);
    Set<Integer> seen = new TreeSet<>();
    for (int length = 0; length <= 2100; length++) {
      seen.add(storedLength(cache, random(length)) - SEALED);
    }

    assertThat(seen).containsExactly(16, 32, 64, 128, 256, 512, 1024, 2048, 4096);
  }

  @OverEachStore
  void deflate_storeSeesWhatItComesTo(TestStore store) {
    Cache<String, byte[]> cache = cache(store, Compression.DEFLATE, Padding.NONE);

    assertThat(storedLength(cache, new byte[10_000])).isLessThan(SEALED + HEADER + 100);
    assertThat(cache.get("key")).isEqualTo(new byte[10_000]);
    assertThat(storedLength(cache, random(10_000))).isEqualTo(SEALED + HEADER + 10_000);
    assertThat(cache.get("key")).isEqualTo(random(10_000));
  }

  @OverEachStore
  void deflateAndPadding_padsWhatIsDeflated(TestStore store) {
    Cache<String, byte[]> cache = cache(store, Compression.DEFLATE, Padding.POWER_OF_TWO);

    assertThat(storedLength(cache, new byte[10_000])).isIn(SEALED + 64, SEALED + 128);
    assertThat(cache.get("key")).isEqualTo(new byte[10_000]);
  }

  @OverEachStore
  void valueWrittenUnderAnySetting_isReadUnderEveryOther(TestStore store) {
    byte[] value = new byte[70_000];
    for (Compression compression : Compression.values()) {
      for (Padding padding : Padding.values()) {
        Cache<String, byte[]> writer = cache(store, compression, padding);
        writer.put("key", value);
        RawCache raw = STORES.raw(writer);
        String storedKey = raw.onlyKey();
        byte[] storedValue = raw.value(storedKey);
        writer.getCacheManager().destroyCache(writer.getName());

        Cache<String, byte[]> reader =
            STORES
                .fixture(store)
                .create(writer.getName(), settings(Compression.NONE, Padding.NONE));
        STORES.raw(reader).plant(storedKey, storedValue);
        assertThat(reader.get("key")).isEqualTo(value);
        assertThat(reader.replace("key", value.clone(), new byte[] {1})).isTrue();
        reader.getCacheManager().destroyCache(reader.getName());
      }
    }
  }

  @OverEachStore
  void valueOfMaxValueSize_isPaddedBeyondIt(TestStore store) {
    for (Padding padding : Padding.values()) {
      Cache<String, byte[]> cache =
          STORES.create(store, settings(Compression.NONE, padding).setMaxValueSize(1017));

      assertThat(storedLength(cache, random(1017))).isGreaterThanOrEqualTo(SEALED + 1025);
      assertThat(cache.get("key")).isEqualTo(random(1017));
      assertThatExceptionOfType(CacheException.class)
          .isThrownBy(() -> cache.put("key", random(1018)))
          .withMessageContainingAll("1018", "max-value-size");
    }
  }

  @OverEachStore
  void valueAboveMaxValueSize_isRefusedThoughItDeflatesToLess(TestStore store) {
    Cache<String, byte[]> cache =
        STORES.create(store, settings(Compression.DEFLATE, Padding.NONE).setMaxValueSize(1000));
    cache.put("key", new byte[1000]);

    assertThatExceptionOfType(CacheException.class)
        .isThrownBy(() -> cache.put("key", new byte[1001]))
        .withMessageContainingAll("1001", "max-value-size");
    assertThat(cache.get("key")).isEqualTo(new byte[1000]);
  }

  @OverEachStore
  void storedValueThatInflatesAboveMaxValueSize_isNotInflated(TestStore store) {
    Cache<String, byte[]> cache =
        STORES.create(
            store,
            settings(Compression.NONE, Padding.NONE)
                .setMaxValueSize(1 << 17)
                .setOnUnreadable(OnUnreadable.FAIL));
    cache.put("key", new byte[1]);
    RawCache raw = STORES.raw(cache);
    assertThat(bomb.length).isLessThan(1 << 17);
    int codec = 2; // "bytes"
    long now = System.currentTimeMillis();

    raw.plant(
        raw.onlyKey(),
        Forgery.in(cache.getName()).seal(raw.onlyKey(), Forgery.plaintext(1, codec, now, bomb)));

    assertThatExceptionOfType(UnreadableEntryException.class)
        .isThrownBy(() -> cache.get("key"))
        .withMessageContaining("max-value-size");
    assertThat(Stores.unreadable(cache, "MALFORMED")).isEqualTo(1);
  }

  private static byte[] deflated(int zeros) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
    try (DeflaterOutputStream deflating = new DeflaterOutputStream(out, deflater)) {
      byte[] part = new byte[1 << 20];
      for (int done = 0; done < zeros; done += part.length) {
        deflating.write(part);
      }
    } finally {
      deflater.end();
    }
    return out.toByteArray();
  }

  private static Cache<String, byte[]> cache(
      TestStore store, Compression compression, Padding padding) {
    return STORES.create(store, settings(compression, padding));
  }

  private static EncryptedConfiguration<String, byte[]> settings(
      Compression compression, Padding padding) {
    return new EncryptedConfiguration<String, byte[]>()
        .setCodec("bytes")
        .setCompression(compression)
        .setPadding(padding);
  }

  private static int storedLength(Cache<String, byte[]> cache, byte[] value) {
    cache.put("key", value);
    RawCache raw = STORES.raw(cache);
    return raw.value(raw.onlyKey()).length;
  }

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }
}
