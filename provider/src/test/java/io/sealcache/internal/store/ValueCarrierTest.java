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
  void read_givesBackWhatOfWrapped(ValueCarrier carrier) {
    Object wrapped = carrier.of(VALUE);

    assertThat(wrapped).isInstanceOf(carrier.type());
    assertThat(carrier.read(wrapped, BYTES.length)).isEqualTo(VALUE);
  }

  @ParameterizedTest
  @EnumSource
  void read_ofAnotherType_isForeign(ValueCarrier carrier) {
    assertThat(carrier.read(42, 100)).isSameAs(StorePort.FOREIGN);
    for (ValueCarrier other : ValueCarrier.values()) {
      if (other != carrier) {
        assertThat(carrier.read(other.of(VALUE), 100)).isSameAs(StorePort.FOREIGN);
      }
    }
  }

  @Test
  void read_ofATextLongerThanAllowed_isForeign() {
    for (int length = 1; length < 70; length++) {
      SealedBytes value = SealedBytes.ofStore(new byte[length]);
      Object wrapped = ValueCarrier.STRING.of(value);

      assertThat(ValueCarrier.STRING.read(wrapped, length)).isEqualTo(value);
      assertThat(ValueCarrier.STRING.read(wrapped, length - 1)).isSameAs(StorePort.FOREIGN);
    }
  }

  @Test
  void read_ofALongText_decodesNothing() {
    String text = "A".repeat(8 << 20);

    assertThat(Allocations.of(() -> ValueCarrier.STRING.read(text, 1000))).isLessThan(1 << 20);
    assertThat(Allocations.of(() -> ValueCarrier.STRING.read(text, 6 << 20)))
        .isGreaterThan(1 << 20);
  }

  @Test
  void read_noBase64_isForeign() {
    assertThat(ValueCarrier.STRING.read("4111-1111 1111", 100)).isSameAs(StorePort.FOREIGN);
  }

  @Test
  void read_ofASecondSpelling_isForeign() {
    String text = (String) ValueCarrier.STRING.of(SealedBytes.ofStore(new byte[] {1}));

    assertThat(ValueCarrier.STRING.read("AR", 100)).isSameAs(StorePort.FOREIGN);
    assertThat(text).isEqualTo("AQ");
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
