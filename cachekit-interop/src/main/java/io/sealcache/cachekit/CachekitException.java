package io.sealcache.cachekit;

/**
 * A failure with cachekit's entries. No message contains a key's secret, an argument, a value or
 * stored bytes.
 */
public abstract sealed class CachekitException extends RuntimeException {
  private CachekitException(String message) {
    super(message);
  }

  /**
   * Your value, argument, namespace or operation is outside what {@code interop/v1} defines.
   * Nothing was written.
   */
  public static final class Unsupported extends CachekitException {
    Unsupported(String message) {
      super(message);
    }
  }

  /** A master key, a tenant or a keyring is configured wrongly. */
  public static final class InvalidKeyring extends CachekitException {
    InvalidKeyring(String message) {
      super(message);
    }
  }

  /**
   * No key of the keyring authenticates the entry: it was changed, truncated or copied from another
   * cache key, or written with another master key or for another tenant.
   */
  public static final class NotAuthentic extends CachekitException {
    NotAuthentic(String message) {
      super(message);
    }
  }

  /**
   * An entry of cachekit-py says of itself that it is encrypted where the reader has no keyring, or
   * that it isn't where the reader has one. Its content isn't used.
   */
  public static final class ProtectionMismatch extends CachekitException {
    ProtectionMismatch(String message) {
      super(message);
    }
  }

  /**
   * An entry of cachekit-py records another serializer than the one that the reader is configured
   * for. Its content isn't used.
   */
  public static final class SerializerMismatch extends CachekitException {
    SerializerMismatch(String message) {
      super(message);
    }
  }

  /** Stored bytes are not what they ought to be; if encrypted, they are authentic nevertheless. */
  public static final class Malformed extends CachekitException {
    Malformed(String message) {
      super(message);
    }
  }

  /** This cipher has encrypted as many entries as random nonces allow for one key. */
  public static final class KeyExhausted extends CachekitException {
    KeyExhausted(String message) {
      super(message);
    }
  }
}
