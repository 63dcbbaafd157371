package io.sealcache.keys;

import io.sealcache.internal.text.MasterKeyText;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** How a keyring file holds its secrets. */
sealed interface SecretForm {
  /** What the property of a key is called. */
  String property();

  String format(byte[] secret);

  /**
   * The secret, the caller's to wipe.
   *
   * @throws IllegalArgumentException if the text is malformed or not authentic; the message begins
   *     with a verb and contains none of it
   */
  byte[] parse(String text);

  /** What to do about a key that is held in another form. */
  String insteadOfOther();

  /** As they are. */
  record Clear() implements SecretForm {
    @Override
    public String property() {
      return "secret";
    }

    @Override
    public String format(byte[] secret) {
      return HexFormat.of().formatHex(secret);
    }

    @Override
    public byte[] parse(String text) {
      try {
        return MasterKeyText.decode(text);
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException("is no master key. " + e.getMessage());
      }
    }

    @Override
    public String insteadOfOther() {
      return "is wrapped; name the key that wraps it by 'sealcache.keystore.wrapping'";
    }
  }

  /** Each wrapped by a key that is kept elsewhere, in Base64. */
  record Wrapped(WrappingKey key) implements SecretForm {
    @Override
    public String property() {
      return "wrapped";
    }

    @Override
    public String format(byte[] secret) {
      return Base64.getEncoder().encodeToString(key.wrap(secret));
    }

    @Override
    public byte[] parse(String text) {
      return key.unwrap(decode(text));
    }

    private static byte[] decode(String text) {
      try {
        byte[] wrapped = Base64.getDecoder().decode(text);
        if (wrapped.length == WrappingKey.WRAPPED_LENGTH) {
          return wrapped;
        }
      } catch (IllegalArgumentException e) {
        // Its message shows a part of the text.
      }
      throw new IllegalArgumentException(
          "is not Base64 of " + WrappingKey.WRAPPED_LENGTH + " bytes, a key wrapped by RFC 3394");
    }

    @Override
    public String insteadOfOther() {
      return "lies in clear, but 'sealcache.keystore.wrapping' is set; wrap it, or take that out";
    }
  }

  /** Each wrapped by a service for a context, in Base64. */
  record Served(KeyEncryptionKey key, Map<String, String> context) implements SecretForm {
    private static final WrappedElsewhere TEXT = new WrappedElsewhere();

    @Override
    public String property() {
      return TEXT.property();
    }

    @Override
    public String format(byte[] secret) {
      return TEXT.format(key.wrap(List.of(secret), context).get(0));
    }

    @Override
    public byte[] parse(String text) {
      byte[] wrapped = TEXT.parse(text);
      try {
        return key.unwrap(List.of(wrapped), context).get(0);
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException("does not open: " + e.getMessage(), e);
      }
    }

    @Override
    public String insteadOfOther() {
      return "lies in clear, but 'sealcache.kms' is set; wrap it, or take that out";
    }
  }

  /** As Base64 of what somebody else wraps and unwraps. */
  record WrappedElsewhere() implements SecretForm {
    private static final int MAX_LENGTH = 1_024;

    @Override
    public String property() {
      return "wrapped";
    }

    @Override
    public String format(byte[] secret) {
      return Base64.getEncoder().encodeToString(secret);
    }

    @Override
    public byte[] parse(String text) {
      try {
        byte[] wrapped = Base64.getDecoder().decode(text);
        if (wrapped.length <= MAX_LENGTH) {
          return wrapped;
        }
      } catch (IllegalArgumentException e) {
        // Its message shows a part of the text.
      }
      throw new IllegalArgumentException("is not Base64 of at most " + MAX_LENGTH + " bytes");
    }

    @Override
    public String insteadOfOther() {
      return "lies in clear, which no key of a key table does";
    }
  }
}
