package io.sealcache.internal.seal;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.sealcache.codec.standard.JavaFilter;
import io.sealcache.codec.standard.StandardCodec;
import io.sealcache.core.Compression;
import io.sealcache.core.Padding;
import io.sealcache.core.StoredKey;
import io.sealcache.keys.FixedKey;
import io.sealcache.keys.KeySources;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** What whoever runs the store may hand us, and what is in an envelope that opens. */
class StoredBytesFuzzTest {
  private static final ClassLoader LOADER =
      Objects.requireNonNull(StoredBytesFuzzTest.class.getClassLoader());
  private static final int MAX_VALUE_SIZE = 1 << 16;

  private final EntrySealer sealer =
      Sealing.of(
              KeySources.ofText(FixedKey.hex(1), null, null),
              StandardCodec.forKeys(JavaFilter.standard()),
              StandardCodec.forValues(JavaFilter.standard()),
              MAX_VALUE_SIZE)
          .of(null);
  private final StoredKey key = sealer.sealKey("key");
  private final ValueFormat format =
      new ValueFormat(
          StandardCodec.forValues(JavaFilter.standard()),
          Compression.DEFLATE,
          Padding.PADME,
          MAX_VALUE_SIZE);

  /** No forgery opens, and none is more than counted. */
  @FuzzTest(maxDuration = "10m")
  void storedValue(byte[] stored) {
    assertThat(sealer.openValue(key, stored)).isInstanceOf(Read.Unreadable.class);
  }

  /** The same for keys, which are text. */
  @FuzzTest(maxDuration = "10m")
  void storedKey(byte[] stored) {
    assertThat(sealer.openKey(new String(stored, StandardCharsets.ISO_8859_1)))
        .isInstanceOf(OpenedKey.Unreadable.class);
  }

  /**
   * An authentic plaintext of any content is a value, none of ours, or an exception as declared.
   */
  @FuzzTest(maxDuration = "10m")
  void plaintext(byte[] plaintext) {
    if (plaintext.length < ValueFormat.HEADER_LENGTH) {
      return; // refused before, see EntrySealer
    }
    try {
      Object value = format.read(plaintext, LOADER);
      if (value != null) {
        assertThat(format.trail(plaintext).length()).isLessThanOrEqualTo(plaintext.length);
      }
    } catch (IOException | ClassNotFoundException | RuntimeException | LinkageError e) {
      assertThat(e).isNotInstanceOf(IndexOutOfBoundsException.class);
    }
  }
}
