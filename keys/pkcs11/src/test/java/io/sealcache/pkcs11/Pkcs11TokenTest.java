package io.sealcache.pkcs11;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.sealcache.fixture.CapturedLog;
import io.sealcache.fixture.Needs;
import io.sealcache.fixture.OwnersFile;
import io.sealcache.keys.FixedKey;
import io.sealcache.keys.FixedWrappingKey;
import io.sealcache.keys.PretendedKey;
import io.sealcache.keys.PretendedKeyStore;
import io.sealcache.keys.WrappingKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.ProviderException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The requests to a token, with one that is pretended; {@link TokenWrappingKeyTest} has SoftHSM's.
 */
class Pkcs11TokenTest {
  private static final Map<String, String> CONTEXT = Map.of("of", "test");
  private static final byte[] KEK = FixedKey.secret(8);

  private final PretendedKeyStore store = new PretendedKeyStore();
  @AutoClose private final PretendedToken token = new PretendedToken(store);
  @TempDir private Path directory;
  private Path configuration;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "kek",
        "kek?token=a",
        "kek?pin-file=a&token=b",
        "?token=a&pin-file=b",
        "kek?token=&pin-file=b"
      })
  void keyThatIsWrittenOtherwise_isRefusedWithoutShowingIt(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Pkcs11().open(text))
        .withMessageContaining("'pkcs11:ALIAS?token=FILE&pin-file=FILE'")
        .withMessageNotContaining(text);
  }

  @BeforeEach
  void put() throws IOException {
    configuration = configuration("one", "library = /nowhere/token.so");
    store.put("kek", PretendedKey.aes(KEK));
  }

  @Test
  void keyOfTheToken_wrapsAsAnyOfItsBytes() {
    try (WrappingKey key = open("kek")) {
      byte[] wrapped = key.generate(CONTEXT);

      assertThat(key.unwrap(wrapped, CONTEXT))
          .isEqualTo(FixedWrappingKey.of(8).unwrap(wrapped, CONTEXT));
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
  void pinThatOthersMayRead_isRefused() throws IOException {
    Path pin = OwnersFile.write(directory.resolve("pin"), "1234");
    Needs.posixPermissions(pin);
    Files.setPosixFilePermissions(pin, PosixFilePermissions.fromString("rw-r--r--"));

    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new Pkcs11().open("kek?token=%s&pin-file=%s".formatted(configuration, pin)))
        .withMessageContainingAll(pin.toString(), "may be read or written by others");
  }

  @Test
  void configurationThatOthersCouldReplace_isRefused() throws IOException {
    Path pin = OwnersFile.write(directory.resolve("pin"), "1234");
    Path open = Files.createDirectory(directory.resolve("open"));
    Needs.posixPermissions(open);
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
    Path there = OwnersFile.write(open.resolve("token.cfg"), "library = /nowhere/token.so");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Pkcs11().open("kek?token=%s&pin-file=%s".formatted(there, pin)))
        .withMessageContainingAll(there.toString(), "'" + open + "'", "chmod go-w");
  }

  @Test
  void open_wipesThePin() {
    open("kek").close();
    assertThat(store.password()).containsOnly('\0');

    assertRefused("nobody", "no AES key");
    assertThat(store.password()).containsOnly('\0');
  }

  @Test
  void open_refusesAWrongPinWithoutShowingIt() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> open(configuration, "not-9876", "kek"))
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
  void open_refusesOtherKeysAndNone() {
    store.put("short", new PretendedKey("AES", new byte[16], "AES secret key, 16 bits"));
    store.put("generic", new PretendedKey("Generic", KEK, "Generic secret key, 32 bits"));

    assertRefused("short", "another size than 256 bits", "-keysize 256");
    assertRefused("generic", "no AES key under the alias", "sealcache.kms");
    assertRefused("nobody", "no AES key under the alias");
  }

  @Test
  void open_thatGivesNoKeyLogsOut() {
    assertRefused("nobody", "no AES key");
    assertThat(token.logouts()).isEqualTo(1);

    store.breakBy(new ProviderException("CKR_DEVICE_REMOVED"));
    assertRefused("kek", "does not give its keys");
    assertThat(token.logouts()).isEqualTo(2);
  }

  @Test
  void open_whereTheJvmHasNoProviderOfTokens_namesIt() {
    token.takeAway();

    assertRefused("kek", "SunPKCS11", "jdk.crypto.cryptoki");
  }

  @Test
  void open_refusesADirectoryForAConfiguration() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> open(directory, "1234", "kek"))
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
    assertThatIllegalArgumentException().isThrownBy(() -> open(configuration, "not-9876", "kek"));

    assertThat(token.logouts()).isZero();
    key.close();
    assertThat(token.logouts()).isEqualTo(1);
  }

  @Test
  void tokenThatIsGone_isLeftAndTheLogSaysSo() {
    WrappingKey key = open("kek");
    token.remove(true);

    assertThat(CapturedLog.of("io.sealcache.keys", key::close))
        .singleElement()
        .asString()
        .startsWith("WARNING Can't log out of the PKCS#11 token of SunPKCS11 (LoginException)");
    token.remove(false);
    open("kek").close();
    assertThat(token.logouts()).as("of the one who is gone nothing is left").isEqualTo(2);
  }

  @Test
  void configurationsOfOneLibrary_shareTheLogin() throws IOException {
    Path same = configuration("same", "slot = 2\n  library=/nowhere/token.so\n");
    Path other = configuration("other", "library = /nowhere/another.so");
    WrappingKey one = open("kek");

    open(same, PretendedKeyStore.PASSWORD, "kek").close();
    assertThat(token.logouts()).isZero();
    open(other, PretendedKeyStore.PASSWORD, "kek").close();
    assertThat(token.logouts()).isEqualTo(1);
    one.close();
    assertThat(token.logouts()).isEqualTo(2);
  }

  @Test
  void configurationsThatNameNoLibrary_shareTheLogin() throws IOException {
    Path one = configuration("in-one-line", "name = a library = b");
    Path two = configuration("of-nss", "nssLibraryDirectory = /nowhere");
    WrappingKey first = open(one, PretendedKeyStore.PASSWORD, "kek");

    open(two, PretendedKeyStore.PASSWORD, "kek").close();
    assertThat(token.logouts()).isZero();
    first.close();
    assertThat(token.logouts()).isEqualTo(1);
  }

  @Test
  void close_doesNotWaitForATokenThatHangs() throws Exception {
    WrappingKey key = open("kek");
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch hanging = new CountDownLatch(1);
    token.whenAsked =
        () -> {
          asked.countDown();
          awaitQuietly(hanging);
        };
    Thread asking = new Thread(() -> key.generate(CONTEXT));
    asking.start();
    asked.await();

    CompletableFuture.runAsync(key::close).get(1, TimeUnit.MINUTES);

    hanging.countDown();
    asking.join();
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Path configuration(String name, String text) throws IOException {
    return OwnersFile.write(directory.resolve(name), text);
  }

  private WrappingKey open(String alias) {
    return open(configuration, PretendedKeyStore.PASSWORD, alias);
  }

  private WrappingKey open(Path token, String pin, String alias) {
    try {
      Path file = OwnersFile.write(directory.resolve("pin"), pin + "\nanother line");
      return new Pkcs11().open("%s?token=%s&pin-file=%s".formatted(alias, token, file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void assertRefused(String alias, String... messages) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> open(alias))
        .withMessageStartingWith("PKCS#11 token of '" + configuration + "'")
        .withMessageContainingAll(messages);
  }
}
