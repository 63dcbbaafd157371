package io.sealcache.internal.store;

import io.sealcache.core.SealedBytes;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * The type in which a store holds a stored value. It is part of the stored format: chosen by the
 * store's provider, never by a trial.
 */
public enum ValueCarrier {
  /** By reference, for stores on the heap. */
  SEALED_VALUE(SealedBytes.class) {
    @Override
    public Object of(SealedBytes value) {
      return value;
    }

    @Override
    public @Nullable SealedBytes parse(Object carrier, long maxLength) {
      return carrier instanceof SealedBytes value && value.bytes().length <= maxLength
          ? value
          : null;
    }
  },
  /** For stores that compare serialized bytes. */
  BYTES(byte[].class) {
    @Override
    public Object of(SealedBytes value) {
      return value.bytes();
    }

    @Override
    public @Nullable SealedBytes parse(Object carrier, long maxLength) {
      return carrier instanceof byte[] bytes && bytes.length <= maxLength
          ? SealedBytes.ofStore(bytes)
          : null;
    }
  },
  /** Unpadded Base64url, for stores of which nothing is known: all of them compare strings. */
  STRING(String.class) {
    @Override
    public Object of(SealedBytes value) {
      return ENCODER.encodeToString(value.bytes());
    }

    @Override
    public @Nullable SealedBytes parse(Object carrier, long maxLength) {
      if (!(carrier instanceof String text) || text.length() > (4 * maxLength + 2) / 3) {
        return null;
      }
      try {
        SealedBytes value = SealedBytes.ofStore(Base64.getUrlDecoder().decode(text));
        return of(value).equals(text) ? value : null; // not a second spelling of the same bytes
      } catch (IllegalArgumentException e) {
        return null;
      }
    }
  };

  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

  private final Class<?> type;

  ValueCarrier(Class<?> type) {
    this.type = type;
  }

  /** The class that the store is told as its value type. */
  public Class<?> type() {
    return type;
  }

  /** What the store is given for a value. */
  public abstract Object of(SealedBytes value);

  /**
   * The value that the store returned; null where that is no carrier of this kind, or one of more
   * than {@code maxLength} bytes, of which nothing is copied or decoded.
   */
  public abstract @Nullable SealedBytes parse(Object carrier, long maxLength);

  /** Whether two carriers hold the same stored value. */
  public boolean same(@Nullable Object one, @Nullable Object other) {
    return (one instanceof byte[] a && other instanceof byte[] b)
        ? Arrays.equals(a, b)
        : one != null && one.equals(other);
  }
}
