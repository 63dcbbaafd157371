package io.sealcache.internal.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.core.SealedBytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ValueCarrierTest {
  private static final byte[] BYTES = {1, -1, 0, 62, 63};

  @ParameterizedTest
  @EnumSource
  void bytes_givesBackWhatOfWrapped(ValueCarrier carrier) {
    Object wrapped = carrier.of(BYTES);

    assertThat(wrapped).isInstanceOf(carrier.type());
    assertThat(carrier.bytes(wrapped, BYTES.length)).isEqualTo(BYTES);
  }

  @ParameterizedTest
  @EnumSource
  void same_isByContent(ValueCarrier carrier) {
    assertThat(carrier.same(carrier.of(BYTES), carrier.of(BYTES.clone()))).isTrue();
    assertThat(carrier.same(carrier.of(BYTES), carrier.of(new byte[] {1}))).isFalse();
    assertThat(carrier.same(null, carrier.of(BYTES))).isFalse();
    assertThat(carrier.same(null, null)).isFalse();
  }

  @ParameterizedTest
  @EnumSource
  void bytes_ofAnotherType_isNull(ValueCarrier carrier) {
    assertThat(carrier.bytes(42, 100)).isNull();
    for (ValueCarrier other : ValueCarrier.values()) {
      if (other != carrier) {
        assertThat(carrier.bytes(other.of(BYTES), 100)).isNull();
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void bytes_longerThanAllowed_isNull(ValueCarrier carrier) {
    for (int length = 1; length < 70; length++) {
      Object wrapped = carrier.of(new byte[length]);

      assertThat(carrier.bytes(wrapped, length)).hasSize(length);
      assertThat(carrier.bytes(wrapped, length - 1)).isNull();
    }
  }

  @Test
  void bytes_ofALongText_decodesNothing() {
    String text = "A".repeat(8 << 20);

    assertThat(Allocations.of(() -> ValueCarrier.STRING.bytes(text, 1000))).isLessThan(1 << 20);
    assertThat(Allocations.of(() -> ValueCarrier.STRING.bytes(text, 6 << 20)))
        .isGreaterThan(1 << 20);
  }

  @Test
  void bytes_noBase64_isNull() {
    assertThat(ValueCarrier.STRING.bytes("4111-1111 1111", 100)).isNull();
  }

  @Test
  void sealedValue_isEqualByContentAndShowsNothing() {
    Object value = ValueCarrier.SEALED_VALUE.of(BYTES);

    assertThat(value)
        .isEqualTo(new SealedBytes(BYTES.clone()))
        .hasSameHashCodeAs(new SealedBytes(BYTES.clone()))
        .isNotEqualTo(new SealedBytes(new byte[5]))
        .hasToString("SealedBytes[5 bytes]");
  }
}
