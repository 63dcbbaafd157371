package io.sealcache;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealcache.codec.Codec;
import io.sealcache.codec.EncodingBuffer;
import io.sealcache.codec.standard.StringCodec;
import io.sealcache.fixture.NamedCodec;
import io.sealcache.internal.settings.Setting;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CodecsTest {
  private final Codecs codecs = new Codecs(null, CodecsTest.class.getClassLoader());

  @ParameterizedTest
  @ValueSource(strings = {"", "standard", "bytes"})
  void choose_codecWithAnUnusableName_isRefused(String name) {
    assertThatThrownBy(() -> codecs.choose(Setting.CODEC, new NamedCodec(name), Object.class))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("sealcache.codec");
  }

  @Test
  void choose_nameLongerThanItsLengthField_isRefused() {
    assertThatThrownBy(
            () -> codecs.choose(Setting.CODEC, new NamedCodec("n".repeat(256)), Object.class))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("255");
  }

  @ParameterizedTest
  @ValueSource(strings = {"standard", "java", "io.sealcache.codec.standard.JavaCodec"})
  void configuredTypes_ofObject_isRefused(String codec) {
    Codecs strict = new Codecs("configured-types", loader());
    assertThatThrownBy(() -> strict.choose(Setting.CODEC, codec, Object.class))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("sealcache.java-filter", "configured-types", "setTypes");
    assertThatThrownBy(() -> strict.choose(Setting.KEY_CODEC, codec, Object.class))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void configuredTypes_thatSayWhatToAllow_areTaken() {
    String standard = "standard";

    new Codecs("configured-types", loader()).choose(Setting.CODEC, standard, String.class);
    new Codecs("configured-types;com.acme.**", loader())
        .choose(Setting.CODEC, standard, Object.class);
    Codec string =
        new Codecs("configured-types", loader()).choose(Setting.CODEC, "string", Object.class);

    assertThat(string).isInstanceOf(StringCodec.class);
  }

  private static ClassLoader loader() {
    return requireNonNull(CodecsTest.class.getClassLoader());
  }

  @Test
  void choose_instanceOfABuiltInCodec_isTaken() {
    Codec codec = new StringCodec();

    assertThat(codecs.choose(Setting.KEY_CODEC, codec, Object.class)).isSameAs(codec);
  }

  @Test
  void choose_unknownName_saysWhichThereAre() {
    assertThatThrownBy(() -> codecs.choose(Setting.KEY_CODEC, "kryo", Object.class))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("sealcache.key-codec", "kryo", "standard", "bytes", "string");
  }

  @Test
  void choose_codecWhoseConstructorFails_saysSoAndKeepsTheCause() {
    String name = Unusable.class.getName();

    assertThatThrownBy(() -> codecs.choose(Setting.CODEC, name, Object.class))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("sealcache.codec", name, "constructor failed")
        .hasRootCauseMessage("no schema");
  }

  /** Found by its name, made in vain. */
  public static final class Unusable implements Codec {
    public Unusable() {
      throw new IllegalStateException("no schema");
    }

    @Override
    public String name() {
      return "unusable";
    }

    @Override
    public void encode(Object object, EncodingBuffer out) {}

    @Override
    public Object decode(ByteBuffer encoded, ClassLoader loader) {
      return "";
    }
  }
}
