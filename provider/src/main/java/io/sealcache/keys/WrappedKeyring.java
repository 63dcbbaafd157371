package io.sealcache.keys;

import io.sealcache.core.MasterKey;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A keyring whose keys are wrapped: a keyring file, or a record of a key table ({@code
 * docs/format.md}). One random key seals all secrets together, bound to all the rest and to a
 * context, and is itself wrapped by a {@link KeyEncryptionKey} for that context. So nobody can
 * change it or mix it from others who knows no such key, even if one that it holds is known.
 * Nothing in it is secret. Immutable.
 */
public final class WrappedKeyring {
  /** As {@link KeyEncryptionKey#generate} promises. */
  private static final int MAX_WRAPPING_KEY = 1_024;

  private static final Pattern NAME = Pattern.compile("[!-~]{1,200}");

  private final String where;
  private final @Nullable String wrappedBy;
  private final byte[] wrappingKey;
  private final byte[] secrets;
  private final KeyringFile notes;

  private WrappedKeyring(String where, KeyringText text) {
    this.where = where;
    this.notes = text.keys();
    this.wrappedBy = text.wrappedBy();
    this.wrappingKey = text.decoded("wrapping-key", MAX_WRAPPING_KEY);
    this.secrets = text.decoded("secrets", KeyringFile.MAX_LENGTH);
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
   * @throws IllegalArgumentException if texts can't keep the name of the key, or what it wraps is
   *     too long
   * @throws RuntimeException if the key can't be asked now
   */
  public static String wrap(
      KeyringFile keyring, KeyEncryptionKey key, Map<String, String> context) {
    String by = nameOf(key);
    byte[] wrappingKey = key.generate(context);
    if (wrappingKey.length > MAX_WRAPPING_KEY) { // or it could be written, and never read
      throw new IllegalArgumentException(
          "Key '%s' wraps 32 bytes as %d; a keyring holds %d at most"
              .formatted(by, wrappingKey.length, MAX_WRAPPING_KEY));
    }
    byte[] secrets = secrets(keyring);
    try (WrappingKey sealing = unwrap(key, wrappingKey, context)) {
      String text = KeyringText.ofWrapped(keyring, by, wrappingKey);
      byte[] sealed = sealing.wrap(secrets, bound(context, text));
      return text + "secrets=" + KeyringText.base64(sealed) + "\n";
    } finally {
      Arrays.fill(secrets, (byte) 0);
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
    WrappingKey sealing;
    try {
      sealing = unwrap(key, wrappingKey, context);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(where + ": " + e.getMessage(), e);
    }
    byte[] opened = {};
    try (sealing) {
      String text = KeyringText.ofWrapped(notes, wrappedBy, wrappingKey);
      opened = sealing.unwrap(secrets, bound(context, text));
      return withSecrets(opened);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          where + " was changed, or is not of this place: its keys don't belong together");
    } finally {
      Arrays.fill(opened, (byte) 0);
    }
  }

  /** One after the other, in the order of the keys; the caller's to wipe. */
  static byte[] secrets(KeyringFile keyring) {
    ByteBuffer all = ByteBuffer.allocate(keyring.ids().size() * MasterKey.LENGTH);
    keyring.ids().forEach(id -> all.put(keyring.key(id).secret()));
    if (all.hasRemaining()) {
      throw new IllegalStateException("Keys that are wrapped have no secrets here");
    }
    return all.array();
  }

  private KeyringFile withSecrets(byte[] opened) {
    if (opened.length != size() * MasterKey.LENGTH) {
      throw new IllegalArgumentException("Not as many secrets as keys");
    }
    ByteBuffer all = ByteBuffer.wrap(opened);
    Map<String, KeyringFile.Key> keys = new LinkedHashMap<>();
    for (String id : notes.ids()) {
      byte[] secret = new byte[MasterKey.LENGTH];
      all.get(secret);
      KeyringFile.Key note = notes.key(id);
      keys.put(id, new KeyringFile.Key(secret, note.created(), note.until()));
    }
    return new KeyringFile(keys, notes.current(), notes.index(), notes.opensValues(notes.index()));
  }

  private static WrappingKey unwrap(
      KeyEncryptionKey key, byte[] wrapped, Map<String, String> context) {
    byte[] secret = key.unwrap(wrapped, context);
    try {
      MasterKey.of(secret).destroy(); // refuses another length, and what obviously is not random
    } catch (IllegalArgumentException e) {
      Arrays.fill(secret, (byte) 0);
      throw new IllegalArgumentException(
          "%s opened what is no key: %s".formatted(key, e.getMessage()), e);
    }
    return WrappingKey.of(secret);
  }

  private static Map<String, String> bound(Map<String, String> context, String text) {
    Map<String, String> bound = new TreeMap<>(context);
    bound.put("", text); // no name of a context
    return bound;
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
    return notes.ids().size();
  }

  /** When the index key was made; null: not known. */
  public @Nullable Instant created() {
    return notes.created(notes.index());
  }

  /** Its keys without their secrets. */
  KeyringFile notes() {
    return notes;
  }

  @Override
  public String toString() {
    return "WrappedKeyring" + notes.ids();
  }
}
