package io.sealcache.internal.seal;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.core.SealedBytes;
import io.sealcache.core.StoredKey;
import io.sealcache.keys.FixedKey;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Context, tenant, cache and master key each have a part in all keys, and can't be confused. */
class DerivedKeysTest {
  private static final String LABELS =
      "{name: labels, keyCodec: standard, valueCodec: standard, carrier: bytes}";

  private static final List<String> TEXTS = List.of("", "a", "ab", "b", "bc", "c");

  @Test
  void storedKeys_ofDifferentLabels_differ() {
    Set<String> storedKeys = new HashSet<>();
    List<FormatEntry> all = all();

    all.forEach(labels -> storedKeys.add(labels.sealer().sealKey("k").text()));

    assertThat(storedKeys).hasSize(all.size());
  }

  /** Under one stored key, so that it is the value's own key that counts. */
  @Test
  void value_opensUnderItsOwnLabelsOnly() {
    List<ObjectSealer> sealers = all().stream().map(FormatEntry::sealer).toList();
    StoredKey key = sealers.get(0).sealKey("k");
    for (ObjectSealer sealer : sealers) {
      SealedBytes stored = sealer.sealValue(key, "v", WriterTrail.NONE);

      assertThat(sealers.stream().filter(other -> opens(other, key, stored)))
          .containsExactly(sealer);
    }
  }

  @Test
  void values_ofOneDataKeyAndTwoIndexKeys_haveOneKey() {
    FormatEntry one = labels("", "a", "c", 1);
    ObjectSealer other = one.with("indexKey", FixedKey.hex(2)).sealer();
    StoredKey key = one.sealer().sealKey("k");

    assertThat(other.sealKey("k")).isNotEqualTo(key);
    assertThat(opens(other, key, one.sealer().sealValue(key, "v", WriterTrail.NONE))).isTrue();
  }

  private static boolean opens(ObjectSealer sealer, StoredKey key, SealedBytes stored) {
    return sealer.openValue(key, stored) instanceof Read.Present;
  }

  private static List<FormatEntry> all() {
    List<FormatEntry> all = new ArrayList<>();
    for (String context : TEXTS) {
      for (String cache : TEXTS.subList(1, TEXTS.size())) {
        all.add(labels(context, null, cache, 1));
        TEXTS.forEach(tenant -> all.add(labels(context, tenant, cache, 1)));
      }
    }
    all.add(labels("a", "b", "c", 2));
    return all;
  }

  private static FormatEntry labels(
      String context, @Nullable String tenant, String cache, int secret) {
    return FormatEntry.parse(LABELS)
        .with("context", context)
        .with("tenant", tenant)
        .with("cache", cache)
        .with("indexKey", FixedKey.hex(secret))
        .withDataKeys(List.of(FixedKey.hex(secret)));
  }
}
