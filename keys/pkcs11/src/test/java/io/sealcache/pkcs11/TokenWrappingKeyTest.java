package io.sealcache.pkcs11;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sealcache.EncryptedConfiguration;
import io.sealcache.core.Keyring;
import io.sealcache.fixture.OwnersFile;
import io.sealcache.keys.FixedKey;
import io.sealcache.keys.KeyringFile;
import io.sealcache.keys.WrappingKey;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.Caching;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenWrappingKeyTest {
  private static final Map<String, String> CONTEXT = Map.of("of", "test");
  private static final KeyringFile KEYRING =
      KeyringFile.of("index", FixedKey.secret(1), Instant.EPOCH)
          .with("data", FixedKey.secret(2), Instant.EPOCH)
          .withCurrent("data");

  @TempDir private Path directory;

  @Test
  void token_wrapsAKeyringWithoutGivingItsKey() throws Exception {
    Path file = directory.resolve("keyring");
    WrappingKey key = token(SoftHsm.ALIAS);

    KEYRING.write(file, key, CONTEXT);

    assertThat(Files.readString(file)).contains("key.data=wrapped", "secrets=");
    WrappingKey again = token(SoftHsm.ALIAS);
    Keyring read = KeyringFile.read(file, again, CONTEXT).keyring();
    assertThat(read.indexKey().isSameKey(KEYRING.keyring().indexKey())).isTrue();
    assertThat(read.current().isSameKey(KEYRING.keyring().current())).isTrue();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> KeyringFile.read(file, token(SoftHsm.OTHER_ALIAS), CONTEXT))
        .withMessageContaining("does not open with this wrapping key");
  }

  @Test
  void token_bindsTheContext() {
    WrappingKey key = token(SoftHsm.ALIAS);
    byte[] wrapped = key.generate(CONTEXT);

    assertThat(key.unwrap(wrapped, CONTEXT))
        .isEqualTo(token(SoftHsm.ALIAS).unwrap(wrapped, CONTEXT));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> key.unwrap(wrapped, Map.of("of", "another")))
        .withMessageContaining("does not open with this wrapping key");
    assertThat(key.name()).isEqualTo(token(SoftHsm.ALIAS).name()).matches("aes:[0-9a-f]{8}");
  }

  // In a JVM of its own: one that is logged in has no need of a PIN any more.
  @Test
  void token_withAWrongPinIsRefusedWithoutShowingIt() throws Exception {
    assertThat(run(WrongPin.class))
        .contains("does not open with this PIN", "correct the file of it")
        .doesNotContain(WrongPin.PIN);
  }

  @Test
  void close_ofTheLastKeyLogsOutOfTheToken() throws Exception {
    assertThat(run(LoggingOut.class).lines())
        .containsExactly(
            "the other one unwraps", "closed: The wrapping key is closed", "a PIN is needed again");
  }

  @Test
  void login_thatFails_leavesThoseWhoAreLoggedInAtWork() throws Exception {
    WrappingKey inThisProcess = token(SoftHsm.ALIAS);
    byte[] wrapped = inThisProcess.generate(CONTEXT);
    byte[] secret = inThisProcess.unwrap(wrapped, CONTEXT);

    assertThat(run(FailingBesideOthers.class, SoftHsm.otherConfiguration()).lines())
        .containsExactly("refused", "refused", "works on", "refused", "works again");
    assertThat(inThisProcess.unwrap(wrapped, CONTEXT)).isEqualTo(secret);
  }

  private static String run(Class<?> program, Path... more) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
    command.add(SoftHsm.configuration().toString());
    Arrays.stream(more).map(Path::toString).forEach(command::add);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }

  @Test
  void token_whoseKeyIsShorterIsRefused() {
    Path configuration = SoftHsm.configuration();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> open(configuration, SoftHsm.PIN, SoftHsm.SHORT_ALIAS))
        .withMessageContainingAll(
            configuration.toString(), "another size than 256 bits", "-keysize 256");
  }

  /** Prints why it can't use the token. */
  static final class WrongPin {
    static final String PIN = "not-9876"; // no temporary path happens to contain it

    private WrongPin() {}

    public static void main(String[] arguments) {
      try {
        System.out.println(open(Path.of(arguments[0]), PIN, SoftHsm.ALIAS));
      } catch (IllegalArgumentException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
          System.out.println(cause);
        }
      }
    }
  }

  /** Opens two keys and closes them one after the other. */
  static final class LoggingOut {
    private LoggingOut() {}

    public static void main(String[] arguments) {
      WrappingKey one = open(Path.of(arguments[0]), SoftHsm.PIN, SoftHsm.ALIAS);
      WrappingKey two = open(Path.of(arguments[0]), WrongPin.PIN, SoftHsm.ALIAS);
      byte[] wrapped = one.generate(CONTEXT);
      byte[] secret = one.unwrap(wrapped, CONTEXT);
      one.close();
      one.close();
      if (Arrays.equals(two.unwrap(wrapped, CONTEXT), secret)) {
        System.out.println("the other one unwraps");
      }
      try {
        one.unwrap(wrapped, CONTEXT);
      } catch (IllegalStateException e) {
        System.out.println("closed: " + e.getMessage());
      }
      two.close();
      try {
        open(Path.of(arguments[0]), WrongPin.PIN, SoftHsm.ALIAS);
      } catch (IllegalArgumentException e) {
        System.out.println("a PIN is needed again");
      }
    }
  }

  /** Opens a key between logins that fail, to its token and to another of the library. */
  static final class FailingBesideOthers {
    private FailingBesideOthers() {}

    public static void main(String[] arguments) {
      refuse(Path.of(arguments[0]));
      WrappingKey one = open(Path.of(arguments[0]), SoftHsm.PIN, SoftHsm.ALIAS);
      byte[] wrapped = one.generate(CONTEXT);
      byte[] secret = one.unwrap(wrapped, CONTEXT);
      refuse(Path.of(arguments[1]));
      if (Arrays.equals(one.unwrap(wrapped, CONTEXT), secret)) {
        System.out.println("works on");
      }
      one.close();
      refuse(Path.of(arguments[0])); // so what failed is in no count of who is logged in
      WrappingKey again = open(Path.of(arguments[0]), SoftHsm.PIN, SoftHsm.ALIAS);
      if (Arrays.equals(again.unwrap(wrapped, CONTEXT), secret)) {
        System.out.println("works again");
      }
      again.close();
    }

    private static void refuse(Path configuration) {
      try {
        open(configuration, WrongPin.PIN, SoftHsm.ALIAS);
        System.out.println("let in to " + configuration);
      } catch (IllegalArgumentException e) {
        String message = String.valueOf(e.getMessage());
        System.out.println(message.contains("does not open with this PIN") ? "refused" : message);
      }
    }
  }

  private static WrappingKey token(String alias) {
    return open(SoftHsm.configuration(), SoftHsm.PIN, alias);
  }

  private static WrappingKey open(Path configuration, String pin, String alias) {
    return Pkcs11.open(configuration, pin.toCharArray(), alias);
  }

  @Test
  void keyringWrappedByAToken_sealsAndOpens() throws Exception {
    Path keyring = directory.resolve("keyring.properties");
    Path pin = OwnersFile.write(directory.resolve("pin"), SoftHsm.PIN + "\n");
    String key = "%s?token=%s&pin-file=%s".formatted(SoftHsm.ALIAS, SoftHsm.configuration(), pin);
    KeyringFile.of("a", FixedKey.secret(1), Instant.EPOCH)
        .write(keyring, new Pkcs11().open(key), Map.of());
    Properties settings = new Properties();
    settings.setProperty(
        "sealcache.store.provider",
        "com.github.benmanes.caffeine.jcache.spi.CaffeineCachingProvider");
    settings.setProperty("sealcache.keyring", keyring.toString());
    settings.setProperty("sealcache.kms", "pkcs11:" + key);

    try (CacheManager manager =
        Caching.getCachingProvider("io.sealcache.EncryptedCachingProvider")
            .getCacheManager(null, null, settings)) {
      Cache<String, Integer> cache =
          manager.createCache(
              "numbers",
              new EncryptedConfiguration<String, Integer>().setTypes(String.class, Integer.class));
      cache.put("a", 1);

      assertThat(cache.get("a")).isEqualTo(1);
    }
  }
}
