package io.sealcache.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.ProviderException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is asked of a token, with one that is pretended; {@link TokenWrappingKeyTest} has SoftHSM's.
 */
class Pkcs11TokenTest {
  private static final Map<String, String> CONTEXT = Map.of("of", "test");
  private static final byte[] KEK = FixedKey.secret(8);

  private final PretendedKeyStore store = new PretendedKeyStore();
  private final PretendedToken token = new PretendedToken(store);

  @TempDir private Path directory;
  private Path configuration;

  @BeforeEach
  void put() throws IOException {
    configuration = configuration("one", "library = /nowhere/token.so");
    store.put("kek", PretendedKey.aes(KEK));
  }

  @AfterEach
  void end() {
    token.close();
  }

  @Test
  void keyOfTheToken_wrapsAsAnyOfItsBytes() {
    try (WrappingKey key = open("kek")) {
      byte[] wrapped = key.generate(CONTEXT);

      assertThat(key.unwrap(wrapped, CONTEXT))
          .isEqualTo(WrappingKey.of(KEK.clone()).unwrap(wrapped, CONTEXT));
    }
  }

  @Test
  void generate_leavesNothingOfTheKeyThatItMakes() {
    try (WrappingKey key = open("kek")) {
      key.generate(CONTEXT);

      assertThat(token.blocks().get(0)).hasSize(32).containsOnly(0);
    }
  }

  @Test
  void ofToken_wipesThePin() {
    open("kek").close();
    assertThat(store.password()).containsOnly('\0');

    assertRefused("nobody", "no AES key");
    assertThat(store.password()).containsOnly('\0');
  }

  @Test
  void ofToken_refusesAWrongPinWithoutShowingIt() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> WrappingKey.ofToken(configuration.toString(), "not-9876", "kek"))
        .withMessageContainingAll(configuration.toString(), "does not open with this PIN")
        .withMessageNotContaining("not-9876");
  }

  @Test
  void keyThatNeverLeavesTheToken_isTakenWhereItsSizeIsTold() {
    store.put("kept", new PretendedKey("AES", null, "SunPKCS11-x AES secret key, 32 bits (id 2)"));
    store.put("unknown", new PretendedKey("AES", null, "SunPKCS11-x AES secret key (id 3)"));

    open("kept").close();
    assertThat(token.logouts()).isEqualTo(1);
    assertRefused("unknown", "another size than 256 bits");
  }

  @Test
  void ofToken_refusesOtherKeysAndNone() {
    store.put("short", new PretendedKey("AES", new byte[16], "AES secret key, 16 bits"));
    store.put("generic", new PretendedKey("Generic", KEK, "Generic secret key, 32 bits"));

    assertRefused("short", "another size than 256 bits", "-keysize 256");
    assertRefused("generic", "no AES key under the alias", "sealcache.keystore.wrapping");
    assertRefused("nobody", "no AES key under the alias");
  }

  @Test
  void ofToken_thatGivesNoKeyLogsOut() {
    assertRefused("nobody", "no AES key");
    assertThat(token.logouts()).isEqualTo(1);

    store.breakBy(new ProviderException("CKR_DEVICE_REMOVED"));
    assertRefused("kek", "does not give its keys");
    assertThat(token.logouts()).isEqualTo(2);
  }

  @Test
  void ofToken_whereTheJvmHasNoProviderOfTokens_namesIt() {
    token.takeAway();

    assertRefused("kek", "SunPKCS11", "jdk.crypto.cryptoki");
  }

  @Test
  void ofToken_refusesADirectoryForAConfiguration() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> WrappingKey.ofToken(directory.toString(), "1234", "kek"))
        .withMessageContaining("is not there: the file must be a configuration of SunPKCS11");
  }

  @Test
  void close_ofTheLastKeyLogsOutOnce() {
    WrappingKey one = open("kek");
    WrappingKey two = open("kek");

    one.close();
    one.close();
    assertThat(token.logouts()).isZero();
    two.close();
    two.close();
    assertThat(token.logouts()).isEqualTo(1);
    assertThatIllegalStateException()
        .isThrownBy(() -> one.generate(CONTEXT))
        .withMessageContaining("closed");
  }

  @Test
  void loginThatFails_leavesTheOthersLoggedInAndIsNotCounted() {
    WrappingKey key = open("kek");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> WrappingKey.ofToken(configuration.toString(), "not-9876", "kek"));

    assertThat(token.logouts()).isZero();
    key.close();
    assertThat(token.logouts()).isEqualTo(1);
  }

  @Test
  void configurationsOfOneLibrary_shareTheLogin() throws IOException {
    Path same = configuration("same", "slot = 2\n  library=/nowhere/token.so\n");
    Path other = configuration("other", "library = /nowhere/another.so");
    WrappingKey one = open("kek");

    WrappingKey.ofToken(same.toString(), PretendedKeyStore.PASSWORD, "kek").close();
    assertThat(token.logouts()).isZero();
    WrappingKey.ofToken(other.toString(), PretendedKeyStore.PASSWORD, "kek").close();
    assertThat(token.logouts()).isEqualTo(1);
    one.close();
    assertThat(token.logouts()).isEqualTo(2);
  }

  @Test
  void configurationsThatNameNoLibrary_shareTheLogin() throws IOException {
    Path one = configuration("in-one-line", "name = a library = b");
    Path two = configuration("of-nss", "nssLibraryDirectory = /nowhere");
    WrappingKey first = WrappingKey.ofToken(one.toString(), PretendedKeyStore.PASSWORD, "kek");

    WrappingKey.ofToken(two.toString(), PretendedKeyStore.PASSWORD, "kek").close();
    assertThat(token.logouts()).isZero();
    first.close();
    assertThat(token.logouts()).isEqualTo(1);
  }

  private Path configuration(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text);
  }

  private WrappingKey open(String alias) {
    return WrappingKey.ofToken(configuration.toString(), PretendedKeyStore.PASSWORD, alias);
  }

  private void assertRefused(String alias, String... messages) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> open(alias))
        .withMessageStartingWith("PKCS#11 token of '" + configuration + "'")
        .withMessageContainingAll(messages);
  }
}
