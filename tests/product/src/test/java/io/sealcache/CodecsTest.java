package io.sealcache;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealcache.codec.Codec;
import io.sealcache.codec.EncodingBuffer;
import io.sealcache.codec.standard.StringCodec;
import io.sealcache.fixture.NamedCodec;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CodecsTest {
  private final Codecs codecs = new Codecs(null, CodecsTest.class.getClassLoader());

  @ParameterizedTest
  @ValueSource(strings = {"", "standard", "bytes"})
  void forValues_codecWithAnUnusableName_isRefused(String name) {
    assertThatThrownBy(() -> codecs.forValues(new NamedCodec(name), Object.class))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("sealcache.codec");
  }

  @Test
  void forValues_nameLongerThanItsLengthField_isRefused() {
    assertThatThrownBy(() -> codecs.forValues(new NamedCodec("n".repeat(256)), Object.class))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("255");
  }

  @ParameterizedTest
  @ValueSource(strings = {"standard", "java", "io.sealcache.codec.standard.JavaCodec"})
  void configuredTypes_ofObject_isRefused(String codec) {
    Codecs strict = new Codecs("configured-types", loader());
    assertThatThrownBy(() -> strict.forValues(codec, Object.class))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("sealcache.java-filter", "configured-types", "setTypes");
    assertThatThrownBy(() -> strict.forKeys(codec, Object.class))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void configuredTypes_thatSayWhatToAllow_areTaken() {
    String standard = "standard";

    new Codecs("configured-types", loader()).forValues(standard, String.class);
    new Codecs("configured-types;com.acme.**", loader()).forValues(standard, Object.class);
    Codec string = new Codecs("configured-types", loader()).forValues("string", Object.class);

    assertThat(string).isInstanceOf(StringCodec.class);
  }

  private static ClassLoader loader() {
    return requireNonNull(CodecsTest.class.getClassLoader());
  }

  @Test
  void forKeys_instanceOfABuiltInCodec_isTaken() {
    Codec codec = new StringCodec();

    assertThat(codecs.forKeys(codec, Object.class)).isSameAs(codec);
  }

  @Test
  void forKeys_unknownName_saysWhichThereAre() {
    assertThatThrownBy(() -> codecs.forKeys("kryo", Object.class))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("sealcache.key-codec", "kryo", "standard", "bytes", "string");
  }

  @Test
  void forValues_codecWhoseConstructorFails_saysSoAndKeepsTheCause() {
    String name = Unusable.class.getName();

    assertThatThrownBy(() -> codecs.forValues(name, Object.class))
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
