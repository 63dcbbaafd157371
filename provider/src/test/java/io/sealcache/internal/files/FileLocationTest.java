package io.sealcache.internal.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileLocationTest {
  private static final String KEY =
      "3f8a1c5e9b7d2046f1e3a5c7089bdb2d4f6e8a0c1b3d5f7992b4d6f80a1c3e5b";

  private static Path path(String text) {
    return FileLocation.path("sealcache.keyring", text, "a keyring file");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/etc/app/keyring",
        "keyring",
        "../at 08:30/keyring",
        "./at:08/keyring",
        "a:keyring",
        "_at:08",
        "/at:08"
      })
  void path_isTakenAsItIs(String text) {
    assertThat(path(text)).isEqualTo(Path.of(text).toAbsolutePath());
  }

  @Test
  void fileUrl_isTakenWithSpacesToo() {
    assertThat(path("file:/etc/my%20app/key ring")).isEqualTo(Path.of("/etc/my app/key ring"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://user:s3cret@host/keyring",
        "jdbc:postgresql://host/db?password=s3cret",
        "vault:s3cret",
        "git+ssh:s3cret",
        "FILE:/s3cret"
      })
  void otherUrl_isRefusedAndNotShown(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> path(text))
        .withMessage(
            "Setting 'sealcache.keyring' must be the path or the file: URL of a keyring file;"
                + " write './' before a path that begins like another URL");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        KEY,
        KEY + " ",
        "\t" + KEY,
        "\"" + KEY + "\"",
        "'" + KEY + "'",
        "0x" + KEY,
        "'0X" + KEY + "\u00a0'",
        KEY + ", " + KEY,
        "file:/3f8a1c5e9b7d2046f1e3a5c7089bdb2d4f6e8a0c1b",
        "file:s3cret",
        "file:/a\\s3cret",
        "s3cret\0"
      })
  void whatIsNoPath_isRefusedAndNotShown(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> path(text))
        .withMessage(
            "Setting 'sealcache.keyring' must be the path or the file: URL of a keyring file");
  }
}
