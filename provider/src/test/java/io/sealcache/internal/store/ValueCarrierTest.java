package io.sealcache.internal.store;

import static org.assertj.core.api.Assertions.assertThat;

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
    assertThat(carrier.bytes(wrapped)).isEqualTo(BYTES);
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
    assertThat(carrier.bytes(42)).isNull();
    for (ValueCarrier other : ValueCarrier.values()) {
      if (other != carrier) {
        assertThat(carrier.bytes(other.of(BYTES))).isNull();
      }
    }
  }

  @Test
  void bytes_noBase64_isNull() {
    assertThat(ValueCarrier.STRING.bytes("4111-1111 1111")).isNull();
  }

  @Test
  void sealedValue_isEqualByContentAndShowsNothing() {
    Object value = ValueCarrier.SEALED_VALUE.of(BYTES);

    assertThat(value)
        .isEqualTo(new SealedValue(BYTES.clone()))
        .hasSameHashCodeAs(new SealedValue(BYTES.clone()))
        .isNotEqualTo(new SealedValue(new byte[5]))
        .hasToString("SealedValue[5 bytes]");
  }
}
