package io.sealcache.internal.settings;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Properties;

class SettingsFuzzTest {
  private static final ClassLoader LOADER =
      Objects.requireNonNull(SettingsFuzzTest.class.getClassLoader());
  private static final String SECRET = "sealcache.master-key";

  /** Properties are settings, or refused by the exception that names the wrong one. */
  @FuzzTest(maxDuration = "10m")
  void properties(byte[] file) throws IOException {
    Properties properties = new Properties();
    try {
      properties.load(new StringReader(new String(file, StandardCharsets.UTF_8)));
    } catch (IllegalArgumentException e) {
      return; // the JDK's own
    }
    properties.remove("sealcache.config"); // would read whatever file it names
    try {
      Settings.read(properties, LOADER);
    } catch (IllegalArgumentException e) {
      Object secret = properties.remove(SECRET);
      assertThat(e.getMessage()).isNotBlank();
      // Names and other values are shown: what is in one of them, too, is no secret.
      if (secret instanceof String text
          && text.length() > 16
          && !properties.toString().contains(text)) {
        assertThat(e.getMessage()).doesNotContain(text);
      }
    }
  }
}
