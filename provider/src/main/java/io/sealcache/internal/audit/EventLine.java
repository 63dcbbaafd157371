package io.sealcache.internal.audit;

import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A line of fields, {@code name=value}, separated by spaces. A value that isn't plain is in double
 * quotes, and whatever could end the line or hide in it is escaped as in Java.
 */
public final class EventLine {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._:/,@+-]+");

  private final StringBuilder text = new StringBuilder("event=");

  EventLine(EventName event) {
    text.append(event.text());
  }

  /** Left out if it is empty. */
  EventLine with(String name, String value) {
    if (!value.isEmpty()) {
      text.append(' ').append(name).append('=');
      text.append(PLAIN.matcher(value).matches() ? value : quoted(value));
    }
    return this;
  }

  /** Left out if it is 0. */
  EventLine with(String name, long number) {
    return with(name, number == 0 ? "" : Long.toString(number));
  }

  EventLine with(KeyPlace place) {
    return with("source", place.source()).with("record", place.record()).with("name", place.name());
  }

  EventLine with(KeyIds keys) {
    return with("current", keys.current())
        .with("previous", keys.previous())
        .with("index", keys.index());
  }

  /** With the innermost cause; both by their classes. */
  EventLine with(Throwable failure) {
    Throwable innermost = failure;
    for (int depth = 0; depth < 16 && innermost.getCause() != null; depth++) {
      innermost = innermost.getCause(); // which may lead back to itself
    }
    return with("failure", failure.getClass().getName())
        .with("cause", innermost == failure ? "" : innermost.getClass().getName());
  }

  private static String quoted(String value) {
    String escaped = value.replaceAll("[\"\\\\]", "\\\\$0");
    Pattern hidden = Pattern.compile("[\\p{C}\\p{Cn}\\p{Zl}\\p{Zp}]"); // few values need it
    return '"' + hidden.matcher(escaped).replaceAll(EventLine::unit) + '"';
  }

  private static String unit(MatchResult hidden) {
    return hidden
        .group()
        .chars()
        .mapToObj(unit -> "\\\\u%04x".formatted(unit))
        .collect(Collectors.joining());
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
