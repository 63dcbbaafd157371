package io.sealcache.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sealcache.core.MasterKey;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Secrets that a key-encryption key unwraps for a record are the record's to wipe. */
class UnwrappedSecretsTest {
  private static final Map<String, String> CONTEXT = Map.of("of", "test");
  private static final Instant NOW = Instant.parse("2026-11-28T01:02:03Z");

  private final RememberingKey key = new RememberingKey();

  /** Keeps the arrays that it gives. */
  private static final class RememberingKey implements KeyEncryptionKey {
    private final WrappingKey key = FixedWrappingKey.of(1);
    private final List<byte[]> given = new ArrayList<>();

    @Override
    public byte[] generate(Map<String, String> context) {
      return key.generate(context);
    }

    @Override
    public byte[] unwrap(byte[] wrapped, Map<String, String> context) {
      byte[] secret = key.unwrap(wrapped, context);
      given.add(secret);
      return secret;
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
  void wrapAndOpen_wipeThem() {
    String text = WrappedKeyring.wrap(KeyringFile.generate(NOW), key, CONTEXT);
    byte[] content = text.getBytes(StandardCharsets.US_ASCII);
    WrappedKeyring.parse("record", content).open(key, CONTEXT).close();

    assertWiped(2);
  }

  @Test
  void openOfAChangedOne_wipesThem() {
    String text = WrappedKeyring.wrap(KeyringFile.generate(NOW), key, CONTEXT);
    byte[] content =
        text.replaceAll("created=2026", "created=2025").getBytes(StandardCharsets.US_ASCII);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> WrappedKeyring.parse("record", content).open(key, CONTEXT));
    assertWiped(2);
  }
}
