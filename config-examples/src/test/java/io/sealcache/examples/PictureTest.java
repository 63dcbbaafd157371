package io.sealcache.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.keys.KnownKeys;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.Properties;
import javax.cache.CacheManager;
import javax.cache.Caching;
import org.junit.jupiter.api.Test;

/**
 * The README's picture of what the store sees is what the quick start prints: real ciphertext,
 * which opens under the keys of this test.
 */
class PictureTest {
  private static final String CUSTOMERS = "customers";
  private static final String EMAIL = "ada.lovelace@example.com";
  private static final Customer RECORD =
      new Customer("Ada Lovelace", "GB33BUKB20201555555555", LocalDate.of(1815, 12, 10));

  private static final int LEFT = 26;

  @Test
  void picture_isWhatTheQuickStartPrintsAndOpens() throws IOException {
    String picture =
        Documents.between(Documents.read("README.md"), "<!-- picture -->\n```text\n", "```\n");
    try (HazelcastServer store = new HazelcastServer();
        Shop shop = open(store)) {
      Operator operator = store.operator();
      shop.save(EMAIL, RECORD);
      String key = operator.storedKeys(CUSTOMERS).iterator().next();
      byte[] value = operator.read(CUSTOMERS, key);

      assertThat(picture.split("\n\n", -1)).as("such as\n%s", drawn(key, value)).hasSize(2);
      byte[] pictured = HexFormat.of().parseHex(right(picture.split("\n\n", -1)[1]));
      assertThat(picture).isEqualTo(drawn(key, pictured));
      shop.save(EMAIL, new Customer("nobody", "", LocalDate.EPOCH));
      operator.write(CUSTOMERS, key, pictured);
      assertThat(shop.find(EMAIL)).isEqualTo(RECORD);
    }
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
    return printed.toString(StandardCharsets.UTF_8).stripTrailing().stripIndent() + "\n";
  }

  /** The right column without its title. */
  private static String right(String part) {
    List<String> lines = part.lines().skip(1).toList();
    return String.join("", lines.stream().map(line -> line.substring(LEFT).strip()).toList());
  }
}
