package io.sealcache.cli.store;

import java.util.Map;
import javax.cache.Cache;
import javax.cache.configuration.Configuration;

/** Types of keys that can be given on a command line. */
enum KeyType {
  STRING,
  INTEGER,
  LONG,
  UUID;

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
   * The key that the text spells.
   *
   * @throws IllegalArgumentException if it spells none; the message has no part of it
   */
  Object parse(String text) {
    try {
      return switch (this) {
        case STRING -> text;
        case INTEGER -> Integer.valueOf(text);
        case LONG -> Long.valueOf(text);
        case UUID -> java.util.UUID.fromString(text);
      };
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("The key is no %s".formatted(this));
    }
  }
}
