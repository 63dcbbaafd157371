package io.sealcache.internal.settings;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How long after it was written a value may still be opened.
 *
 * @param limit null: for ever, whatever the expiry policy
 */
public record MaxAge(@Nullable Duration limit) {
  /** Says that there is no limit. */
  public static final String NONE = "none";

  /** How times are written. */
  public static final String TIME =
      "a positive time such as 500ms, 30s, 10m, 12h, 7d or ISO-8601's PT10M";

  /** A number with a unit. */
  private static final Pattern SHORT = Pattern.compile("([0-9]+)(ms|[smhd])");

  /** 1 ms or more; null if the text is no {@link #TIME}. */
  public static @Nullable Duration time(String text) {
    try {
      Duration duration = duration(text);
      return duration.toMillis() > 0 ? duration : null;
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
