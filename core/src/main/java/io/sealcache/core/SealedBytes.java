package io.sealcache.internal.store;

import java.io.Serial;
import java.io.Serializable;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A sealed value as stores on the heap hold it: by reference, never copied. Immutable and equal by
 * content, which a bare {@code byte[]} is not, so that the store's compare operations are exact.
 */
public final class SealedValue implements Serializable {
  @Serial private static final long serialVersionUID = 1L;

  private final byte[] bytes;

  /**
   * @param bytes a stored value; not copied, must not be changed afterwards
   */
  public SealedValue(byte[] bytes) {
    this.bytes = bytes;
  }

  public byte[] bytes() {
    return bytes;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other
        || (other instanceof SealedValue value && Arrays.equals(bytes, value.bytes));
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return "SealedValue[" + bytes.length + " bytes]";
  }
}
