package io.sealcache.internal.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.core.SealedBytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ValueCarrierTest {
  private static final byte[] BYTES = {1, -1, 0, 62, 63};
  private static final SealedBytes VALUE = SealedBytes.ofStore(BYTES);

  @ParameterizedTest
  @EnumSource
  void parse_givesBackWhatOfWrapped(ValueCarrier carrier) {
    Object wrapped = carrier.of(VALUE);

    assertThat(wrapped).isInstanceOf(carrier.type());
    assertThat(carrier.parse(wrapped, BYTES.length)).isEqualTo(VALUE);
  }

  @ParameterizedTest
  @EnumSource
  void same_isByContent(ValueCarrier carrier) {
    assertThat(carrier.same(carrier.of(VALUE), carrier.of(SealedBytes.ofStore(BYTES.clone()))))
        .isTrue();
    assertThat(carrier.same(carrier.of(VALUE), carrier.of(SealedBytes.ofStore(new byte[] {1}))))
        .isFalse();
    assertThat(carrier.same(null, carrier.of(VALUE))).isFalse();
    assertThat(carrier.same(null, null)).isFalse();
  }

  @ParameterizedTest
  @EnumSource
  void parse_ofAnotherType_isNull(ValueCarrier carrier) {
    assertThat(carrier.parse(42, 100)).isNull();
    for (ValueCarrier other : ValueCarrier.values()) {
      if (other != carrier) {
        assertThat(carrier.parse(other.of(VALUE), 100)).isNull();
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void parse_longerThanAllowed_isNull(ValueCarrier carrier) {
    for (int length = 1; length < 70; length++) {
      Object wrapped = carrier.of(SealedBytes.ofStore(new byte[length]));

      assertThat(carrier.parse(wrapped, length)).isNotNull();
      assertThat(carrier.parse(wrapped, length - 1)).isNull();
    }
  }

  @Test
  void parse_ofALongText_decodesNothing() {
    String text = "A".repeat(8 << 20);

    assertThat(Allocations.of(() -> ValueCarrier.STRING.parse(text, 1000))).isLessThan(1 << 20);
    assertThat(Allocations.of(() -> ValueCarrier.STRING.parse(text, 6 << 20)))
        .isGreaterThan(1 << 20);
  }

  @Test
  void parse_noBase64_isNull() {
    assertThat(ValueCarrier.STRING.parse("4111-1111 1111", 100)).isNull();
  }

  @Test
  void sealedValue_isEqualByContentAndShowsNothing() {
    Object value = ValueCarrier.SEALED_VALUE.of(VALUE);

    assertThat(value)
        .isEqualTo(SealedBytes.ofStore(BYTES.clone()))
        .hasSameHashCodeAs(SealedBytes.ofStore(BYTES.clone()))
        .isNotEqualTo(SealedBytes.ofStore(new byte[5]))
        .hasToString("SealedBytes[5 bytes]");
  }
}
