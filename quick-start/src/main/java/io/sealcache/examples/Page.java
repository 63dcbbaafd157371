package io.sealcache.examples;

import java.io.PrintStream;

/** Prints in 80 columns. */
final class Page {
  private static final int LEFT = 26;
  private static final int RIGHT = 48;

  private final PrintStream out;

  Page(PrintStream out) {
    this.out = out;
  }

  void heading(String text) {
    out.printf("%n%s%n", text);
  }

  void paragraph(String firstLine) {
    blank();
    line(firstLine);
  }

  void blank() {
    out.println();
  }

  void line(String text) {
    out.println("   " + text);
  }

  /** Two texts beside each other, each broken where its column ends. */
  void columns(String left, String right) {
    for (int i = 0; i * LEFT < left.length() || i * RIGHT < right.length(); i++) {
      String row = "%-" + LEFT + "s  %s";
      line(row.formatted(part(left, i, LEFT), part(right, i, RIGHT)).stripTrailing());
    }
  }

  private static String part(String text, int index, int width) {
    int from = Math.min(index * width, text.length());
    return text.substring(from, Math.min(from + width, text.length()));
  }
}
