package io.sealcache.internal.seal;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealcache.codec.jackson.MessagePackCodec;
import io.sealcache.codec.standard.BytesCodec;
import io.sealcache.codec.standard.Coding;
import io.sealcache.codec.standard.JavaFilter;
import io.sealcache.codec.standard.StandardCodec;
import io.sealcache.codec.standard.StringCodec;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class BuiltInCodecTest {
  private final Coding bytes = Coding.of(new BytesCodec());
  private final Coding strings = Coding.of(new StringCodec());

  @Test
  void id_isFrozen() {
    assertThat(BuiltInCodec.id("standard")).isEqualTo(1);
    assertThat(BuiltInCodec.id("bytes")).isEqualTo(2);
    assertThat(BuiltInCodec.id("string")).isEqualTo(3);
    assertThat(BuiltInCodec.id("json")).isEqualTo(4);
    assertThat(BuiltInCodec.id("msgpack")).isEqualTo(5);
    assertThat(BuiltInCodec.id("java")).isEqualTo(6);
    assertThat(BuiltInCodec.id("arrow")).isEqualTo(7);
    assertThat(BuiltInCodec.id("com.acme.Mine")).isEqualTo(255);
  }

  @Test
  void bytes_areTakenAsTheyAre() throws Exception {
    assertThat(bytes.hex(new byte[] {1, -1})).isEqualTo("01ff");
    assertThat(bytes.decodeHex("01ff")).isEqualTo(new byte[] {1, -1});
    assertThat(bytes.decodeHex("")).isEqualTo(new byte[0]);
  }

  @Test
  void strings_areUtf8() throws Exception {
    assertThat(strings.hex("aü")).isEqualTo("61c3bc");
    assertThat(strings.decodeHex("61c3bc")).isEqualTo("aü");
    assertThat(strings.roundTrip("\uFFFD \uD83D\uDE00")).isEqualTo("\uFFFD \uD83D\uDE00");
  }

  @Test
  void encode_refusesOtherClassesByName() {
    assertThatThrownBy(() -> bytes.encode("secret"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("java.lang.String")
        .hasMessageNotContaining("secret");
    assertThatThrownBy(() -> strings.encode(4711))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("java.lang.Integer")
        .hasMessageNotContaining("4711");
  }

  @Test
  void strings_withAnUnpairedSurrogateAreRefused() {
    assertThatThrownBy(() -> strings.encode("\uD800x"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("unpaired surrogate");
  }

  @Test
  void strings_refuseWhatIsNoUtf8() {
    assertThatThrownBy(() -> strings.decodeHex("ff")).isInstanceOf(IOException.class);
  }

  private static ClassLoader loader() {
    return requireNonNull(BuiltInCodecTest.class.getClassLoader());
  }

  @Test
  void decode_readsFromPositionToLimitAndMovesNeither() throws Exception {
    byte[] array = {9, 9, (byte) 0xa1, 'x', 9};
    for (ByteBuffer buffer :
        new ByteBuffer[] {
          ByteBuffer.wrap(array, 2, 2),
          ByteBuffer.wrap(array, 1, 4).slice().position(1).limit(3),
          ByteBuffer.wrap(array, 2, 2).asReadOnlyBuffer()
        }) {
      int position = buffer.position();
      ClassLoader loader = loader();
      StandardCodec standard = StandardCodec.forValues(JavaFilter.standard());

      assertThat(standard.decode(buffer, loader)).isEqualTo("x");
      assertThat(new BytesCodec().decode(buffer, loader)).isEqualTo(new byte[] {(byte) 0xa1, 'x'});
      assertThat(new MessagePackCodec(loader).forType(String.class).decode(buffer, loader))
          .isEqualTo("x");
      assertThat(buffer.position()).isEqualTo(position);
      assertThat(buffer.remaining()).isEqualTo(2);
    }
  }

  @Test
  void find_takesNameOrClass() {
    for (BuiltInCodec codec : BuiltInCodec.values()) {
      assertThat(BuiltInCodec.find(codec.codecName())).isEqualTo(codec);
      for (String name : codec.classNames()) {
        assertThat(BuiltInCodec.find(name)).isEqualTo(codec);
      }
    }
    assertThat(BuiltInCodec.find("acme")).isNull();
  }
}
