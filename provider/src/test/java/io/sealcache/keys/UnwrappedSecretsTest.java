package io.sealcache.keys;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.core.Keyring;
import io.sealcache.core.MasterKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Secrets that a key-encryption key unwraps for a record are the record's to wipe. */
class UnwrappedSecretsTest {
  private static final Map<String, String> CONTEXT = Map.of("of", "test");
  private static final Instant NOW = Instant.parse("2026-11-28T01:02:03Z");
  private static final Duration DAY = Duration.ofDays(1);

  private final RememberingKey key = new RememberingKey();
  private final KeyRecord record = KeyRecord.generate(key, CONTEXT, NOW);

  /** Keeps the arrays that it gives. */
  private static final class RememberingKey implements KeyEncryptionKey {
    private final WrappingKey key = FixedWrappingKey.of(1);
    private final List<byte[]> given = new ArrayList<>();

    @Override
    public List<byte[]> generate(int keys, Map<String, String> context) {
      return key.generate(keys, context);
    }

    @Override
    public List<byte[]> unwrap(List<byte[]> wrapped, Map<String, String> context) {
      List<byte[]> secrets = key.unwrap(wrapped, context);
      given.addAll(secrets);
      return secrets;
    }

    @Override
    public void close() {
      key.close();
    }
  }

  private void assertWiped(int secrets) {
    assertThat(key.given)
        .hasSize(secrets)
        .allSatisfy(secret -> assertThat(secret).isEqualTo(new byte[MasterKey.LENGTH]));
  }

  @Test
  void open_wipesThem() {
    Keyring keyring = record.open("record", key, CONTEXT);

    assertThat(keyring.current().isSameKey(keyring.indexKey())).isFalse();
    assertWiped(2);
  }

  @Test
  void rewrapped_wipesThem() {
    record.rewrapped(FixedWrappingKey.of(2), key, CONTEXT);

    assertWiped(2);
  }

  @Test
  void renewed_wipesThemAndThatOfTheNewKey() {
    KeyRecord more = record.renewed(DAY, DAY, DAY, key, CONTEXT, NOW.plus(DAY));

    assertThat(more.size()).isEqualTo(3);
    assertWiped(3);
  }
}
