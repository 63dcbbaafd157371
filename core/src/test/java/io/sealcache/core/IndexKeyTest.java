package io.sealcache.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class IndexKeyTest {
  private final MasterKey master = MasterKey.of(FixedKey.secret(1));
  private final IndexKey key = IndexKey.of(master, 64, "", null, "cache");

  @Test
  void close_wipesTheSecret() {
    byte[] secret = key.secret();
    assertThat(secret).hasSize(64).isNotEqualTo(new byte[64]);

    key.close();

    assertThat(secret).isEqualTo(new byte[64]);
  }

  @Test
  void toString_namesTheMasterKeyAlone() {
    assertThat(key).hasToString("IndexKey[id=%08x]".formatted(master.id()));
  }
}
