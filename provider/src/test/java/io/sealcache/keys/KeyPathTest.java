package io.sealcache.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sealcache.fixture.Needs;
import io.sealcache.fixture.OwnersFile;
import io.sealcache.internal.text.MasterKeyText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever holds keys is looked at for who could have put it there. */
class KeyPathTest {
  private static final String HEX_KEY =
      "3f8a1c5e9b7d2046f1e3a5c7089bdb2d4f6e8a0c1b3d5f7992b4d6f80a1c3e5b";

  @TempDir private Path temporary;
  private Path directory;
  private Path file;

  @BeforeEach
  void place() throws IOException {
    Needs.posixPermissions(temporary);
    directory = Files.createDirectory(temporary.resolve("directory"));
    file = OwnersFile.write(directory.resolve("file"), HEX_KEY);
    permissions(directory, "rwxr-xr-x");
  }

  @Test
  void keyFiles_areRefusedWhereOthersCouldPutAnother() throws IOException {
    String setting = "file:" + file;
    assertThatCode(() -> KeySources.ofText(setting, null, null).close()).doesNotThrowAnyException();

    permissions(directory, "rwxrwxrwx");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> KeySources.ofText(setting, null, null))
        .withMessageContainingAll("sealcache.master-key", "'" + directory + "'", "chmod go-w")
        .withMessageNotContaining(HEX_KEY.substring(0, 8));
  }

  @ParameterizedTest
  @ValueSource(strings = {"%41", "50%", "key #1", "key?", "[key]"})
  void keyFile_isTheOneWhoseNameIsWritten(String name) throws IOException {
    OwnersFile.write(directory.resolve("A"), HEX_KEY.replace('3', '4'));
    Path named = OwnersFile.write(directory.resolve(name), HEX_KEY);

    try (KeySource keys = KeySources.ofText("file:" + named, null, null)) {
      assertThat(keys.keyring(null).current().id()).isEqualTo(MasterKeyText.parse(HEX_KEY).id());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "key", "./key", "~/key", "/key\0"})
  void keyFile_hasAnAbsolutePathWhichIsNotShownElse(String path) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> KeySources.ofText("file:" + path, null, null))
        .withMessage(
            "Setting 'sealcache.master-key' must be 'file:' and the absolute path of the file of"
                + " one key, which must not be written like a key itself");
  }

  @Test
  void keyringFiles_areRefusedAndNotWrittenWhereOthersCouldPutAnother() throws IOException {
    KeyringFile keyring = KeyringFile.of("a", MasterKeyText.decode(HEX_KEY), null);
    keyring.write(file);
    permissions(directory, "rwxrwxrwx");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> KeySources.ofKeyringFile(file.toString(), null, Map.of(), null))
        .withMessageContainingAll("Keyring file '" + file, "'" + directory + "'", "chmod go-w");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> keyring.write(file))
        .withMessageContaining("'" + directory + "'");
  }

  @Test
  void keyStores_areRefusedWhereOthersCouldPutAnother() throws IOException {
    permissions(directory, "rwxrwxrwx");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> WrappingKey.open(file.toString(), "password", "a"))
        .withMessageContainingAll("Key store '" + file, "'" + directory + "'", "chmod go-w");
  }

  @Test
  void pathThatMayBeAKey_isNotShownInWhatIsWrongOnTheWay() throws IOException {
    Path open = Files.createDirectory(Path.of("/tmp", "x" + Long.toString(System.nanoTime(), 36)));
    try {
      permissions(open, "rwxrwxrwx");
      String text = open + "/" + "A".repeat(42 - open.toString().length());
      OwnersFile.write(Path.of(text), HEX_KEY);

      assertThatIllegalArgumentException()
          .isThrownBy(() -> KeySources.ofText("file:" + text, null, null))
          .withMessageContaining("must be 'file:' and the absolute path")
          .withMessageNotContaining(open.toString())
          .withMessageNotContaining("AAAA");
      Files.delete(Path.of(text));
    } finally {
      Files.delete(open);
    }
  }

  private static void permissions(Path path, String permissions) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
  }
}
