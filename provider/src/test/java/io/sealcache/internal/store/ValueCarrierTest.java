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
    assertThat(carrier.read(wrapped)).isEqualTo(VALUE);
  }

  @ParameterizedTest
  @EnumSource
  void read_ofAnotherType_isForeign(ValueCarrier carrier) {
    assertThat(carrier.read(42)).isSameAs(StorePort.FOREIGN);
    for (ValueCarrier other : ValueCarrier.values()) {
      if (other != carrier) {
        assertThat(carrier.read(other.of(VALUE))).isSameAs(StorePort.FOREIGN);
      }
    }
  }

  @Test
  void read_noBase64_isForeign() {
    assertThat(ValueCarrier.STRING.read("4111-1111 1111")).isSameAs(StorePort.FOREIGN);
  }

  @Test
  void read_ofASecondSpelling_isForeign() {
    String text = (String) ValueCarrier.STRING.of(SealedBytes.ofStore(new byte[] {1}));

    assertThat(ValueCarrier.STRING.read("AR")).isSameAs(StorePort.FOREIGN);
    assertThat(text).isEqualTo("AQ");
  }
}
