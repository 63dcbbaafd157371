package io.sealcache.cachekit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.sealcache.cachekit.CachekitException.InvalidKeyring;
import io.sealcache.cachekit.CachekitException.Malformed;
import io.sealcache.cachekit.CachekitException.NotAuthentic;
import io.sealcache.cachekit.CachekitException.ProtectionMismatch;
import io.sealcache.cachekit.CachekitException.SerializerMismatch;
import io.sealcache.cachekit.CachekitException.Unsupported;
import java.nio.charset.StandardCharsets;

/** Bytes that whoever reaches the store may have written. */
class StoredBytesFuzzTest {
  private static final int MAX_LENGTH = 1 << 16;

  private final InteropKeyring keyring =
      InteropKeyring.of(PythonFrames.TENANT, PythonFrames.MASTER);
  private final String cacheKey = PythonFrames.KEY;
  private final byte[] frame = PythonFrames.ofDefault();
  private final InteropKey key = InteropKey.of("users", "get", 42);

  /** Bytes are malformed, or a value that has one canonical form if it can be written at all. */
  @FuzzTest(maxDuration = "10m")
  void value(byte[] stored) {
    Object value;
    try {
      value = InteropCodec.decode(stored);
    } catch (Malformed e) {
      return;
    }
    byte[] written;
    try {
      written = InteropCodec.encode(value);
    } catch (Unsupported e) {
      return; // ext types and maps with other keys than strings, which only others write
    }
    assertThat(InteropCodec.encode(InteropCodec.decode(written))).isEqualTo(written);
  }

  /** No forgery opens. */
  @FuzzTest(maxDuration = "10m")
  void encryptedEntry(byte[] stored) {
    assertThatThrownBy(() -> InteropCipher.of(keyring).decrypt(key, stored))
        .isInstanceOf(NotAuthentic.class);
  }

  /** A frame in clear is refused as documented, or has a payload of the length allowed. */
  @FuzzTest(maxDuration = "10m")
  void frame(byte[] stored) {
    try {
      Frame read = FrameReader.plaintext().withMaxPayloadLength(MAX_LENGTH).read(cacheKey, stored);
      assertThat(read.payload().length).isLessThanOrEqualTo(Math.max(MAX_LENGTH, stored.length));
      var unused = read.value(); // no other exceptions than those below
    } catch (Malformed | ProtectionMismatch | SerializerMismatch | Unsupported e) {
      // as documented
    }
  }

  /** Of encrypted frames only the vector's opens, whatever else is in its header. */
  @FuzzTest(maxDuration = "10m")
  void encryptedFrame(byte[] stored) {
    try {
      Frame read = FrameReader.encrypted(keyring).read(cacheKey, stored);
      assertThat(read.payload())
          .isEqualTo(FrameReader.encrypted(keyring).read(cacheKey, frame).payload());
    } catch (Malformed | ProtectionMismatch | SerializerMismatch | NotAuthentic e) {
      // as documented
    }
  }

  /** An envelope is malformed, or no longer inside than allowed. */
  @FuzzTest(maxDuration = "10m")
  void envelope(byte[] stored) {
    try {
      assertThat(ByteStorage.open(stored, MAX_LENGTH)).hasSizeLessThanOrEqualTo(MAX_LENGTH);
    } catch (Malformed e) {
      // as documented
    }
  }

  /** A key is 64 digits, or none. */
  @FuzzTest(maxDuration = "10m")
  void masterKey(byte[] text) {
    String digits = new String(text, StandardCharsets.ISO_8859_1);
    try {
      assertThat(Vectors.hex(MasterKey.ofHex(digits).secret())).isEqualToIgnoringCase(digits);
    } catch (InvalidKeyring e) {
      // as documented
    }
  }
}
