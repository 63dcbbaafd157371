package io.sealcache.pkcs11;

import static java.util.Objects.requireNonNull;

import io.sealcache.fixture.Needs;
import io.sealcache.fixture.OwnersFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * SoftHSM 2, a PKCS#11 token of software, with AES keys in it that nothing gives out. The library
 * reads its configuration where the environment of the tests says, once a JVM.
 */
final class SoftHsm {
  static final String PIN = "1234";
  static final String ALIAS = "kek";
  static final String OTHER_ALIAS = "other-kek";

  /** Of a key of 128 bits. */
  static final String SHORT_ALIAS = "short-kek";

  private static final Pattern SLOT = Pattern.compile("reassigned to slot (\\d+)");

  private static @Nullable Path configuration;
  private static @Nullable Path otherConfiguration;

  private SoftHsm() {}

  /** The configuration of SunPKCS11 for the token; without SoftHSM the test is skipped. */
  static synchronized Path configuration() {
    Path library = Needs.softHsm();
    if (configuration == null) {
      try {
        configuration = start(library);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return configuration;
  }

  /** Of another token of the same library, with the same PIN and no keys. */
  static synchronized Path otherConfiguration() {
    configuration();
    if (otherConfiguration == null) {
      try {
        otherConfiguration = token(Needs.softHsm(), "other");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return otherConfiguration;
  }

  private static Path start(Path library) throws IOException {
    Path settings = Path.of(requireNonNull(System.getenv("SOFTHSM2_CONF"), "SOFTHSM2_CONF"));
    Path tokens = settings.resolveSibling("tokens");
    if (Files.exists(tokens)) {
      try (Stream<Path> old = Files.walk(tokens)) {
        for (Path file : old.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file); // of an earlier run
        }
      }
    }
    Files.createDirectories(tokens);
    Files.writeString(settings, "directories.tokendir = " + tokens + "\nlog.level = ERROR\n");
    Path configuration = token(library, "test");
    for (String alias : List.of(ALIAS, OTHER_ALIAS)) {
      makeKey(configuration, alias, 256);
    }
    makeKey(configuration, SHORT_ALIAS, 128);
    return configuration;
  }

  // By the slot's number, as the order of the slots is nobody's.
  private static Path token(Path library, String label) throws IOException {
    String output =
        run(
            "softhsm2-util",
            "--module",
            library.toString(),
            "--init-token",
            "--free",
            "--label",
            label,
            "--pin",
            PIN,
            "--so-pin",
            PIN);
    Matcher slot = SLOT.matcher(output);
    if (!slot.find()) {
      throw new IOException("softhsm2-util names no slot: " + output);
    }
    return OwnersFile.write(
        Files.createTempDirectory("token").resolve("token.cfg"),
        "name = SealCacheTest\nlibrary = %s\nslot = %s\n".formatted(library, slot.group(1)));
  }

  // As docs/keys/reference.md says.
  private static void makeKey(Path configuration, String alias, int bits) throws IOException {
    String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    List<String> command = new ArrayList<>(List.of(keytool, "-genseckey"));
    command.addAll(List.of("-keyalg", "AES", "-keysize", String.valueOf(bits), "-alias", alias));
    command.addAll(List.of("-storetype", "PKCS11", "-keystore", "NONE", "-storepass", PIN));
    command.addAll(List.of("-addprovider", "SunPKCS11"));
    command.addAll(List.of("-providerarg", configuration.toString()));
    run(command.toArray(String[]::new));
  }

  private static String run(String... command) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new IOException(command[0] + " failed: " + output);
      }
      return output;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
