package io.sealcache;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.internal.crypto.Hkdf;
import io.sealcache.keys.FixedKey;
import io.sealcache.keys.MasterKey;
import io.sealcache.keys.WrappingKey;
import io.sealcache.keys.table.OwnersDirectory;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the live objects of an application hold of the keys of a name that was forgotten. */
class ForgottenHeapTest {
  private static final Pattern WRAPPED = Pattern.compile("key\\.([^.]+)\\.wrapped=(.+)");
  private static final String PASSWORD = "correct-horse-battery-staple";

  @TempDir private Path directory;

  @Test
  void forget_leavesNoKeyOfTheNameInTheHeap() throws Exception {
    Path table = OwnersDirectory.make(directory.resolve("table"));
    Path keyStore = keyStore();
    Path settings =
        Files.write(
            directory.resolve("settings.properties"),
            List.of(
                "sealcache.key-table=" + table,
                "sealcache.keystore=" + keyStore,
                "sealcache.keystore.password=" + PASSWORD,
                "sealcache.keystore.wrapping=kek"));
    Path known = directory.resolve("known.hprof");
    Path forgotten = directory.resolve("forgotten.hprof");
    Path record = directory.resolve("record");

    ApplicationHeap.run(
        directory,
        ForgettingApplication.class,
        List.of("-Dsealcache.config=" + settings),
        known.toString(),
        forgotten.toString(),
        table.toString(),
        record.toString());

    Map<String, byte[]> keys = keys(record, keyStore);
    assertThat(ApplicationHeap.found(known, ForgettingApplication.CACHE, keys))
        .contains("pseudorandom data key raw", "value key raw", "pseudorandom index key raw");
    assertThat(ApplicationHeap.found(forgotten, ForgettingApplication.CACHE, keys)).isEmpty();
  }

  private Path keyStore() throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setEntry(
        "kek",
        new KeyStore.SecretKeyEntry(new SecretKeySpec(FixedKey.secret(1), "AES")),
        new KeyStore.PasswordProtection(PASSWORD.toCharArray()));
    Path file = directory.resolve("keys.p12");
    try (OutputStream out = Files.newOutputStream(file)) {
      store.store(out, PASSWORD.toCharArray());
    }
    return file;
  }

  private static Map<String, byte[]> keys(Path record, Path keyStore) throws Exception {
    Map<String, byte[]> keys = new LinkedHashMap<>();
    try (WrappingKey key = WrappingKey.open(keyStore.toString(), PASSWORD, "kek")) {
      for (String line : Files.readAllLines(record)) {
        Matcher wrapped = WRAPPED.matcher(line);
        if (wrapped.matches()) {
          byte[] bytes = Base64.getDecoder().decode(wrapped.group(2));
          byte[] secret = key.unwrap(List.of(bytes), Map.of()).get(0);
          boolean isIndex = wrapped.group(1).equals("index");
          String name = isIndex ? "index key" : "data key";
          keys.put(name, secret);
          keys.put(
              "pseudorandom " + name,
              Hkdf.extract(ApplicationHeap.ascii("io.sealcache/1"), secret));
          MasterKey master = MasterKey.of(secret);
          String tenant = ForgettingApplication.NAME;
          String cache = ForgettingApplication.CACHE;
          keys.put(
              isIndex ? "name key" : "value key",
              master.derive(32, isIndex ? "index" : "value", "", tenant, cache));
        }
      }
    }
    assertThat(keys).hasSize(6);
    return keys;
  }
}
