package io.sealcache.tenants;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.core.MasterKey;
import io.sealcache.core.RawCiphers;
import io.sealcache.fixture.ApplicationHeap;
import io.sealcache.fixture.KeyStoreFile;
import io.sealcache.fixture.OwnersFile;
import io.sealcache.keys.FixedKey;
import io.sealcache.keys.WrappingKey;
import io.sealcache.keys.table.OwnersDirectory;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The keys of a forgotten name in the live objects of an application. */
class ForgottenHeapTest {

  @TempDir private Path directory;

  @Test
  void forget_leavesNoKeyOfTheNameInTheHeapOfThisJvmNorOfAnother() throws Exception {
    Path table = OwnersDirectory.make(directory.resolve("table"));
    Path keyStore =
        KeyStoreFile.of(directory.resolve("keys.p12"), Map.of("kek", FixedKey.secret(1)));
    Path settings =
        OwnersFile.write(
            directory.resolve("settings.properties"),
            String.join(
                "\n",
                "sealcache.key-table=" + table,
                "sealcache.key-table.max-age=1s",
                "sealcache.keystore=" + keyStore,
                "sealcache.keystore.password=" + KeyStoreFile.PASSWORD,
                "sealcache.kms=keystore:kek"));
    Path known = directory.resolve("known.hprof");
    Path forgotten = directory.resolve("forgotten.hprof");
    Path records = Files.createDirectory(directory.resolve("records"));

    ApplicationHeap.run(
        ForgettingApplication.class,
        List.of("-Dsealcache.config=" + settings),
        known.toString(),
        forgotten.toString(),
        table.toString(),
        records.toString());

    for (String name :
        List.of(ForgettingApplication.FORGOTTEN, ForgettingApplication.FORGOTTEN_ELSEWHERE)) {
      Map<String, byte[]> keys = keys(records.resolve(name), keyStore, name);
      assertThat(ApplicationHeap.found(known, ForgettingApplication.CACHE, keys))
          .as(name)
          .contains("pseudorandom data key raw", "value key raw", "pseudorandom index key raw");
      assertThat(ApplicationHeap.found(forgotten, ForgettingApplication.CACHE, keys))
          .as(name)
          .isEmpty();
    }
  }

  private static Map<String, byte[]> keys(Path record, Path keyStore, String name)
      throws Exception {
    Map<String, byte[]> keys = new LinkedHashMap<>();
    Map<String, String> context =
        Map.of("sealcache-key-table", Files.readString(record.resolveSibling(name + ".id")));
    Properties text = new Properties();
    try (Reader lines = Files.newBufferedReader(record);
        WrappingKey key = WrappingKey.open(keyStore.toString(), KeyStoreFile.PASSWORD, "kek")) {
      text.load(lines);
      byte[] wrapping = key.unwrap(decoded(text, "wrapping-key"), context);
      Map<String, String> bound = new TreeMap<>(context);
      String content = Files.readString(record);
      bound.put("", content.substring(0, content.indexOf("secrets=")));
      byte[] secrets = opened(decoded(text, "secrets"), wrapping, bound);
      for (boolean isIndex : new boolean[] {true, false}) {
        int at = isIndex ? 0 : MasterKey.LENGTH;
        byte[] secret = Arrays.copyOfRange(secrets, at, at + MasterKey.LENGTH);
        String kind = isIndex ? "index key" : "data key";
        keys.put(kind, secret);
        keys.put(
            "pseudorandom " + kind,
            RawCiphers.extract(ApplicationHeap.ascii("io.sealcache/1"), secret));
        MasterKey master = MasterKey.of(secret);
        String cache =
            ForgettingApplication.CACHE + (name.equals(ForgettingApplication.FORGOTTEN) ? 0 : 1);
        keys.put(
            isIndex ? "name key" : "value key",
            master.derive(32, isIndex ? "index" : "value", "", name, cache));
      }
      keys.put("wrapping key", wrapping);
    }
    assertThat(keys).hasSize(7);
    return keys;
  }

  /** As {@code docs/format.md} says. */
  private static byte[] opened(byte[] sealed, byte[] wrapping, Map<String, String> bound)
      throws Exception {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(
        Cipher.DECRYPT_MODE,
        new SecretKeySpec(wrapping, "AES"),
        new GCMParameterSpec(128, sealed, 0, 12));
    for (Map.Entry<String, String> entry : bound.entrySet()) {
      for (String text : List.of(entry.getKey(), entry.getValue())) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        cipher.updateAAD(ByteBuffer.allocate(4).putInt(bytes.length).array());
        cipher.updateAAD(bytes);
      }
    }
    return cipher.doFinal(sealed, 12, sealed.length - 12);
  }

  private static byte[] decoded(Properties text, String name) {
    return Base64.getDecoder().decode(text.getProperty(name));
  }
}
