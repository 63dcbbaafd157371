package io.sealcache.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Runs the quick start once, and holds what it printed against what it says. */
class QuickStartTest {
  private static final int LEFT_END = 3 + 26;
  private static final String ADA = "customers.get(\"ada.lovelace@example.com\")";
  private static final String GRACE = "customers.get(\"grace.hopper@example.com\")";
  private static final String RECORD =
      "= Customer[name=Ada Lovelace, iban=GB33BUKB20201555555555, born=1815-12-10]";
  private static final String MISS = "= null, a miss";

  private static List<String> lines = List.of();

  @BeforeAll
  static void run() {
    PrintStream out = System.out;
    var printed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      QuickStart.main(new String[0]);
    } finally {
      System.setOut(out);
    }
    lines = printed.toString(StandardCharsets.UTF_8).lines().toList();
  }

  @Test
  void main_printsAtMost80Columns() {
    assertThat(lines).isNotEmpty().allMatch(line -> line.length() <= 80);
  }

  @Test
  void application_readsWhatItWrote() {
    assertThat(section("1. What the application sees"))
        .containsSequence(ADA, RECORD)
        .containsSequence("sessions.get(\"tok_4f6a1c0e9b7d2358\")", "= ada.lovelace@example.com");
  }

  @Test
  void store_showsNamesOfCachesAndHowManyEntriesThereAre() {
    assertThat(section("2. What the store holds, asked by Hazelcast's own API"))
        .containsSubsequence("customers: 2", "sealcache-descriptors: 2", "sessions: 1");
  }

  @Test
  void value_isReadableBeforeItIsSealed() {
    assertThat(columns("Value, encoded: 98 bytes").get(0).get(0))
        .hasSize(98)
        .contains("Ada Lovelace", "GB33BUKB20201555555555");
  }

  @Test
  void value_isCiphertextInTheStore() {
    // 41 bytes around the ciphertext, and 8 inside it, of which one is the codec and 6 the time.
    assertThat(bytes(HexFormat.of().parseHex(columns("Value, encoded: ").get(0).get(1))))
        .hasSize(98 + 41 + 8)
        .startsWith("\1")
        .doesNotContain("Ada L", "Lovelace", "GB33", "Customer", "sealcache", "iban");
  }

  @Test
  void keys_areCiphertextInTheStore() {
    List<List<String>> keys = columns("Key, encoded: ");

    assertThat(keys)
        .extracting(columns -> columns.get(0))
        .containsExactly(".ada.lovelace@example.com", ".tok_4f6a1c0e9b7d2358");
    List<String> stored =
        keys.stream().map(key -> bytes(Base64.getUrlDecoder().decode(key.get(1)))).toList();
    assertThat(stored.get(0))
        .hasSize(25 + 21)
        .startsWith("\1")
        .doesNotContain("ada.love", "example");
    assertThat(stored.get(1)).hasSize(21 + 21).startsWith("\1").doesNotContain("tok_4f");
  }

  @Test
  void changedBit_isAMissAndCountedAsTampered() {
    assertThat(section("3. The store changes one bit of Ada's value"))
        .containsSequence(ADA, MISS, "unreadable so far: {TAMPERED=1}")
        .containsSequence(ADA, RECORD, "unreadable so far: {TAMPERED=1}");
  }

  @Test
  void copiedValue_isAMissAndCountedAsTampered() {
    assertThat(section("4. The store copies Ada's value to Grace's key"))
        .containsSequence(GRACE, MISS, "unreadable so far: {TAMPERED=2}");
  }

  @Test
  void otherKeys_findNothingAndTheRightOnesAll() {
    assertThat(section("5. The application starts again"))
        .containsSequence(
            "With another master key, the same index key:",
            ADA,
            MISS,
            "unreadable so far: {UNKNOWN_KEY=1}")
        .containsSequence(
            "With two other keys, so that it looks in another place:",
            ADA,
            MISS,
            "unreadable so far: {}")
        .containsSequence("With the right keys:", ADA, RECORD, "unreadable so far: {}");
  }

  @Test
  void application_isPortableCode() throws IOException {
    String source = Files.readString(Path.of("src/main/java/io/sealcache/examples/Shop.java"));

    assertThat(source.lines().filter(line -> line.startsWith("import ")))
        .isNotEmpty()
        .allMatch(line -> line.matches("import (javax\\.cache|org\\.jspecify)\\..*"));
  }

  /** The lines under a heading, without indentation. */
  private static List<String> section(String heading) {
    int start = lines.indexOf(heading);
    assertThat(start).as("line of heading '%s'", heading).isNotNegative();
    return lines.stream()
        .skip(start + 1L)
        .takeWhile(line -> line.isEmpty() || line.startsWith(" "))
        .map(String::strip)
        .toList();
  }

  /** The texts left and right under each line that starts so, the lines put together. */
  private static List<List<String>> columns(String title) {
    List<List<String>> columns = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).strip().startsWith(title)) {
        columns.add(columnsFrom(i + 1));
      }
    }
    return columns;
  }

  private static List<String> columnsFrom(int first) {
    var left = new StringBuilder();
    var right = new StringBuilder();
    for (String line : lines.subList(first, lines.size())) {
      if (line.isEmpty() || !line.startsWith(" ")) {
        break;
      }
      left.append(line, 3, Math.min(LEFT_END, line.length()));
      right.append(line.substring(Math.min(LEFT_END, line.length())).strip());
    }
    return List.of(left.toString().stripTrailing(), right.toString());
  }

  /** One character a byte. */
  private static String bytes(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
