package io.sealcache.examples;

import java.time.LocalDate;
import java.util.Properties;
import java.util.function.Consumer;
import javax.cache.Caching;
import org.jspecify.annotations.Nullable;

/**
 * Changes the master key while the store keeps its entries. Each step is rolled out to all JVMs
 * before the next one begins: a JVM that lacks a key takes what is sealed under it as absent, and
 * may replace it.
 */
final class KeyRotation {
  private static final String EMAIL = "ada@example.com";

  private final HazelcastServer store;
  private final String indexKey;

  /**
   * A rotation to be run.
   *
   * @param indexKey stays the same for ever; with another one the cache starts cold
   */
  KeyRotation(HazelcastServer store, String indexKey) {
    this.store = store;
    this.indexKey = indexKey;
  }

  /** Tells {@code found} what the application reads after each step. */
  void run(String oldKey, String newKey, Consumer<@Nullable Customer> found) {
    try (Shop shop = open(oldKey, null)) {
      shop.save(
          EMAIL,
          new Customer("Ada Lovelace", "GB33BUKB20201555555555", LocalDate.of(1815, 12, 10)));
    }
    // 1. All JVMs can open what the new key will seal; none seals with it yet.
    try (Shop shop = open(oldKey, newKey)) {
      found.accept(shop.find(EMAIL));
    }
    // 2. All seal with the new key, and open what the old one sealed.
    try (Shop shop = open(newKey, oldKey)) {
      Customer customer = shop.find(EMAIL);
      found.accept(customer);
      if (customer != null) {
        shop.save(EMAIL, customer); // as applications do in the course of time
      }
    }
    // 3. The values that the old key sealed have expired or been written again: the MXBean's
    // OpenedWithPreviousKey rises in no JVM any more.
    try (Shop shop = open(newKey, null)) {
      found.accept(shop.find(EMAIL));
    }
  }

  private Shop open(String masterKey, @Nullable String previousKey) {
    Properties settings = store.clientSettings();
    settings.setProperty("sealcache.master-key", masterKey);
    settings.setProperty("sealcache.index-key", indexKey);
    if (previousKey != null) {
      settings.setProperty("sealcache.previous-master-keys", previousKey);
    }
    return new Shop(
        Caching.getCachingProvider("io.sealcache.EncryptedCachingProvider")
            .getCacheManager(null, null, settings));
  }
}
