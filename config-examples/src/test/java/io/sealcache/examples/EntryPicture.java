package io.sealcache.examples;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * An SVG of what the quick start prints of an entry: two panels, in the colours that the reader's
 * system prefers. It is all text, so that what it shows can be read out of it again.
 */
final class EntryPicture {
  private static final int LEFT_COLUMNS = 26;
  private static final int GAP_COLUMNS = 2;
  private static final int LEFT_WIDTH = 256;
  private static final int RIGHT_WIDTH = 440;
  private static final int GAP = 24;
  private static final int PADDING = 18;
  private static final int LINE = 20;
  private static final int TITLE = 28;
  private static final Pattern STORED = Pattern.compile("<text class=\"stored\"[^>]*>([^<]*)<");

  private static final String FRAME =
      """
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" width="%1$d" height="%2$d" role="img">
      <title>One entry before it is sealed, and as Hazelcast holds it</title>
      <style>
      text { font: 14px ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", monospace; white-space: pre }
      .head { font: 600 15px system-ui, sans-serif }
      .title { font: 12px system-ui, sans-serif; opacity: 0.75 }
      .open { fill: #fff3e2 } .sealed { fill: #e8f5ee }
      .head, .title { fill: #1d2329 } .plain { fill: #7a3300 } .stored { fill: #14532d }
      @media (prefers-color-scheme: dark) {
        .open { fill: #2d2218 } .sealed { fill: #15261d }
        .head, .title { fill: #dde2e8 } .plain { fill: #ffbe7d } .stored { fill: #86dba9 }
      }
      </style>
      <rect class="open" width="%3$d" height="%2$d" rx="8"/>
      <rect class="sealed" x="%4$d" width="%5$d" height="%2$d" rx="8"/>
      %6$s
      </svg>
      """;

  private final List<String> texts = new ArrayList<>();
  private int y = PADDING + 10;

  private EntryPicture() {}

  /**
   * @param printed the parts of an entry with a blank line between them, as {@link SideBySide}
   *     prints them
   */
  static String of(String printed) {
    EntryPicture picture = new EntryPicture();
    picture.row("head", "Before it is sealed", "head", "What Hazelcast holds");
    for (String part : printed.split("\n\n", -1)) {
      picture.part(part.lines().toList());
    }
    int right = LEFT_WIDTH + GAP;
    return FRAME.formatted(
        right + RIGHT_WIDTH,
        picture.y + PADDING,
        LEFT_WIDTH,
        right,
        RIGHT_WIDTH,
        String.join("\n", picture.texts));
  }

  /** The texts of a picture that are ciphertext, one after the other. */
  static String stored(String picture) {
    return STORED
        .matcher(picture)
        .results()
        .map(text -> text.group(1))
        .collect(Collectors.joining());
  }

  private void part(List<String> lines) {
    y += TITLE;
    row("title", left(lines.get(0)), "title", right(lines.get(0)));
    for (String line : lines.subList(1, lines.size())) {
      y += LINE;
      row("plain", left(line), "stored", right(line));
    }
  }

  private void row(String leftClass, String left, String rightClass, String right) {
    text(leftClass, PADDING, left);
    text(rightClass, LEFT_WIDTH + GAP + PADDING, right);
  }

  private void text(String kind, int x, String text) {
    if (!text.isEmpty()) {
      String escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
      texts.add(
          String.format(
              Locale.ROOT, "<text class=\"%s\" x=\"%d\" y=\"%d\">%s</text>", kind, x, y, escaped));
    }
  }

  private static String left(String line) {
    return line.substring(0, Math.min(LEFT_COLUMNS, line.length())).stripTrailing();
  }

  private static String right(String line) {
    return line.substring(Math.min(LEFT_COLUMNS + GAP_COLUMNS, line.length()));
  }
}
