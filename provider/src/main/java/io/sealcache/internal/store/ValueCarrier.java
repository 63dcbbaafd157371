package io.sealcache.internal.store;

import io.sealcache.core.SealedBytes;
import java.util.Base64;

/**
 * The type in which a store holds a stored value. It is part of the stored format: chosen by the
 * store's provider, never by a trial.
 */
public enum ValueCarrier {
  /** By reference, for stores on the heap. */
  SEALED_VALUE(SealedBytes.class) {
    @Override
    Object of(SealedBytes value) {
      return value;
    }

    @Override
    SealedBytes read(Object carrier, long maxLength) {
      return carrier instanceof SealedBytes value ? value : StorePort.FOREIGN;
    }
  },
  /** For stores that compare serialized bytes. */
  BYTES(byte[].class) {
    @Override
    Object of(SealedBytes value) {
      return value.bytes();
    }

    @Override
    SealedBytes read(Object carrier, long maxLength) {
      return carrier instanceof byte[] bytes ? SealedBytes.ofStore(bytes) : StorePort.FOREIGN;
    }
  },
  /** Unpadded Base64url, for stores of which nothing is known: all of them compare strings. */
  STRING(String.class) {
    @Override
    Object of(SealedBytes value) {
      return ENCODER.encodeToString(value.bytes());
    }

    @Override
    SealedBytes read(Object carrier, long maxLength) {
      if (!(carrier instanceof String text) || text.length() > (4 * maxLength + 2) / 3) {
        return StorePort.FOREIGN;
      }
      try {
        SealedBytes value = SealedBytes.ofStore(Base64.getUrlDecoder().decode(text));
        // Not a second spelling of the same bytes.
        return of(value).equals(text) ? value : StorePort.FOREIGN;
      } catch (IllegalArgumentException e) {
        return StorePort.FOREIGN;
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

  /** The object that the store is given for a value. */
  abstract Object of(SealedBytes value);

  /**
   * The value that the store returned; {@link StorePort#FOREIGN} where that is no carrier of this
   * kind, or one that would have to be decoded to more than {@code maxLength} bytes: nothing of it
   * is.
   */
  abstract SealedBytes read(Object carrier, long maxLength);
}
