package io.sealcache.cli.doctor;

import io.sealcache.KeyCensus;
import io.sealcache.StoredEntries;
import io.sealcache.cli.doctor.Verdict.Unfit;
import io.sealcache.encryption.StoredEntry;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import javax.cache.Cache;

/** Canaries: keys and values that would be seen in what the store holds. */
final class CiphertextProbe {
  private static final int ENTRIES = 50;
  private static final List<Charset> SPELLINGS =
      List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16BE, StandardCharsets.UTF_16LE);

  private CiphertextProbe() {}

  static String run(ProbeCaches caches) throws Unfit {
    Cache<String, String> cache = caches.open();
    StoredEntries entries = StoredEntries.of(cache);
    for (int i = 0; i < ENTRIES; i++) {
      cache.put("canary key " + i, "canary value " + i);
    }
    for (int i = 0; i < ENTRIES; i++) {
      StoredEntry stored =
          entries
              .find("canary key " + i)
              .filter(found -> found.unreadable().isEmpty())
              .orElseThrow(() -> new Unfit("the store does not give back what was stored"));
      Unfit.unless(
          !isSeen(Base64.getUrlDecoder().decode(stored.storedKey())),
          "a stored key has its plaintext in it");
      Unfit.unless(!isSeen(stored.stored()), "a stored value has its plaintext in it");
    }
    KeyCensus census = entries.census();
    Unfit.unless(
        census.entries() == ENTRIES && census.others() == 0,
        "of %d entries that were put the store lists %d sealed ones, and %d that are not"
            .formatted(ENTRIES, census.entries(), census.others()));
    return "each entry that the store lists is sealed, and no byte of a key or value is seen";
  }

  private static boolean isSeen(byte[] stored) {
    String bytes = new String(stored, StandardCharsets.ISO_8859_1);
    return SPELLINGS.stream()
        .map(spelling -> new String("canary".getBytes(spelling), StandardCharsets.ISO_8859_1))
        .anyMatch(bytes::contains);
  }
}
