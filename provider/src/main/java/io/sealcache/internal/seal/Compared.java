package io.sealcache.internal.seal;

import org.jspecify.annotations.Nullable;

/**
 * What became of a write by comparison.
 *
 * @param found what the entry holds instead, where the race was lost; else null
 */
public record Compared<V>(Written written, @Nullable Read<V> found) {
  public static <V> Compared<V> of(Written written) {
    return new Compared<>(written, null);
  }
}
