package io.sealcache.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class SealedBytesTest {
  @Test
  void equalBytes_areOneValueOfASet() {
    Set<SealedBytes> stored = Set.of(of(1, 2, 3), of(1, 2, 4), of());

    assertThat(stored).contains(of(1, 2, 3), of(1, 2, 4), of()).doesNotContain(of(1, 2));
    assertThat(of(1, 2, 3)).hasSameHashCodeAs(of(1, 2, 3)).isNotEqualTo(of(1, 2, 4));
    assertThat(of(1, 2, 3).hashCode()).isNotEqualTo(of(1, 2, 4).hashCode());
  }

  private static SealedBytes of(int... bytes) {
    byte[] array = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      array[i] = (byte) bytes[i];
    }
    return SealedBytes.ofStore(array);
  }
}
