package io.sealcache.examples;

import java.io.PrintStream;
import java.security.SecureRandom;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.Properties;
import java.util.Set;
import javax.cache.CacheManager;
import javax.cache.Caching;
import org.jspecify.annotations.Nullable;

/**
 * An application that caches personal data, and what the operator of its store can see and do. The
 * application's own code is {@link Shop}; {@link #open} is all that configures it; the rest of this
 * class is the stage around them.
 */
public final class QuickStart {
  private static final String CUSTOMERS = "customers";
  private static final String SESSIONS = "sessions";

  private static final String ADA = "ada.lovelace@example.com";
  private static final String GRACE = "grace.hopper@example.com";
  private static final String TOKEN = "tok_4f6a1c0e9b7d2358";
  private static final Customer ADAS_RECORD =
      new Customer("Ada Lovelace", "GB33BUKB20201555555555", LocalDate.of(1815, 12, 10));
  private static final Customer GRACES_RECORD =
      new Customer("Grace Hopper", "NL02ABNA0123456789", LocalDate.of(1906, 12, 9));

  private final Page page;
  private final HazelcastServer store;
  private final Operator operator;
  private final String masterKey = newKey();
  private final String indexKey = newKey();

  private QuickStart(PrintStream out, HazelcastServer store) {
    this.page = new Page(out);
    this.store = store;
    this.operator = store.operator();
  }

  /** Prints what happens; takes no arguments. */
  public static void main(String[] arguments) {
    try (HazelcastServer store = new HazelcastServer()) {
      new QuickStart(System.out, store).play();
    }
  }

  /** 32 random bytes in hex, as {@code openssl rand -hex 32} gives them. */
  private static String newKey() {
    byte[] key = new byte[32];
    new SecureRandom().nextBytes(key);
    return HexFormat.of().formatHex(key);
  }

  /** The application with its configuration: the store behind SealCache, and two keys. */
  private Shop open(String masterKey, String indexKey) {
    Properties settings = store.clientSettings();
    settings.setProperty("sealcache.master-key", masterKey);
    settings.setProperty("sealcache.index-key", indexKey);
    CacheManager manager =
        Caching.getCachingProvider("io.sealcache.EncryptedCachingProvider")
            .getCacheManager(null, null, settings);
    return new Shop(manager);
  }

  private void play() {
    try (Shop shop = open(masterKey, indexKey)) {
      String adasPlace = seeTheApplication(shop);
      seeTheStore(adasPlace);
      changeOneBit(shop, adasPlace);
      copyToAnotherKey(shop, adasPlace);
    }
    useOtherKeys();
  }

  /** Gives the stored key of Ada's record: the one that was not there before she was saved. */
  private String seeTheApplication(Shop shop) {
    shop.save(ADA, ADAS_RECORD);
    String adasPlace = operator.storedKeys(CUSTOMERS).iterator().next();
    shop.save(GRACE, GRACES_RECORD);
    shop.signIn(TOKEN, ADA);

    page.heading("1. What the application sees");
    page.line("customers.get(\"%s\")".formatted(ADA));
    page.line("  = %s".formatted(shop.find(ADA)));
    page.line("sessions.get(\"%s\")".formatted(TOKEN));
    page.line("  = %s".formatted(shop.signedIn(TOKEN)));
    return adasPlace;
  }

  private void seeTheStore(String adasPlace) {
    page.heading("2. What the store holds, asked by Hazelcast's own API");
    page.line("Visible: that there are these caches, with so many entries:");
    for (String name : operator.cacheNames()) {
      page.line("  %s: %d".formatted(name, operator.storedKeys(name).size()));
    }
    SideBySide sides = new SideBySide(page);
    page.blank();
    sides.key(ADA, adasPlace);
    page.blank();
    sides.value(ADAS_RECORD, operator.read(CUSTOMERS, adasPlace));
    page.blank();
    sides.key(TOKEN, operator.storedKeys(SESSIONS).iterator().next());
  }

  private void changeOneBit(Shop shop, String adasPlace) {
    byte[] original = operator.read(CUSTOMERS, adasPlace);
    operator.flipBit(CUSTOMERS, adasPlace, original.length / 2);
    page.heading("3. The store changes one bit of Ada's value");
    showFind(shop, ADA);

    operator.write(CUSTOMERS, adasPlace, original);
    page.paragraph("It puts the old bytes back, which no cipher can tell from a slow");
    page.line("store; the setting max-age bounds how old they may be:");
    showFind(shop, ADA);
  }

  private void copyToAnotherKey(Shop shop, String adasPlace) {
    Set<String> places = operator.storedKeys(CUSTOMERS);
    places.remove(adasPlace);
    String gracesPlace = places.iterator().next();
    operator.write(CUSTOMERS, gracesPlace, operator.read(CUSTOMERS, adasPlace));
    page.heading("4. The store copies Ada's value to Grace's key");
    showFind(shop, GRACE);
  }

  /** The store outlives the application, which starts again three times. */
  private void useOtherKeys() {
    page.heading("5. The application starts again");
    try (Shop shop = open(newKey(), indexKey)) {
      page.paragraph("With another master key, the same index key:");
      showFind(shop, ADA);
    }
    try (Shop shop = open(newKey(), newKey())) {
      page.paragraph("With two other keys, so that it looks in another place:");
      showFind(shop, ADA);
    }
    try (Shop shop = open(masterKey, indexKey)) {
      page.paragraph("With the right keys:");
      showFind(shop, ADA);
    }
  }

  private void showFind(Shop shop, String email) {
    @Nullable Customer found = shop.find(email);
    page.line("customers.get(\"%s\")".formatted(email));
    page.line("  = %s".formatted(found == null ? "null, a miss" : found));
    page.line("  unreadable so far: %s".formatted(Encryption.unreadable(CUSTOMERS)));
  }
}
