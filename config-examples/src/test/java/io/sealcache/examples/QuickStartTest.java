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
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Runs the quick start once, and holds what it printed against what it says. */
class QuickStartTest {
  private static final Pattern DUMPED = Pattern.compile(" +[0-9a-f]{4}  ([0-9a-f ]{47})  \\|.*\\|");
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
    List<String> dumps = dumps("Value, encoded: ");

    assertThat(dumps).hasSize(1);
    assertThat(dumps.get(0)).hasSize(98).contains("Ada Lovelace", "GB33BUKB20201555555555");
  }

  @Test
  void value_isCiphertextInTheStore() {
    List<String> dumps = dumps("Value, stored: ");

    assertThat(dumps).hasSize(1);
    // 41 bytes around the ciphertext, and 8 inside it, of which one is the codec and 6 the time.
    assertThat(dumps.get(0))
        .hasSize(98 + 41 + 8)
        .startsWith("\1")
        .doesNotContain("Ada", "Lovelace", "GB33", "Customer", "sealcache", "iban");
  }

  @Test
  void keys_areCiphertextInTheStore() {
    assertThat(dumps("Key, encoded: "))
        .containsExactly(
            (char) 0xb8 + "ada.lovelace@example.com", (char) 0xb4 + "tok_4f6a1c0e9b7d2358");

    List<String> stored =
        section("2. What the store holds, asked by Hazelcast's own API").stream()
            .filter(line -> line.matches("[A-Za-z0-9_-]{40,70}"))
            .map(
                line ->
                    new String(Base64.getUrlDecoder().decode(line), StandardCharsets.ISO_8859_1))
            .toList();
    assertThat(stored).hasSize(2);
    assertThat(stored.get(0)).hasSize(25 + 21).startsWith("\1").doesNotContain("ada", "example");
    assertThat(stored.get(1)).hasSize(21 + 21).startsWith("\1").doesNotContain("tok");
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

  /** The bytes of each dump under a line that starts so, one character a byte. */
  private static List<String> dumps(String start) {
    List<String> dumps = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).strip().startsWith(start)) {
        dumps.add(dump(i + 1));
      }
    }
    return dumps;
  }

  private static String dump(int from) {
    var bytes = new StringBuilder();
    for (int i = from; i < lines.size(); i++) {
      var matcher = DUMPED.matcher(lines.get(i));
      if (!matcher.matches()) {
        break;
      }
      for (String hex : matcher.group(1).strip().split(" ", -1)) {
        bytes.append((char) Integer.parseInt(hex, 16));
      }
    }
    return bytes.toString();
  }
}
