package io.sealcache.cli.store;

import java.util.function.Function;
import java.util.stream.Stream;
import javax.cache.Cache;
import javax.cache.configuration.Configuration;

/** Types of keys that can be given on a command line. */
enum KeyType {
  STRING(String.class, text -> text),
  INTEGER(Integer.class, Integer::valueOf),
  LONG(Long.class, Long::valueOf),
  UUID(java.util.UUID.class, java.util.UUID::fromString);

  private final Class<?> type;

  @SuppressWarnings("ImmutableEnumChecker") // none has a state
  private final Function<String, Object> parser;

  KeyType(Class<?> type, Function<String, Object> parser) {
    this.type = type;
    this.parser = parser;
  }

  /**
   * That of a cache; a string where it doesn't say.
   *
   * @throws IllegalArgumentException if it is of another one
   */
  @SuppressWarnings("unchecked") // JCache asks for the raw class
  static KeyType of(Cache<Object, Object> cache) {
    Class<?> type = cache.getConfiguration(Configuration.class).getKeyType();
    return Stream.of(values())
        .filter(known -> type == known.type || type == Object.class)
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "Cache '%s' has keys of %s, which can't be given on a command line; only strings, integers, longs and UUIDs can"
                        .formatted(cache.getName(), type.getName())));
  }

  /**
   * The key that the text spells.
   *
   * @throws IllegalArgumentException if it spells none; the message has no part of it
   */
  Object parse(String text) {
    try {
      return parser.apply(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("The key is no %s".formatted(this));
    }
  }
}
