package io.sealcache.keys;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The role of a key of a keyring file. Nothing follows from its id or from the roles of others. */
enum KeyRole {
  /** Opens values, and seals them while it is the current one. */
  DATA,
  /** Makes stored keys, and opens no value. */
  INDEX,
  /** Both: the key of a cache that began with one. */
  INDEX_AND_DATA;

  /** As a keyring file says it. */
  String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  boolean opensValues() {
    return this != INDEX;
  }

  boolean makesStoredKeys() {
    return this != DATA;
  }

  /** The role of this text; null if none has it. */
  static @Nullable KeyRole of(String text) {
    for (KeyRole role : values()) {
      if (role.text().equals(text)) {
        return role;
      }
    }
    return null;
  }

  /** For messages. */
  static String allowed() {
    return Arrays.stream(values()).map(KeyRole::text).collect(Collectors.joining(", "));
  }
}
