package io.sealcache.benchmarks;

import io.sealcache.core.NonceMode;
import io.sealcache.core.KeyCipher;
import io.sealcache.core.ValueCipher;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The ciphers alone, over the keys and values that a bulk operation is about. */
final class BulkCiphers {
  private final KeyCipher keyCipher = new KeyCipher(Sample.bytes(KeyCipher.KEY_LENGTH, 5), 1, "k");
  private final ValueCipher valueCipher =
      new ValueCipher(Sample.bytes(ValueCipher.KEY_LENGTH, 1), 1, NonceMode.RANDOM);
  private final List<byte[]> keys = new ArrayList<>();
  private final List<byte[]> storedKeys = new ArrayList<>();
  private final List<byte[]> storedValues = new ArrayList<>();
  private final Collection<byte[]> values;

  BulkCiphers(Map<String, byte[]> entries) {
    this.values = entries.values();
    entries.forEach(
        (key, value) -> {
          byte[] encoded = key.getBytes(StandardCharsets.UTF_8);
          byte[] stored = keyCipher.seal(encoded, 0, encoded.length);
          keys.add(encoded);
          storedKeys.add(stored);
          storedValues.add(valueCipher.seal(value, 0, value.length, stored));
        });
  }

  /** What is stored of the entries, but for what a codec adds: as long, and as random. */
  Map<String, byte[]> stored() {
    Base64.Encoder text = Base64.getUrlEncoder().withoutPadding();
    Map<String, byte[]> stored = new HashMap<>();
    for (int i = 0; i < storedKeys.size(); i++) {
      stored.put(text.encodeToString(storedKeys.get(i)), storedValues.get(i));
    }
    return stored;
  }

  double sealKeys() {
    return BulkBlocks.time(() -> keys.forEach(key -> keyCipher.seal(key, 0, key.length)));
  }

  double openKeys() {
    return BulkBlocks.time(() -> storedKeys.forEach(key -> Sample.present(keyCipher.open(key))));
  }

  double sealValues() {
    return BulkBlocks.time(
        () -> values.forEach(value -> valueCipher.seal(value, 0, value.length, keys.get(0))));
  }

  double openValues() {
    return BulkBlocks.time(
        () -> {
          for (int i = 0; i < storedValues.size(); i++) {
            Sample.present(valueCipher.open(storedValues.get(i), storedKeys.get(i)));
          }
        });
  }
}
