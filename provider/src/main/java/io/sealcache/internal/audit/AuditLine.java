package io.sealcache.internal.audit;

import java.util.regex.Pattern;

/**
 * A line of fields, {@code name=value}, separated by spaces. A value that isn't plain is in double
 * quotes, and whatever could end the line or hide in it is escaped as in Java.
 */
final class AuditLine {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._:/,@+-]+");

  private final StringBuilder text = new StringBuilder("event=");

  AuditLine(AuditEvent event) {
    text.append(event.text());
  }

  /** Left out if it is empty. */
  AuditLine with(String name, String value) {
    if (value.isEmpty()) {
      return this;
    }
    text.append(' ').append(name).append('=');
    if (PLAIN.matcher(value).matches()) {
      text.append(value);
    } else {
      quote(value);
    }
    return this;
  }

  AuditLine with(String name, long number) {
    return with(name, Long.toString(number));
  }

  private void quote(String value) {
    text.append('"');
    value
        .codePoints()
        .forEach(
            character -> {
              if (character == '"' || character == '\\') {
                text.append('\\').append((char) character);
              } else if (isHarmless(character)) {
                text.appendCodePoint(character);
              } else {
                for (char half : Character.toChars(character)) {
                  text.append("\\u%04x".formatted((int) half));
                }
              }
            });
    text.append('"');
  }

  private static boolean isHarmless(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED ->
          false;
      default -> true;
    };
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
