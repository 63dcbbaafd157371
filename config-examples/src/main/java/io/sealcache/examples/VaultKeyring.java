package io.sealcache.examples;

import io.sealcache.keys.KeyringFile;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeSet;

/**
 * A keyring whose keys Vault has wrapped. The file is no secret, but whoever writes it chooses
 * which of the wrapped keys are used. To rotate, add a key, give the file to all JVMs, wait until
 * they have loaded it, then make the key current; as {@code docs/keys/rotation.md} says of keyring
 * files. The index key opens no values, unless it is the current one.
 *
 * <pre>
 * key.index.wrapped=vault:v1:...
 * key.2026-11.wrapped=vault:v1:...
 * index=index
 * current=2026-11
 * </pre>
 */
final class VaultKeyring {
  private static final String START = "key.";
  private static final String END = ".wrapped";

  private final Map<String, String> ciphertexts; // by the keys' ids
  private final String index;
  private final String current;

  private VaultKeyring(Map<String, String> ciphertexts, String index, String current) {
    this.ciphertexts = ciphertexts;
    this.index = index;
    this.current = current;
  }

  static VaultKeyring read(Path file) throws IOException {
    var properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    }
    var ciphertexts = new LinkedHashMap<String, String>();
    for (String name : new TreeSet<>(properties.stringPropertyNames())) {
      if (name.startsWith(START) && name.endsWith(END)) {
        String id = name.substring(START.length(), name.length() - END.length());
        ciphertexts.put(id, properties.getProperty(name));
      }
    }
    String index = properties.getProperty("index", "");
    String current = properties.getProperty("current", "");
    if (!ciphertexts.containsKey(index) || !ciphertexts.containsKey(current)) {
      throw new IOException(
          "'%s' has no index= and current= that each name one of its keys, %s"
              .formatted(file, ciphertexts.keySet()));
    }
    return new VaultKeyring(ciphertexts, index, current);
  }

  List<String> ciphertexts() {
    return List.copyOf(ciphertexts.values());
  }

  /**
   * The same with keys that are opened.
   *
   * @param secrets in the order of {@link #ciphertexts}; copied
   */
  KeyringFile open(List<byte[]> secrets) {
    var ids = new ArrayList<>(ciphertexts.keySet());
    KeyringFile opened = KeyringFile.of(current, secrets.get(ids.indexOf(current)), null);
    if (!index.equals(current)) {
      opened = opened.withIndex(index, secrets.get(ids.indexOf(index)), null);
    }
    for (int i = 0; i < ids.size(); i++) {
      if (!opened.ids().contains(ids.get(i))) {
        opened = opened.with(ids.get(i), secrets.get(i), null);
      }
    }
    return opened;
  }
}
