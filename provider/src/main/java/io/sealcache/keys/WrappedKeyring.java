package io.sealcache.keys;

import io.sealcache.core.MasterKey;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * A keyring whose keys are wrapped: a keyring file, or a record of a key table ({@code
 * docs/keys.md}). One random key wraps all others, by AES Key Wrap (<a
 * href="https://www.rfc-editor.org/rfc/rfc3394">RFC 3394</a>), and is itself wrapped by a {@link
 * KeyEncryptionKey} for a context. All of it, and the context, are under a MAC whose key is derived
 * from that one key: not from one of those that it holds, as whoever knew one could make it.
 * Nothing in it is secret. Immutable.
 */
public final class WrappedKeyring {
  private static final String MAC = "keyring-mac";
  private static final String KEY_WRAP = "AESWrap";

  private static final Pattern NAME = Pattern.compile("[!-~]{1,200}");

  private final String where;
  private final @Nullable String wrappedBy;
  private final byte[] wrappingKey;
  private final byte[] mac;
  private final KeyringFile wrapped;

  private WrappedKeyring(String where, KeyringText text) {
    this.where = where;
    this.wrapped = text.keys();
    this.wrappedBy = text.wrappedBy();
    this.wrappingKey = text.decoded("wrapping-key");
    this.mac = text.decoded("mac");
  }

  /**
   * Reads one; nothing is unwrapped, and nothing in it is sure.
   *
   * @param where names it in messages
   * @throws IllegalArgumentException if it is anything but a whole keyring of wrapped keys; the
   *     message contains no part of a key
   */
  public static WrappedKeyring parse(String where, byte[] content) {
    return new WrappedKeyring(where, KeyringText.read(where, content, true));
  }

  /**
   * The text of a keyring whose keys a new key wraps.
   *
   * @param key wraps that, and is asked twice
   * @param context for which it is wrapped
   * @throws IllegalArgumentException if texts can't keep the name of the key
   * @throws RuntimeException if the key can't be asked now
   */
  public static String wrap(
      KeyringFile keyring, KeyEncryptionKey key, Map<String, String> context) {
    String by = nameOf(key);
    byte[] wrappingKey = key.generate(context);
    byte[] secret = unwrap(key, wrappingKey, context);
    try {
      KeyringFile wrapped = keyring.mapped(each -> keyWrap(Cipher.WRAP_MODE, secret, each));
      String text = KeyringText.ofWrapped(wrapped, by, wrappingKey);
      return text + "mac=" + KeyringText.base64(mac(secret, text, context)) + "\n";
    } finally {
      Arrays.fill(secret, (byte) 0);
    }
  }

  /**
   * The keys, in clear; the caller's to wipe.
   *
   * @param context for which they were wrapped
   * @throws IllegalArgumentException if the key refuses it, or anything in it was changed, mixed
   *     from others, or made for another context; the message contains no part of a key
   * @throws RuntimeException if the key can't be asked now
   */
  public KeyringFile open(KeyEncryptionKey key, Map<String, String> context) {
    byte[] secret;
    try {
      secret = unwrap(key, wrappingKey, context);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(where + ": " + e.getMessage(), e);
    }
    try {
      String text = KeyringText.ofWrapped(wrapped, wrappedBy, wrappingKey);
      if (!MessageDigest.isEqual(mac, mac(secret, text, context))) {
        throw refused();
      }
      return wrapped.mapped(each -> keyWrap(Cipher.UNWRAP_MODE, secret, each));
    } catch (IllegalArgumentException e) {
      throw refused();
    } finally {
      Arrays.fill(secret, (byte) 0);
    }
  }

  private IllegalArgumentException refused() {
    return new IllegalArgumentException(
        where + " was changed, or is not of this place: its keys don't belong together");
  }

  private static byte[] unwrap(KeyEncryptionKey key, byte[] wrapped, Map<String, String> context) {
    byte[] secret = key.unwrap(wrapped, context);
    if (secret.length == MasterKey.LENGTH) {
      return secret;
    }
    Arrays.fill(secret, (byte) 0);
    throw new IllegalArgumentException(
        "%s opened %d bytes, which are no key of %d"
            .formatted(key, secret.length, MasterKey.LENGTH));
  }

  private static byte[] keyWrap(int mode, byte[] wrappingKey, byte[] key) {
    try {
      Cipher cipher = Cipher.getInstance(KEY_WRAP);
      cipher.init(mode, new SecretKeySpec(wrappingKey, "AES"));
      return mode == Cipher.WRAP_MODE
          ? cipher.wrap(new SecretKeySpec(key, "AES"))
          : cipher.unwrap(key, "AES", Cipher.SECRET_KEY).getEncoded();
    } catch (InvalidKeyException e) {
      throw new IllegalArgumentException("A key was not wrapped by this one");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This JVM lacks " + KEY_WRAP + ", which each Java has", e);
    }
  }

  /** HKDF-Expand of one block is HMAC-SHA-256 under the pseudorandom key of the wrapping key. */
  private static byte[] mac(byte[] wrappingKey, String text, Map<String, String> context) {
    List<@Nullable String> labels = new ArrayList<>(List.of(MAC, text));
    new TreeMap<>(context)
        .forEach(
            (name, value) -> {
              labels.add(name);
              labels.add(value);
            });
    MasterKey key = MasterKey.of(wrappingKey);
    try {
      return key.derive(MasterKey.LENGTH, labels.toArray(new String[0]));
    } finally {
      key.destroy();
    }
  }

  /**
   * The name that a text has for the key that wraps it; null: none.
   *
   * @throws IllegalArgumentException if a text can't keep its {@link KeyEncryptionKey#name}
   */
  public static @Nullable String nameOf(KeyEncryptionKey key) {
    String name = key.name();
    if (name != null && !isName(name)) {
      throw new IllegalArgumentException(
          "%s has a name that records can't keep: it must have 1 to 200 printable ASCII characters and no blanks"
              .formatted(key));
    }
    return name;
  }

  /** Whether a text can keep it. */
  static boolean isName(String name) {
    return NAME.matcher(name).matches();
  }

  /** The {@link KeyEncryptionKey#name} of the key that wrapped it; null: not known. */
  public @Nullable String wrappedBy() {
    return wrappedBy;
  }

  /** How many keys there are, the index key among them. */
  public int size() {
    return wrapped.ids().size();
  }

  /** When the index key was made; null: not known. */
  public @Nullable Instant created() {
    return wrapped.created(wrapped.index());
  }

  /** Its keys, as they are wrapped. */
  KeyringFile wrapped() {
    return wrapped;
  }

  @Override
  public String toString() {
    return "WrappedKeyring" + wrapped.ids();
  }
}
