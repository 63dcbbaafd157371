package io.sealcache.keys;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.sealcache.core.MasterKey;
import io.sealcache.internal.text.MasterKeyText;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

class KeyTextFuzzTest {
  // As long as no part of what messages say anyway.
  private static final Pattern SECRET = Pattern.compile("key\\.[\\w-]*\\s*=\\s*([0-9a-fA-F]{16,})");

  /** A keyring file is refused without a part of a secret, or says the same written again. */
  @FuzzTest(maxDuration = "10m")
  void keyringFile(byte[] content) {
    try (KeyringFile keyring = KeyringFile.parse("file", content, null, Map.of())) {
      String written = KeyringText.ofClear(keyring);
      byte[] bytes = written.getBytes(StandardCharsets.ISO_8859_1);
      try (KeyringFile again = KeyringFile.parse("file", bytes, null, Map.of())) {
        assertThat(again.ids()).isEqualTo(keyring.ids());
        assertThat(KeyringText.ofClear(again)).isEqualTo(written);
      }
    } catch (IllegalArgumentException e) {
      String text = new String(content, StandardCharsets.ISO_8859_1);
      Matcher secret = SECRET.matcher(text);
      // Ids are shown: what is in one of them, too, is no secret.
      if (secret.find() && text.indexOf(secret.group(1)) == text.lastIndexOf(secret.group(1))) {
        assertThat(e.getMessage()).doesNotContain(secret.group(1));
      }
    }
  }

  /** A key as text is 32 bytes, or refused without a part of it. */
  @FuzzTest(maxDuration = "10m")
  void masterKey(byte[] text) {
    String given = new String(text, StandardCharsets.ISO_8859_1);
    try {
      assertThat(MasterKeyText.decode(given)).hasSize(MasterKey.LENGTH);
    } catch (IllegalArgumentException e) {
      if (given.length() > 16) {
        assertThat(e.getMessage()).doesNotContain(given);
      }
    }
  }
}
