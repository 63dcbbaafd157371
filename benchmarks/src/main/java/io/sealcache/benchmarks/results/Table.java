package io.sealcache.benchmarks.results;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** A table of Markdown: what was measured by row and column, as it came. */
final class Table {
  private final Map<String, Map<String, String>> rows = new LinkedHashMap<>();
  private final Set<String> columns = new LinkedHashSet<>();

  void put(String row, String column, String cell) {
    rows.computeIfAbsent(row, name -> new LinkedHashMap<>()).put(column, cell);
    columns.add(column);
  }

  boolean isEmpty() {
    return rows.isEmpty();
  }

  String markdown(String corner) {
    StringBuilder text = new StringBuilder();
    line(text, corner, List.copyOf(columns));
    line(text, "---", columns.stream().map(column -> "---").toList());
    rows.forEach(
        (row, values) -> {
          List<String> cells = new ArrayList<>();
          for (String column : columns) {
            cells.add(values.getOrDefault(column, ""));
          }
          line(text, row, cells);
        });
    return text.toString();
  }

  private static void line(StringBuilder text, String first, List<String> cells) {
    text.append("| ").append(first);
    cells.forEach(cell -> text.append(" | ").append(cell));
    text.append(" |\n");
  }

  static String number(double value) {
    return value == Math.rint(value) && value >= 100
        ? String.format(Locale.ROOT, "%,d", Math.round(value))
        : String.format(Locale.ROOT, value < 10 ? "%.2f" : "%.1f", value);
  }
}
