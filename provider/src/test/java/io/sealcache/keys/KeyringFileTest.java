package io.sealcache.keys;

import static io.sealcache.keys.FixedKey.hex;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sealcache.core.Keyring;
import io.sealcache.core.MasterKey;
import io.sealcache.internal.files.SecretFile;
import io.sealcache.internal.text.MasterKeyText;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyringFileTest {
  private static final Instant CREATED = Instant.parse("2026-11-01T08:30:00Z");
  private static final String ONE = hex(1);
  private static final String TWO = hex(2);
  private static final String WHOLE =
      """
      # Fällt nicht auf
      ! either
      version=3
      key.a=%s created=2026-11-01T08:30:00Z

        key.B_2-c = %s
      index=a
      current=B_2-c
      """
          .formatted(ONE, TWO);

  @TempDir private Path directory;

  @Test
  void parse_takesKeysTimesCurrentAndIndex() {
    KeyringFile file = parse(WHOLE);

    assertThat(file.ids()).containsExactly("a", "B_2-c");
    assertThat(file.created("a")).isEqualTo(CREATED);
    assertThat(file.created("B_2-c")).isNull();
    assertThat(file.current()).isEqualTo("B_2-c");
    assertThat(file.index()).isEqualTo("a");
  }

  @Test
  void parse_takesBase64AndLineEndsOfOtherSystems() {
    String base64 = Base64.getEncoder().encodeToString(FixedKey.secret(1));
    KeyringFile file = parse(WHOLE.replace(ONE, base64).replace("\n", "\r\n"));

    assertThat(file.keyring().indexKey().isSameKey(MasterKeyText.parse(ONE))).isTrue();
  }

  @Test
  void keyring_hasAllOtherDataKeysAsPreviousOnes() {
    Keyring keyring = parse(WHOLE).with("z", FixedKey.secret(3), CREATED).keyring();

    assertThat(keyring.current().isSameKey(MasterKeyText.parse(TWO))).isTrue();
    assertThat(keyring.previous()).extracting(MasterKey::id).containsExactly(id(3));
    assertThat(keyring.indexKey().isSameKey(MasterKeyText.parse(ONE))).isTrue();
    assertThat(keyring.dataKey(id(1))).isNull();
    assertThat(keyring.hasOwnIndexKey()).isTrue();
  }

  @Test
  void keyring_hasTheIndexKeyAsAPreviousOneIfTheFileSaysSo() {
    Keyring keyring =
        parse(WHOLE.replace("index=", "index-and-data="))
            .with("z", FixedKey.secret(3), CREATED)
            .keyring();

    assertThat(keyring.previous()).extracting(MasterKey::id).containsExactly(id(1), id(3));
    assertThat(keyring.indexKey()).isSameAs(keyring.previous().get(0));
    assertThat(keyring.hasOwnIndexKey()).isTrue();
  }

  @Test
  void keyring_refusesAnIndexKeyWhoseSecretIsADataKeyToo() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> parse(WHOLE + "key.c=" + ONE).keyring())
        .withMessageContainingAll("index key 'a'", "index-and-data");
  }

  private static KeyringFile again(KeyringFile file) {
    return parse(KeyringText.ofClear(file));
  }

  @Test
  void keyring_refusesOneSecretUnderTwoIds() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> parse(WHOLE + "key.c=" + TWO).keyring())
        .withMessageContainingAll("Keyring", "also listed as a previous key")
        .withMessageNotContaining(TWO.substring(0, 8));
  }

  @ParameterizedTest
  @ValueSource(strings = {"version", "index", "current"})
  void parse_refusesAFileWithoutALineThatIsNeeded(String name) {
    String line = "(?m)^" + name + "=.*$";

    assertRefused(WHOLE.replaceAll(line, ""), name + " is missing");
    assertRefused(WHOLE.replaceAll(line, name + "="), name + " is missing");
  }

  @Test
  void parse_refusesAFileThatWasCutShortAnywhere() {
    // The id of the current key, cut short, is another one's.
    KeyringFile file = parse(WHOLE).with("B_2", FixedKey.secret(3), CREATED);
    String text = KeyringText.ofClear(file);
    // Without its last line end it is whole.
    for (int length = 0; length < text.length() - 1; length++) {
      assertRefused(text.substring(0, length), "");
    }
  }

  @Test
  void parse_refusesUnknownVersionsWithoutShowingThem() {
    assertRefused(WHOLE.replace("version=3", "version=4"), "version is not 3");
    assertRefused(WHOLE.replace("version=3", "version=" + ONE), "version is not 3");
  }

  @Test
  void parse_namesTheLineOfWhatItDoesNotKnow() {
    assertRefused(WHOLE + "retired=a", "line 9: unknown property", "key.<id>");
    assertRefused("Version=1\n" + WHOLE, "line 1: unknown property");
    assertRefused(WHOLE + "key.=" + ONE, "line 9: unknown property");
    assertRefused(WHOLE + "key." + ONE + "=" + ONE, "line 9: unknown property");
    assertRefused(WHOLE + "key.a.secret=" + ONE, "line 9: unknown property");
    assertRefused(WHOLE + "=" + ONE, "line 9: unknown property");
    assertRefused(WHOLE + ONE, "line 9: not of the form name=value");
    assertRefused(WHOLE + "\\=" + ONE, "line 9: not of the form name=value");
    assertRefused(WHOLE + "key.c=\\\n" + ONE, "line 9: not of the form name=value");
  }

  @ParameterizedTest
  @ValueSource(strings = {"key.a", "index", "current", "version"})
  void parse_refusesWhatIsThereTwice(String name) {
    assertRefused(WHOLE + name + "=" + ONE, "line 9: " + name + " is there already");
  }

  @Test
  void parse_refusesNamesOfKeysThatAreNotThere() {
    assertRefused(
        WHOLE.replace("current=B", "current=b"), "current or index names a key", "[a, B_2-c]");
  }

  @Test
  void parse_refusesIndexKeysThatAreUnknownCurrentOrTwo() {
    assertRefused(WHOLE.replace("index=a", "index=B_2-c"), "current names the index key");
    assertRefused(WHOLE.replace("index=a", "index=b"), "names a key that is not there");
    assertRefused(WHOLE + "index-and-data=B_2-c", "there is one index key");
  }

  @Test
  void parse_refusesMalformedSecretsAndTimes() {
    assertRefused(WHOLE.replace(ONE, ONE.substring(1)), "key.a", "64 hexadecimal digits");
    assertRefused(WHOLE.replace("T08:30:00Z", ""), "key.a", "2026-01-31T12:00:00Z");
    assertRefused(WHOLE + "key.c=created=2026-11-01T08:30:00Z", "key.c");
    assertRefused(WHOLE + "key.c=", "key.c is not of the form");
    assertRefused(WHOLE + "key.c=" + ONE + " " + TWO, "key.c is not of the form");
  }

  @Test
  void write_isReadAgainAlsoByProperties() throws IOException {
    Path path = directory.resolve("keyring.properties");
    KeyringFile.of("a", FixedKey.secret(1), CREATED)
        .with("b", FixedKey.secret(2), CREATED.plusSeconds(1))
        .withCurrent("b")
        .write(path);
    KeyringFile file = KeyringFile.read(path);
    var properties = new Properties();
    properties.load(new StringReader(Files.readString(path)));

    assertThat(file.ids()).containsExactly("a", "b");
    assertThat(file.created("a")).isEqualTo(CREATED);
    assertThat(file.keyring().current().id()).isEqualTo(id(2));
    assertThat(file.keyring().indexKey().id()).isEqualTo(id(1));
    assertThat(properties)
        .containsEntry("key.a", ONE + " created=2026-11-01T08:30:00Z")
        .containsEntry("index-and-data", "a")
        .containsEntry("current", "b")
        .hasSize(5);
  }

  @Test
  void read_namesTheFileInWhatIsWrongInIt() throws IOException {
    Path path = directory.resolve("broken");
    SecretFile.replace(path, WHOLE.replace("index=a", "index=").getBytes(StandardCharsets.UTF_8));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> KeyringFile.read(path))
        .withMessageContainingAll(path.toString(), "index is missing");
  }

  @Test
  void with_refusesIdsThatAreTakenOrMalformedAndSecretsOfOtherLengths() {
    KeyringFile file = parse(WHOLE);
    byte[] secret = FixedKey.secret(3);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> file.with("a", secret, CREATED))
        .withMessageContaining("has a key 'a'");
    assertThatIllegalArgumentException().isThrownBy(() -> file.with("a.b", secret, CREATED));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> file.with("c", new byte[31], CREATED))
        .withMessageContaining("exactly 32 bytes");
  }

  @Test
  void with_copiesTheSecret() {
    byte[] secret = FixedKey.secret(3);
    KeyringFile file = parse(WHOLE).with("c", secret, CREATED);
    Arrays.fill(secret, (byte) 0);

    assertThat(file.key("c").secret()).isEqualTo(FixedKey.secret(3));
  }

  @Test
  void without_leavesTheIndexKeyItsNamesAndTakesItsValues() {
    KeyringFile began = KeyringFile.of("a", FixedKey.secret(1), CREATED);
    KeyringFile rotated = began.with("b", FixedKey.secret(2), CREATED).withCurrent("b");
    assertThat(rotated.keyring().previous()).extracting(MasterKey::id).containsExactly(id(1));
    KeyringFile retired = again(rotated.without("a"));

    assertThat(retired.index()).isEqualTo("a");
    assertThat(retired.keyring().indexKey().id()).isEqualTo(id(1));
    assertThat(retired.keyring().previous()).isEmpty();
    assertThatIllegalArgumentException().isThrownBy(() -> retired.without("a"));
    assertThatIllegalArgumentException().isThrownBy(() -> began.without("a"));
  }

  @Test
  void withIndex_addsAKeyThatOpensNoValuesOnce() {
    KeyringFile file =
        KeyringFile.of("b", FixedKey.secret(2), CREATED)
            .withIndex("a", FixedKey.secret(1), CREATED);

    assertThat(file.ids()).containsExactly("a", "b");
    assertThat(file.index()).isEqualTo("a");
    assertThat(file.current()).isEqualTo("b");
    assertThat(file.opensValues("a")).isFalse();
    assertThat(SameKeys.areIn(again(file).keyring(), file.keyring())).isTrue();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> file.withIndex("c", FixedKey.secret(3), CREATED))
        .withMessageContaining("'a'");
  }

  @Test
  void close_wipesTheSecretsAndLeavesTheKeyrings() {
    KeyringFile file = parse(WHOLE);
    Keyring keyring = file.keyring();
    file.close();

    assertThat(file.key("a").secret()).containsOnly(0);
    assertThat(file.key("B_2-c").secret()).containsOnly(0);
    assertThat(keyring.current().isSameKey(MasterKeyText.parse(TWO))).isTrue();
    assertThat(file.key("a")).hasToString("Key");
  }

  private static void assertRefused(String text, String... messages) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> parse(text))
        .withMessageStartingWith("Keyring x, ")
        .withMessageContainingAll(messages)
        .withMessageNotContainingAny(ONE.substring(0, 8), TWO.substring(0, 8));
  }

  private static KeyringFile parse(String text) {
    return KeyringFile.parse("Keyring x", text.getBytes(StandardCharsets.UTF_8), null, Map.of());
  }

  private static int id(int seed) {
    return MasterKey.of(FixedKey.secret(seed)).id();
  }
}
