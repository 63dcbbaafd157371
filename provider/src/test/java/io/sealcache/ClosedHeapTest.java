package io.sealcache;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.internal.crypto.Hkdf;
import io.sealcache.keys.KeyringFile;
import io.sealcache.keys.MasterKey;
import io.sealcache.keys.WrappingKey;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the live objects of an application hold of its keys, which never saw them but by SealCache.
 */
class ClosedHeapTest {
  private static final int INDEX_KEY_LENGTH = 64;

  // By default a full collection leaves up to 5 % of a region to dead objects. HotSpot makes int[]
  // of them, without clearing what they held, and writes those into a dump of live objects too.
  private static final String COMPACT_ALL = "-XX:MarkSweepDeadRatio=0";

  private static final String PASSWORD = "correct-horse-battery-staple";

  private final byte[] secret = new byte[MasterKey.LENGTH];
  private final byte[] wrapping = new byte[MasterKey.LENGTH];

  @TempDir private Path directory;

  ClosedHeapTest() {
    new SecureRandom().nextBytes(secret);
    new SecureRandom().nextBytes(wrapping);
  }

  @Test
  void close_withAKeyringFile_leavesNoKeyInTheHeap() throws Exception {
    Path file = directory.resolve("keyring.properties");
    KeyringFile.of("a", secret, Instant.EPOCH).write(file);

    assertLeavesNoKey(List.of(), "sealcache.keyring=" + file);
  }

  @Test
  void close_withAKeySourceOfTheApplications_leavesNoKeyInTheHeap() throws Exception {
    Path file = Files.write(directory.resolve("key"), secret);

    assertLeavesNoKey(
        List.of("-D" + ClosedApplication.OwnKeys.FILE + "=" + file),
        "sealcache.key-source=" + ClosedApplication.OwnKeys.class.getName());
  }

  @Test
  void close_withAWrappedKeyringFile_leavesNoWrappingKeyAndNoPasswordInTheHeap() throws Exception {
    Path keyring = directory.resolve("keyring.properties");
    Path keyStore = keyStore("kek", wrapping);
    try (WrappingKey key = WrappingKey.open(keyStore.toString(), PASSWORD, "kek")) {
      KeyringFile.of("a", secret, Instant.EPOCH).write(keyring, key);
    }

    assertLeavesNoKey(
        List.of(),
        settings(
            "sealcache.keyring=" + keyring,
            "sealcache.keystore=" + keyStore,
            "sealcache.keystore.password=" + PASSWORD,
            "sealcache.keystore.wrapping=kek"),
        "wrapping key raw",
        "password raw");
  }

  @Test
  void close_withAKeyStore_leavesNoKeyAndNoPasswordInTheHeap() throws Exception {
    Path keyStore = keyStore("data", secret);

    assertLeavesNoKey(
        List.of(),
        settings(
            "sealcache.keystore=" + keyStore,
            "sealcache.keystore.password=" + PASSWORD,
            "sealcache.keystore.current=data"),
        "password raw");
  }

  /** In a file, so that the application itself never has the password. */
  private String settings(String... lines) throws IOException {
    Path file = Files.write(directory.resolve("settings.properties"), List.of(lines));
    return "sealcache.config=" + file;
  }

  private Path keyStore(String alias, byte[] key) throws Exception {
    Path file = directory.resolve("keys.p12");
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setEntry(
        alias,
        new KeyStore.SecretKeyEntry(new SecretKeySpec(key, "AES")),
        new KeyStore.PasswordProtection(PASSWORD.toCharArray()));
    try (OutputStream out = Files.newOutputStream(file)) {
      store.store(out, PASSWORD.toCharArray());
    }
    return file;
  }

  private void assertLeavesNoKey(List<String> options, String keys, String... foundBefore)
      throws Exception {
    Path open = directory.resolve("open.hprof");
    Path closed = directory.resolve("closed.hprof");

    run(options, open.toString(), closed.toString(), keys);

    assertThat(found(open))
        .contains("pseudorandom key raw", "value key raw")
        .containsAll(List.of(foundBefore));
    assertThat(found(closed)).isEmpty();
  }

  private Set<String> found(Path dump) throws IOException {
    Map<String, byte[]> sought = new LinkedHashMap<>();
    keys()
        .forEach(
            (name, key) -> forms(key).forEach((form, text) -> sought.put(name + " " + form, text)));
    String cache = "name of the cache";
    sought.put(cache, ascii(ClosedApplication.CACHE));
    Set<String> found = new ManySearch(sought).in(Files.readAllBytes(dump));
    assertThat(found.remove(cache)).as("whether this is a heap").isTrue();
    return found;
  }

  /** The master key, and what is derived from it for as long as the cache is open. */
  private Map<String, byte[]> keys() {
    MasterKey master = MasterKey.of(secret);
    String cache = ClosedApplication.CACHE;
    Map<String, byte[]> keys = new LinkedHashMap<>();
    keys.put("secret", secret);
    keys.put("wrapping key", wrapping);
    keys.put("password", ascii(PASSWORD));
    keys.put("pseudorandom key", Hkdf.extract(ascii("io.sealcache/1"), secret));
    keys.put("value key", master.derive(32, "value", "", null, cache));
    byte[] index = master.derive(INDEX_KEY_LENGTH, "index", "", null, cache);
    keys.put("index key", index);
    keys.put("first half of the index key", Arrays.copyOf(index, INDEX_KEY_LENGTH / 2));
    keys.put(
        "second half of the index key",
        Arrays.copyOfRange(index, INDEX_KEY_LENGTH / 2, INDEX_KEY_LENGTH));
    return keys;
  }

  private static Map<String, byte[]> forms(byte[] key) {
    HexFormat hex = HexFormat.of();
    Map<String, byte[]> forms = new LinkedHashMap<>();
    forms.put("raw", key);
    forms.put("hex", ascii(hex.formatHex(key)));
    forms.put("HEX", ascii(hex.withUpperCase().formatHex(key)));
    forms.put("Base64", Base64.getEncoder().withoutPadding().encode(key));
    forms.put("Base64url", Base64.getUrlEncoder().withoutPadding().encode(key));
    return forms;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private void run(List<String> options, String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.add("-Xmx64m");
    command.add(COMPACT_ALL);
    command.add("-Dsealcache.store.provider=" + TestStore.CAFFEINE.providerClass());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(ClosedApplication.class.getName());
    command.addAll(List.of(arguments));
    Path output = directory.resolve("output");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(output)).isZero();
  }
}
