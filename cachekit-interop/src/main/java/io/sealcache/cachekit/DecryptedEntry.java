package io.sealcache.cachekit;

import org.jspecify.annotations.Nullable;

/** An authentic entry of {@code interop/v1}, and which key it was encrypted with. */
public final class DecryptedEntry {
  private final @Nullable Object value;
  private final int keyIndex;

  DecryptedEntry(@Nullable Object value, int keyIndex) {
    this.value = value;
    this.keyIndex = keyIndex;
  }

  /** Of the types of {@link InteropCodec}; null is a value too. */
  public @Nullable Object value() {
    return value;
  }

  /** 0 for the current key, 1 to 3 for a previous one: none is needed that is never seen here. */
  public int keyIndex() {
    return keyIndex;
  }

  /** Without the value. */
  @Override
  public String toString() {
    return "DecryptedEntry[keyIndex=" + keyIndex + "]";
  }
}
