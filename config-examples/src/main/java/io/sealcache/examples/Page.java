package io.sealcache.examples;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Prints in 80 columns. */
final class Page {
  private static final int BYTES_IN_A_LINE = 16;
  private static final int CHARACTERS_IN_A_LINE = 70;

  private final PrintStream out;

  Page(PrintStream out) {
    this.out = out;
  }

  void heading(String text) {
    out.printf("%n%s%n", text);
  }

  void paragraph(String firstLine) {
    out.println();
    line(firstLine);
  }

  void line(String text) {
    out.println("   " + text);
  }

  /** Bytes as {@code hexdump -C} shows them. */
  void dump(byte[] bytes) {
    for (int from = 0; from < bytes.length; from += BYTES_IN_A_LINE) {
      int to = Math.min(from + BYTES_IN_A_LINE, bytes.length);
      String hex = HexFormat.ofDelimiter(" ").formatHex(bytes, from, to);
      line("  %04x  %-47s  |%s|".formatted(from, hex, readable(bytes, from, to)));
    }
  }

  /** A text without spaces, broken where a line ends. */
  void text(String text) {
    for (int from = 0; from < text.length(); from += CHARACTERS_IN_A_LINE) {
      line("  " + text.substring(from, Math.min(from + CHARACTERS_IN_A_LINE, text.length())));
    }
  }

  private static String readable(byte[] bytes, int from, int to) {
    return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1)
        .replaceAll("[^ -~]", ".");
  }
}
