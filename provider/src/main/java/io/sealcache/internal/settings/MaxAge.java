package io.sealcache.internal.settings;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How long after it was written a value may still be opened. */
public sealed interface MaxAge {
  /** Says that there is no limit. */
  String NONE = "none";

  /** How times are written. */
  String TIME = "a positive time such as 500ms, 30s, 10m, 12h, 7d or ISO-8601's PT10M";

  /** The form that {@link #parse} takes. */
  String FORMAT = TIME + ", or '" + NONE + "'";

  /** A number with a unit. */
  Pattern SHORT = Pattern.compile("([0-9]+)(ms|[smhd])");

  /** Nothing was set: the cache's expiry policy says, where it has a constant duration. */
  record FromExpiryPolicy() implements MaxAge {}

  /** Explicitly no limit, whatever the expiry policy. */
  record Unlimited() implements MaxAge {}

  /** At most this duration, 1 ms or more. */
  record Limited(Duration duration) implements MaxAge {}

  /** Null if the text is no {@link #FORMAT}. */
  static @Nullable MaxAge parse(String text) {
    if (text.equals(NONE)) {
      return new Unlimited();
    }
    try {
      Duration duration = duration(text);
      return duration.toMillis() > 0 ? new Limited(duration) : null;
    } catch (ArithmeticException | DateTimeException | NumberFormatException e) {
      return null;
    }
  }

  private static Duration duration(String text) {
    Matcher matcher = SHORT.matcher(text);
    if (!matcher.matches()) {
      return Duration.parse(text);
    }
    long number = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "ms" -> Duration.ofMillis(number);
      case "s" -> Duration.ofSeconds(number);
      case "m" -> Duration.ofMinutes(number);
      case "h" -> Duration.ofHours(number);
      default -> Duration.ofDays(number);
    };
  }
}
