package io.sealcache.internal.seal;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.sealcache.codec.standard.JavaFilter;
import io.sealcache.codec.standard.StandardCodec;
import io.sealcache.core.SealedBytes;
import io.sealcache.core.StoredKey;
import io.sealcache.keys.FixedKey;
import io.sealcache.keys.KeySource;
import io.sealcache.keys.KeySources;
import java.nio.charset.StandardCharsets;

/** Bytes that whoever runs the store may hand us, and those in an envelope that opens. */
class StoredBytesFuzzTest {
  private static final int MAX_VALUE_SIZE = 1 << 16;

  private final KeySource keys = KeySources.ofText(FixedKey.hex(1), null, null);
  private final ObjectSealer sealer =
      Sealing.of(
              keys,
              StandardCodec.forKeys(JavaFilter.standard()),
              StandardCodec.forValues(JavaFilter.standard()),
              MAX_VALUE_SIZE)
          .of(null);
  private final StoredKey key = sealer.sealKey("key");

  /** No forgery opens, and none is more than counted. */
  @FuzzTest(maxDuration = "10m")
  void storedValue(byte[] stored) {
    assertThat(sealer.openValue(key, SealedBytes.ofStore(stored)))
        .isInstanceOf(Read.Unreadable.class);
  }

  /** The same for keys, which are text. */
  @FuzzTest(maxDuration = "10m")
  void storedKey(byte[] stored) {
    assertThat(sealer.openKey(StoredKey.parse(new String(stored, StandardCharsets.ISO_8859_1))))
        .isNull();
  }

  /** An authentic plaintext of any content is a value, or unreadable. */
  @FuzzTest(maxDuration = "10m")
  void plaintext(byte[] plaintext) {
    if (plaintext.length > 0) {
      assertThat(sealer.openValue(key, Sealing.sealed(keys, key, plaintext)))
          .isNotInstanceOf(Read.Absent.class);
    }
  }
}
