package io.sealcache.keys;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which entries of a key store are which keys of a keyring. Immutable.
 *
 * @param previous of the data keys that open only; empty if there are none
 * @param index of the index key; null: the current key
 */
public record KeyAliases(String current, List<String> previous, @Nullable String index) {
  /** Copies the list. */
  public KeyAliases {
    previous = List.copyOf(previous);
  }
}
