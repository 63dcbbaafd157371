package io.sealcache.internal.seal;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.codec.Codec;
import io.sealcache.codec.EncodingBuffer;
import io.sealcache.codec.standard.JavaCodec;
import io.sealcache.codec.standard.JavaFilter;
import io.sealcache.codec.standard.StandardCodec;
import io.sealcache.codec.standard.StringCodec;
import io.sealcache.core.RawCiphers;
import io.sealcache.core.StoredKey;
import io.sealcache.keys.FixedKey;
import io.sealcache.keys.KeySource;
import io.sealcache.keys.KeySources;
import java.io.IOException;
import java.io.InvalidClassException;
import java.io.ObjectInputStream;
import java.io.Serial;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DecodingFailureTest {
  private static final String SECRET = "classified";

  /** Serializable classes whose own code tells what it reads. */
  private static final class Talkative implements Serializable {
    @Serial private static final long serialVersionUID = 1L;

    private final String text = SECRET;
    private final int kind;

    Talkative(int kind) {
      this.kind = kind;
    }

    @Serial
    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
      in.defaultReadObject();
      switch (kind) {
        case 0 -> throw new IOException(text);
        case 1 -> throw new ClassNotFoundException(text);
        case 2 -> throw new InvalidClassException(text, text);
        case 3 -> throw new IllegalStateException(text);
        default -> throw new NoClassDefFoundError(text);
      }
    }
  }

  private record Holder(Object held) {}

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4})
  void applicationsOwnReadObject_isNotQuoted(int kind) {
    List<Codec> codecs =
        List.of(
            StandardCodec.forValues(JavaFilter.standard()),
            JavaCodec.forValues(JavaFilter.standard()));

    for (Codec codec : codecs) {
      assertThat(explanation(codec, codec, new Talkative(kind)))
          .contains(Talkative.class.getName())
          .doesNotContain(SECRET);
    }
  }

  @Test
  void classThatTheFilterRefuses_isNamedWithTheSetting() {
    for (Codec writing :
        List.of(
            StandardCodec.forValues(JavaFilter.standard()),
            JavaCodec.forValues(JavaFilter.standard()))) {
      Codec strict =
          writing instanceof JavaCodec
              ? JavaCodec.forValues(JavaFilter.of("java.base/*;!*"))
              : StandardCodec.forValues(JavaFilter.of("java.base/*;!*"));

      assertThat(explanation(writing, strict, new Talkative(0)))
          .contains(Talkative.class.getName(), "java-filter")
          .doesNotContain(SECRET);
    }
    assertThat(
            explanation(
                StandardCodec.forValues(JavaFilter.standard()),
                StandardCodec.forValues(JavaFilter.of("java.base/*;!*")),
                new Holder(SECRET)))
        .contains(Holder.class.getName(), "java-filter")
        .doesNotContain(SECRET);
  }

  @Test
  void classThatIsMissing_isNamedUnlessTheCodecIsAnApplications() {
    Exception missing = new ClassNotFoundException("com.acme.Gone");

    assertThat(CodecFailure.decoding(new StringCodec(), missing))
        .contains("finds no class com.acme.Gone");
    assertThat(CodecFailure.decoding(new TextCodec("acme"), missing)).doesNotContain("Gone");
  }

  @Test
  void codecOfAnApplication_isNotQuoted() {
    assertThat(CodecFailure.decoding(new TextCodec("acme"), new IOException(SECRET)))
        .isEqualTo("the configured codec can't decode it: codec 'acme' threw java.io.IOException");
  }

  @Test
  void valueOfAnotherFormatOrCodec_isSaidToBeSo() {
    assertThat(explanation(8, 3)).endsWith("it was written by a later version of SealCache");
    assertThat(explanation(0, 1))
        .endsWith("it was written by codec 'standard', and the cache has 'string'");
    assertThat(explanation(0, 200))
        .endsWith("it was written by a codec not known here, and the cache has 'string'");
    assertThat(explanation(0, 255))
        .endsWith(
            "it was written by another codec of an application's own, and the cache has 'string'");
    assertThat(explanation(new TextCodec("acme"), 0, 255))
        .endsWith(
            "it was written by another codec of an application's own, and the cache has 'acme'");
  }

  private static String explanation(int flags, int codec) {
    return explanation(new StringCodec(), flags, codec);
  }

  private static String explanation(Codec reading, int flags, int codec) {
    KeySource keys = KeySources.ofText(FixedKey.hex(1), null, null);
    ObjectSealer sealer = Sealing.of(keys, new StringCodec(), reading, 100).of(null);
    StoredKey key = sealer.sealKey("key");
    byte[] plaintext = new byte[RawCiphers.HEADER_LENGTH];
    plaintext[0] = (byte) flags;
    plaintext[1] = (byte) codec;
    Read<Object> read = sealer.openValue(key, Sealing.sealed(keys, key, plaintext));
    return ((Read.Unreadable<Object>) read).explanation();
  }

  private static String explanation(Codec writing, Codec reading, Object object) {
    EncodingBuffer out = new EncodingBuffer(0, 64);
    try {
      writing.encode(object, out);
      ByteBuffer stored = ByteBuffer.wrap(Arrays.copyOf(out.array(), out.size()));
      Object read = reading.decode(stored, DecodingFailureTest.class.getClassLoader());
      throw new AssertionError("It is readable: " + read);
    } catch (IOException | ClassNotFoundException e) {
      return CodecFailure.decoding(reading, e);
    }
  }
}
