package io.sealcache.internal.managerkeys;

import io.sealcache.fixture.OwnersFile;
import io.sealcache.internal.settings.Settings;
import io.sealcache.internal.settings.SettingsTest;
import io.sealcache.keys.FixedKey;
import java.io.OutputStream;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.Properties;
import javax.crypto.spec.SecretKeySpec;

/** A key store of three keys: a, b and c are the fixed keys 1, 2 and 3. */
public final class KeyStoreFile {
  public static final String PASSWORD = "password";

  private KeyStoreFile() {}

  /** Makes it in a directory. */
  public static Path in(Path directory) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    for (int i = 1; i <= 3; i++) {
      store.setEntry(
          List.of("a", "b", "c").get(i - 1),
          new KeyStore.SecretKeyEntry(new SecretKeySpec(FixedKey.secret(i), "AES")),
          new KeyStore.PasswordProtection(PASSWORD.toCharArray()));
    }
    Path file = directory.resolve("keys.p12");
    try (OutputStream out = OwnersFile.open(file)) {
      store.store(out, PASSWORD.toCharArray());
    }
    return file;
  }

  /** Settings of a key table in a place, with the key store and what else is given. */
  public static Settings ofTable(Object place, Path keyStore, String... namesAndValues) {
    Properties settings =
        SettingsTest.properties(
            "sealcache.keystore", keyStore.toString(), "sealcache.keystore.password", PASSWORD);
    settings.put("sealcache.key-table", place);
    for (int i = 0; i < namesAndValues.length; i += 2) {
      settings.setProperty("sealcache." + namesAndValues[i], namesAndValues[i + 1]);
    }
    return SettingsTest.of(settings);
  }
}
