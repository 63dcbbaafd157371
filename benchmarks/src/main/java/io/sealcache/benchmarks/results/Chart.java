package io.sealcache.benchmarks.results;

/** The frame of all charts: an SVG in the colours that the reader prefers, light or dark. */
public final class Chart {
  private static final String FRAME =
      """
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 720 %1$d" width="720" height="%1$d" role="img">
      <title>%2$s: %3$s</title>
      <style>
      text { font: 14px system-ui, sans-serif; fill: #1d2329 }
      .head { font-weight: 600; font-size: 16px } .small { font-size: 12px; opacity: 0.75 }
      .back { fill: #f4f6f8 } .unencrypted { fill: #d9822b } .sealed { fill: #2e8b57 }
      polyline { fill: none; stroke-width: 2 } line { stroke: #8b949e; stroke-width: 0.5 }
      polyline.unencrypted { stroke: #d9822b } polyline.sealed { stroke: #2e8b57 }
      @media (prefers-color-scheme: dark) {
        text { fill: #dde2e8 }
        .back { fill: #20252c } .unencrypted { fill: #e0964a } .sealed { fill: #4cae7b }
        polyline.unencrypted { stroke: #e0964a } polyline.sealed { stroke: #4cae7b }
      }
      polyline.unencrypted, polyline.sealed { fill: none }
      </style>
      <rect class="back" width="720" height="%1$d" rx="8"/>
      <text class="head" x="18" y="30">%2$s</text>
      <text class="small" x="18" y="50">%4$s</text>
      <rect class="unencrypted" x="400" y="20" width="12" height="12" rx="2"/>
      <text x="418" y="31">unencrypted</text>
      <rect class="sealed" x="540" y="20" width="12" height="12" rx="2"/>
      <text x="558" y="31">through SealCache</text>
      %5$s<text class="small" x="18" y="%6$d">%7$s</text>
      </svg>
      """;

  private Chart() {}

  /**
   * Draws one.
   *
   * @param description for those who don't see it
   * @param unit of the drawn values, below the title
   * @param bottom where the line with the facts is
   * @param body elements, a line each
   */
  public static String of(
      String title, String description, String unit, int bottom, CharSequence body, String facts) {
    return FRAME.formatted(
        bottom + 18,
        escaped(title),
        escaped(description),
        escaped(unit),
        body,
        bottom,
        escaped(facts));
  }

  public static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;");
  }
}
