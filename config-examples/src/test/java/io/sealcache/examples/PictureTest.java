package io.sealcache.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.core.KnownKeys;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.Properties;
import javax.cache.CacheManager;
import javax.cache.Caching;
import org.junit.jupiter.api.Test;

/**
 * The README's picture of what the store sees is what the quick start prints: real ciphertext,
 * which opens under the keys of this test. Each build draws it anew, into target.
 */
class PictureTest {
  private static final String PICTURE = "docs/quick-start.svg";
  private static final Path DRAWN = Path.of("target/quick-start.svg");
  private static final String CUSTOMERS = "customers";
  private static final String EMAIL = "ada.lovelace@example.com";
  private static final Customer RECORD =
      new Customer("Ada Lovelace", "GB33BUKB20201555555555", LocalDate.of(1815, 12, 10));

  @Test
  void picture_isWhatTheQuickStartPrintsAndOpens() throws IOException {
    try (HazelcastServer store = new HazelcastServer();
        Shop shop = open(store)) {
      Operator operator = store.operator();
      shop.save(EMAIL, RECORD);
      String key = operator.storedKeys(CUSTOMERS).iterator().next();
      Files.writeString(DRAWN, drawn(key, operator.read(CUSTOMERS, key)));

      String picture = Documents.read(PICTURE);
      String ciphertext = EntryPicture.stored(picture);
      assertThat(ciphertext).as("if the layout changed, copy %s", DRAWN).startsWith(key);
      byte[] pictured = HexFormat.of().parseHex(ciphertext.substring(key.length()));
      assertThat(picture).isEqualTo(drawn(key, pictured));
      shop.save(EMAIL, new Customer("nobody", "", LocalDate.EPOCH));
      operator.write(CUSTOMERS, key, pictured);
      assertThat(shop.find(EMAIL)).isEqualTo(RECORD);
    }
  }

  @Test
  void picture_isTheReadmes() throws IOException {
    assertThat(Documents.read("README.md")).contains("](" + PICTURE + ")");
  }

  private static Shop open(HazelcastServer store) {
    Properties settings = store.clientSettings();
    settings.put("sealcache.key-source", new KnownKeys(2, 1));
    CacheManager manager =
        Caching.getCachingProvider("io.sealcache.EncryptedCachingProvider")
            .getCacheManager(null, null, settings);
    return new Shop(manager);
  }

  private static String drawn(String storedKey, byte[] storedValue) {
    var printed = new ByteArrayOutputStream();
    Page page = new Page(new PrintStream(printed, true, StandardCharsets.UTF_8));
    SideBySide sides = new SideBySide(page);
    sides.key(EMAIL, storedKey);
    page.blank();
    sides.value(RECORD, storedValue);
    return EntryPicture.of(printed.toString(StandardCharsets.UTF_8).stripTrailing().stripIndent());
  }
}
