package io.sealcache.codec.standard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealcache.codec.Samples;
import io.sealcache.fixture.CapturedLog;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.text.ChoiceFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeyNoticesTest {
  private static final Coding KEYS = Coding.keys();

  /** The lines that are logged of these keys or values. */
  private static List<String> notices(Coding coding, Object... objects) {
    return CapturedLog.of(
        "io.sealcache.codec",
        () -> {
          for (Object object : objects) {
            try {
              coding.encode(object);
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          }
        });
  }

  /** Keys of no other test: each class is told of once. */
  private static final class Price implements Serializable {
    private final String amount;

    Price(String amount) {
      this.amount = amount;
    }

    @Override
    public String toString() {
      return amount;
    }
  }

  private static final class Weight implements Serializable {}

  @Test
  void encode_tellsOnceThatKeysOfAClassAreJavaSerialised() {
    assertThat(notices(KEYS, new Price("one"), List.of(new Price("secret"))))
        .singleElement()
        .asString()
        .startsWith("INFO")
        .contains(Price.class.getName())
        .doesNotContain("secret");
  }

  @Test
  void encode_saysNothingOfOtherKeysNorOfValues() {
    assertThat(notices(KEYS, new Samples.Point(1, 2), Samples.Shape.SQUARE)).isEmpty();
    assertThat(notices(Coding.values(), new Samples.Money("EUR", BigDecimal.ONE))).isEmpty();
  }

  @Test
  void encode_classOfTheJdkWhoseEqualsMayDiffer_isToldToo() {
    assertThat(notices(KEYS, new ChoiceFormat("0#none")))
        .singleElement()
        .asString()
        .contains(ChoiceFormat.class.getName());
  }

  @Test
  void encode_byCodecsOfSeveralCaches_tellsOnceForAll() {
    assertThat(notices(KEYS, new Weight())).hasSize(1);
    assertThat(notices(Coding.keys(), new Weight())).isEmpty();
    assertThat(notices(Coding.of(JavaCodec.forKeys(JavaFilter.standard())), new Weight()))
        .isEmpty();
  }

  /** Serializable, as it says, except the object that it holds. */
  private static final class Holder implements Serializable {
    @SuppressWarnings("unused") // serialised
    private final Object held = new Object();
  }

  @Test
  void encode_thatFails_saysNothing() {
    for (Object key : List.of(new Holder(), List.of(new Holder()), new Object())) {
      assertThat(
              CapturedLog.of(
                  "io.sealcache.codec",
                  () -> assertThatThrownBy(() -> KEYS.encode(key)).isInstanceOf(IOException.class)))
          .isEmpty();
    }
  }
}
