package io.sealcache.cli.store;

import java.util.Map;
import java.util.function.Function;
import javax.cache.Cache;
import javax.cache.configuration.Configuration;

/** Types of keys that can be given on a command line. */
enum KeyType {
  STRING(text -> text),
  INTEGER(Integer::valueOf),
  LONG(Long::valueOf),
  UUID(java.util.UUID::fromString);

  private static final Map<Class<?>, KeyType> OF_CLASS =
      Map.of(
          String.class,
          STRING,
          Object.class,
          STRING,
          Integer.class,
          INTEGER,
          Long.class,
          LONG,
          java.util.UUID.class,
          UUID);

  @SuppressWarnings("ImmutableEnumChecker") // none of the functions has a state
  private final Function<String, Object> parser;

  KeyType(Function<String, Object> parser) {
    this.parser = parser;
  }

  /**
   * That of a cache.
   *
   * @throws IllegalArgumentException if it is of another one
   */
  @SuppressWarnings("unchecked") // JCache asks for the raw class
  static KeyType of(Cache<Object, Object> cache) {
    Class<?> type = cache.getConfiguration(Configuration.class).getKeyType();
    KeyType found = OF_CLASS.get(type);
    if (found == null) {
      throw new IllegalArgumentException(
          "Cache '%s' has keys of %s, which can't be given on a command line; only strings, integers, longs and UUIDs can"
              .formatted(cache.getName(), type.getName()));
    }
    return found;
  }

  /**
   * @throws IllegalArgumentException if the text is none; the message has no part of it
   */
  Object parse(String text) {
    try {
      return parser.apply(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("The key is no %s".formatted(this));
    }
  }
}
