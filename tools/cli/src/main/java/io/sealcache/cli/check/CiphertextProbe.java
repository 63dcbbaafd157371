package io.sealcache.cli.check;

import io.sealcache.StoredEntries;
import io.sealcache.encryption.StoredEntry;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import javax.cache.Cache;

/** Canaries: keys and values that would be seen in what the store holds. */
final class CiphertextProbe implements Probe.Work {
  private static final int ENTRIES = 50;
  private static final List<Charset> SPELLINGS =
      List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16BE, StandardCharsets.UTF_16LE);

  @Override
  public void run(ProbeCaches caches) throws UnfitException {
    Cache<String, String> cache = caches.open();
    StoredEntries entries = StoredEntries.of(cache);
    for (int i = 0; i < ENTRIES; i++) {
      cache.put(key(i), value(i));
    }
    for (int i = 0; i < ENTRIES; i++) {
      StoredEntry stored =
          entries
              .find(key(i))
              .filter(found -> found.unreadable().isEmpty())
              .orElseThrow(
                  () -> new UnfitException("the store does not give back what was stored"));
      UnfitException.unless(
          !isSeen("canary", Base64.getUrlDecoder().decode(stored.storedKey())),
          "a stored key has its plaintext in it");
      UnfitException.unless(
          !isSeen("canary", stored.stored()), "a stored value has its plaintext in it");
    }
    ListedEntries.ensureSealed(entries, ENTRIES);
  }

  private static boolean isSeen(String canary, byte[] stored) {
    return SPELLINGS.stream().anyMatch(spelling -> contains(stored, canary.getBytes(spelling)));
  }

  private static boolean contains(byte[] bytes, byte[] part) {
    for (int from = 0; from + part.length <= bytes.length; from++) {
      if (Arrays.equals(bytes, from, from + part.length, part, 0, part.length)) {
        return true;
      }
    }
    return false;
  }

  private static String key(int number) {
    return "canary key " + number;
  }

  private static String value(int number) {
    return "canary value " + number;
  }
}
