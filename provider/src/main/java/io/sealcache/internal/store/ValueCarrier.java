package io.sealcache.internal.store;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The type in which a store holds a stored value. It is part of the stored format: chosen by the
 * store's provider, never by a trial.
 */
public enum ValueCarrier {
  /** By reference, for stores on the heap. */
  SEALED_VALUE(SealedValue.class) {
    @Override
    public Object of(byte[] bytes) {
      return new SealedValue(bytes);
    }

    @Override
    public byte @Nullable [] bytes(Object carrier, long maxLength) {
      return carrier instanceof SealedValue value && value.bytes().length <= maxLength
          ? value.bytes()
          : null;
    }
  },
  /** For stores that compare serialized bytes. */
  BYTES(byte[].class) {
    @Override
    public Object of(byte[] bytes) {
      return bytes;
    }

    @Override
    public byte @Nullable [] bytes(Object carrier, long maxLength) {
      return carrier instanceof byte[] bytes && bytes.length <= maxLength ? bytes : null;
    }
  },
  /** Unpadded Base64url, for stores of which nothing is known: all of them compare strings. */
  STRING(String.class) {
    @Override
    public Object of(byte[] bytes) {
      return Base64Url.encode(bytes);
    }

    @Override
    public byte @Nullable [] bytes(Object carrier, long maxLength) {
      return carrier instanceof String text && text.length() <= Base64Url.length(maxLength)
          ? Base64Url.decode(text)
          : null;
    }
  };

  private final Class<?> type;

  ValueCarrier(Class<?> type) {
    this.type = type;
  }

  /** The class that the store is told as its value type. */
  public Class<?> type() {
    return type;
  }

  /** The carrier of {@code bytes}, which is not copied and must not be changed afterwards. */
  public abstract Object of(byte[] bytes);

  /**
   * The bytes of what the store returned; null where that is no carrier of this kind, or one of
   * more than {@code maxLength} bytes, of which nothing is copied or decoded.
   */
  public abstract byte @Nullable [] bytes(Object carrier, long maxLength);

  /** Whether two carriers hold the same stored value. */
  public boolean same(@Nullable Object one, @Nullable Object other) {
    return (one instanceof byte[] a && other instanceof byte[] b)
        ? Arrays.equals(a, b)
        : one != null && one.equals(other);
  }
}
