package io.sealcache.examples;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.hazelcast.map.IMap;
import io.sealcache.core.EntrySealer;
import io.sealcache.core.Outcome;
import io.sealcache.core.Payload;
import io.sealcache.core.SealedBytes;
import io.sealcache.core.StoredKey;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Texts in a map of Hazelcast's, sealed by sealcache-core: no JCache. Thread-safe. */
public final class SealedMap {
  private final IMap<String, byte[]> map;
  private final EntrySealer sealer;

  /**
   * @param sealer of a cache of its own; yours to close
   */
  public SealedMap(IMap<String, byte[]> map, EntrySealer sealer) {
    this.map = map;
    this.sealer = sealer;
  }

  public void put(String key, String value) {
    StoredKey stored = sealer.sealKey(key.getBytes(UTF_8));
    map.set(stored.text(), sealer.sealValue(stored, Payload.of(value.getBytes(UTF_8))).bytes());
  }

  /** The text; empty if there is none, or none that opens. */
  public Optional<String> get(String key) {
    StoredKey stored = sealer.sealKey(key.getBytes(UTF_8));
    return Optional.ofNullable(map.get(stored.text())).flatMap(found -> open(stored, found));
  }

  /** All entries that open: the value first, which a data key vouches for, and then the key. */
  public Map<String, String> all() {
    Map<String, String> all = new TreeMap<>();
    map.forEach(
        (text, found) -> {
          StoredKey stored = StoredKey.parse(text); // null: none that this class made
          Optional<String> value = stored == null ? Optional.empty() : open(stored, found);
          if (value.isPresent() && sealer.openKey(stored) instanceof Outcome.Opened key) {
            all.put(UTF_8.decode(key.payload()).toString(), value.get());
          }
        });
    return all;
  }

  private Optional<String> open(StoredKey stored, byte[] found) {
    return sealer.openValue(stored, SealedBytes.ofStore(found)) instanceof Outcome.Opened opened
        ? Optional.of(UTF_8.decode(opened.payload()).toString())
        : Optional.empty();
  }
}
