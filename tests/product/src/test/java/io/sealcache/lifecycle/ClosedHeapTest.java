package io.sealcache.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.core.MasterKey;
import io.sealcache.core.RawCiphers;
import io.sealcache.fixture.ApplicationHeap;
import io.sealcache.fixture.KeyStoreFile;
import io.sealcache.fixture.OwnersFile;
import io.sealcache.keys.KeyringFile;
import io.sealcache.keys.WrappingKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The keys in the live objects of an application, which never saw them except by SealCache. */
@Tag("slow")
class ClosedHeapTest {
  private static final int INDEX_KEY_LENGTH = 64;

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
    try (WrappingKey key = WrappingKey.open(keyStore.toString(), KeyStoreFile.PASSWORD, "kek")) {
      KeyringFile.of("a", secret, Instant.EPOCH).write(keyring, key, Map.of());
    }

    assertLeavesNoKey(
        List.of(),
        settings(
            "sealcache.keyring=" + keyring,
            "sealcache.keystore=" + keyStore,
            "sealcache.keystore.password=" + KeyStoreFile.PASSWORD,
            "sealcache.kms=keystore:kek"),
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
            "sealcache.keystore.password=" + KeyStoreFile.PASSWORD,
            "sealcache.master-key=data"),
        "password raw");
  }

  @Test
  void close_whereIteratorEntryAndEventAreHeld_leavesNoKeyInTheHeap() throws Exception {
    assertLeavesNoKey(
        List.of(), settings("sealcache.master-key=" + HexFormat.of().formatHex(secret)));
  }

  /** In a file, so that the application itself never has the password. */
  private String settings(String... lines) throws IOException {
    Path file =
        OwnersFile.write(directory.resolve("settings.properties"), String.join("\n", lines));
    return "sealcache.config=" + file;
  }

  private Path keyStore(String alias, byte[] key) throws Exception {
    return KeyStoreFile.of(directory.resolve("keys.p12"), Map.of(alias, key));
  }

  private void assertLeavesNoKey(List<String> options, String keys, String... foundBefore)
      throws Exception {
    Path open = directory.resolve("open.hprof");
    Path closed = directory.resolve("closed.hprof");

    ApplicationHeap.run(ClosedApplication.class, options, open.toString(), closed.toString(), keys);

    assertThat(ApplicationHeap.found(open, ClosedApplication.CACHE, keys()))
        .contains("pseudorandom key raw", "value key raw")
        .containsAll(List.of(foundBefore));
    assertThat(ApplicationHeap.found(closed, ClosedApplication.CACHE, keys())).isEmpty();
  }

  /** The master key, and what is derived from it for as long as the cache is open. */
  private Map<String, byte[]> keys() {
    MasterKey master = MasterKey.of(secret);
    String cache = ClosedApplication.CACHE;
    Map<String, byte[]> keys = new LinkedHashMap<>();
    keys.put("secret", secret);
    keys.put("wrapping key", wrapping);
    keys.put("password", ApplicationHeap.ascii(KeyStoreFile.PASSWORD));
    keys.put(
        "pseudorandom key", RawCiphers.extract(ApplicationHeap.ascii("io.sealcache/1"), secret));
    keys.put("value key", master.derive(32, "value", "", null, cache));
    byte[] index = master.derive(INDEX_KEY_LENGTH, "index", "", null, cache);
    keys.put("index key", index);
    keys.put("first half of the index key", Arrays.copyOf(index, INDEX_KEY_LENGTH / 2));
    keys.put(
        "second half of the index key",
        Arrays.copyOfRange(index, INDEX_KEY_LENGTH / 2, INDEX_KEY_LENGTH));
    return keys;
  }
}
