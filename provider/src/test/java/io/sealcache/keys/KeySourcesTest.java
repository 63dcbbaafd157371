package io.sealcache.keys;

import static io.sealcache.keys.FixedKey.hex;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealcache.core.Keyring;
import io.sealcache.core.MasterKey;
import io.sealcache.fixture.CapturedLog;
import io.sealcache.fixture.OwnersFile;
import io.sealcache.internal.text.MasterKeyText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeySourcesTest {
  private static final String ONE = hex(1);
  private static final String TWO = hex(2);
  private static final String THREE = hex(3);

  @TempDir private Path directory;

  @Test
  void of_blankPreviousKeysAreNone() {
    try (var keys = KeySources.ofText(ONE, " ", null)) {
      assertThat(keys.keyring(null).previous()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "\r\n"})
  void of_readsFilesAndIgnoresOneTrailingNewline(String newline) throws IOException {
    String master = file("master", ONE + newline);
    String older = file("older", TWO + newline);
    String index = file("index", THREE + newline);
    try (var keys = KeySources.ofText(master, older + "," + index, index)) {
      Keyring keyring = keys.keyring(null);
      assertThat(keyring.current().isSameKey(MasterKeyText.parse(ONE))).isTrue();
      assertThat(keyring.previous().get(0).isSameKey(MasterKeyText.parse(TWO))).isTrue();
      assertThat(keyring.indexKey().isSameKey(MasterKeyText.parse(THREE))).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n\n", " ", "\r", "\n\r\n", "0"})
  void of_refusesAnythingElseInFilesNamingThePathOnly(String extra) throws IOException {
    String master = file("master", ONE + extra);

    assertThatThrownBy(() -> KeySources.ofText(master, null, null))
        .isExactlyInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("sealcache.master-key", directory.resolve("master").toString())
        .message()
        .doesNotContain(ONE.substring(10, 20));
  }

  @Test
  void of_refusesLongFilesWithoutReadingThemWhole() throws IOException {
    String master = file("master", ONE.repeat(100));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> KeySources.ofText(master, null, null))
        .withMessageContaining("longer than 1024 bytes")
        .withMessageNotContaining(ONE.substring(10, 20));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> KeySources.ofText(file("longest", ONE.repeat(16)), null, null))
        .withMessageContaining("this text of length 1024 is neither");
  }

  @Test
  void of_missingFileIsNamedWithItsSetting() {
    String missing = directory.resolve("missing").toString();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> KeySources.ofText(ONE, null, "file:" + missing))
        .withMessageContainingAll("sealcache.index-key", missing);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/run/secrets/key", "./key", "../secrets/key", "~/key", "C:\\secrets\\key"})
  void of_aPathTakenForAKey_getsTheHintAndIsNotShown(String path) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> KeySources.ofText(path, null, null))
        .withMessageContainingAll("sealcache.master-key", "write 'file:' before it")
        .withMessageNotContaining("secrets");
  }

  @ParameterizedTest
  @ValueSource(strings = {"%s\n", "%s\r\n", " %s", "%s\t"})
  void of_aKeyWithAnEndOfLine_getsTheHintAndIsNotShown(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> KeySources.ofText(text.formatted(ONE), null, null))
        .withMessageContainingAll("sealcache.master-key", "without the white space or newline")
        .withMessageNotContaining(ONE.substring(10, 20));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "correct horse battery staple",
        "%sg",
        "%s %s",
        "\n",
        "+/v7+/v7+/v7+/v7+/v7+/v7+/v7+/v7+/v7+/v7+/t=" // spare bits set
      })
  void of_whatIsNoKey_getsNoHintOfWhiteSpace(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> KeySources.ofText(ONE, null, text.formatted(ONE, TWO)))
        .withMessageContaining("sealcache.index-key")
        .withMessageNotContaining("white space");
  }

  @Test
  void of_aKeyTakenForAPathIsNotShown() {
    String beginsWithASlash = "/" + "Ab3".repeat(14);

    for (String key : List.of(ONE, beginsWithASlash)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> KeySources.ofText("file:" + key, null, null))
          .withMessageContainingAll("sealcache.master-key", "must be 'file:' and the absolute path")
          .withMessageNotContaining(key.substring(10, 20))
          .withNoCause();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"%s,", ",%s", "%s,,%s", "%s;%s", "%sg"})
  void of_refusesMalformedListsWithoutShowingThem(String list) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> KeySources.ofText(ONE, list.formatted(TWO, THREE), ONE))
        .withMessageContaining("sealcache.previous-master-keys")
        .withMessageNotContaining(TWO.substring(10, 20));
  }

  @Test
  void of_keysThatMakeNoKeyringNameTheSettings() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> KeySources.ofText(ONE, ONE, ONE))
        .withMessageContainingAll(
            "sealcache.master-key", "sealcache.previous-master-keys", "also listed");
  }

  @Test
  void of_warnsThatRotationWithoutIndexKeyStartsACacheCold() {
    assertThat(CapturedLog.of("io.sealcache.keys", () -> KeySources.ofText(ONE, TWO, null).close()))
        .singleElement()
        .asString()
        .contains("sealcache.index-key", "cold")
        .doesNotContain(ONE, TWO);
    assertThat(CapturedLog.of("io.sealcache.keys", () -> KeySources.ofText(ONE, TWO, TWO).close()))
        .isEmpty();
    assertThat(
            CapturedLog.of("io.sealcache.keys", () -> KeySources.ofText(ONE, null, null).close()))
        .isEmpty();
  }

  @Test
  void read_destroysTheKeysBeforeOneThatIsMalformed() {
    var parsed = new ArrayList<MasterKey>();
    BiFunction<String, String, MasterKey> reader =
        (setting, text) -> {
          MasterKey key = MasterKeyText.parse(text);
          parsed.add(key);
          return key;
        };

    for (String index : List.of("malformed", THREE)) {
      String previous = index.equals(THREE) ? TWO + "," + TWO : TWO + "," + ONE.replace('0', '1');
      assertThatIllegalArgumentException()
          .isThrownBy(() -> KeySources.read(ONE, previous, index, reader));
    }
    assertThat(parsed).hasSize(7).allMatch(MasterKey::isDestroyed);
  }

  @Test
  void close_destroysTheKeys() {
    var keys = KeySources.ofText(ONE, TWO, THREE);
    Keyring keyring = keys.keyring(null);
    keys.close();
    keys.close();

    assertThat(List.of(keyring.current(), keyring.previous().get(0), keyring.indexKey()))
        .allMatch(MasterKey::isDestroyed);
  }

  private String file(String name, String content) throws IOException {
    return "file:" + OwnersFile.write(directory.resolve(name), content);
  }
}
