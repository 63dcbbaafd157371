package io.sealcache.benchmarks;

import io.sealcache.core.EntrySealer;
import io.sealcache.core.Payload;
import io.sealcache.core.SealedBytes;
import io.sealcache.core.StoredKey;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** The kernel alone, over the keys and values that a bulk operation is about. */
final class BulkCiphers {
  private final EntrySealer sealer = Sample.sealer().build();
  private final Map<String, byte[]> entries;
  private final Map<StoredKey, SealedBytes> sealed = new LinkedHashMap<>();

  BulkCiphers(Map<String, byte[]> entries) {
    this.entries = entries;
    entries.forEach(
        (key, value) -> {
          StoredKey stored = sealKey(key);
          sealed.put(stored, sealer.sealValue(stored, Payload.of(value)));
        });
  }

  private StoredKey sealKey(String key) {
    return sealer.sealKey(key.getBytes(StandardCharsets.UTF_8));
  }

  /** The stored entries, except for what a codec adds: as long, and as random. */
  Map<String, byte[]> stored() {
    Map<String, byte[]> stored = new HashMap<>();
    sealed.forEach((key, value) -> stored.put(key.text(), value.bytes()));
    return stored;
  }

  double sealKeys() {
    return BulkBlocks.time(() -> entries.keySet().forEach(this::sealKey));
  }

  double openKeys() {
    return BulkBlocks.time(
        () -> sealed.keySet().forEach(key -> Sample.opened(sealer.openKey(key))));
  }

  double sealValues() {
    StoredKey any = sealed.keySet().iterator().next();
    return BulkBlocks.time(
        () -> entries.values().forEach(value -> sealer.sealValue(any, Payload.of(value))));
  }

  double openValues() {
    return BulkBlocks.time(
        () -> sealed.forEach((key, value) -> Sample.opened(sealer.openValue(key, value))));
  }
}
