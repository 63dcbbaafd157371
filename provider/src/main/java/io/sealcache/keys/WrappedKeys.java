package io.sealcache.keys;

import io.sealcache.core.Keyring;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Keys as a key-encryption key has wrapped them, with what each is for, and what that makes of
 * them. Nothing in them is secret. Immutable.
 */
final class WrappedKeys {
  private static final DateTimeFormatter MONTH =
      DateTimeFormatter.ofPattern("uuuu-MM").withZone(ZoneOffset.UTC);
  private static final String INDEX = "index";
  private static final SecretForm FORM = new SecretForm.WrappedElsewhere();

  private final KeyringFile wrapped;

  WrappedKeys(KeyringFile wrapped) {
    this.wrapped = wrapped;
  }

  /**
   * Reads them; nothing is unwrapped.
   *
   * @throws IllegalArgumentException if it is anything but the lines of keys of a keyring file
   */
  static WrappedKeys parse(String where, byte[] content) {
    return new WrappedKeys(KeyringText.parse(where, content, FORM));
  }

  /** Two new ones: an index key, and a data key that is called by the month. */
  static WrappedKeys generate(KeyEncryptionKey key, Map<String, String> context, Instant now) {
    List<byte[]> made = key.generate(2, context);
    Map<String, FileKey> keys = new LinkedHashMap<>();
    String current = month(now);
    keys.put(INDEX, new FileKey(made.get(0), KeyRole.INDEX, now));
    keys.put(current, new FileKey(made.get(1), KeyRole.DATA, now));
    return new WrappedKeys(new KeyringFile(keys, current, INDEX));
  }

  /** Each is as it was wrapped. */
  KeyringFile file() {
    return wrapped;
  }

  String text() {
    return new String(KeyringText.format(wrapped, FORM), StandardCharsets.US_ASCII);
  }

  /** By which a data key is called. */
  static String month(Instant now) {
    return MONTH.format(now);
  }

  /** The same keys, wrapped by another one. */
  WrappedKeys rewrapped(KeyEncryptionKey key, KeyEncryptionKey from, Map<String, String> context) {
    List<String> ids = List.copyOf(wrapped.ids());
    List<byte[]> anew =
        key.rewrap(ids.stream().map(id -> wrapped.key(id).secret()).toList(), from, context);
    ensureAll("a key record", ids.size(), anew.size());
    Map<String, FileKey> keys = new LinkedHashMap<>();
    for (int i = 0; i < ids.size(); i++) {
      FileKey old = wrapped.key(ids.get(i));
      keys.put(ids.get(i), new FileKey(anew.get(i), old.role(), old.created()));
    }
    return new WrappedKeys(new KeyringFile(keys, wrapped.current(), wrapped.index()));
  }

  /**
   * A new keyring of them.
   *
   * @throws IllegalArgumentException if the key-encryption key refuses one, or they make no {@link
   *     Keyring}
   */
  Keyring open(String where, KeyEncryptionKey key, Map<String, String> context) {
    List<String> ids = List.copyOf(wrapped.ids());
    List<byte[]> secrets = new ArrayList<>();
    try {
      secrets.addAll(
          key.unwrap(ids.stream().map(id -> wrapped.key(id).secret()).toList(), context));
      ensureAll(where, ids.size(), secrets.size());
      Map<String, FileKey> keys = new LinkedHashMap<>();
      for (int i = 0; i < ids.size(); i++) {
        String id = ids.get(i);
        keys.put(id, new FileKey(secrets.get(i), wrapped.key(id).role(), null));
      }
      return FileKeyring.of(where, keys, wrapped.current(), wrapped.index());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(where + ": " + e.getMessage(), e);
    } finally {
      secrets.forEach(secret -> Arrays.fill(secret, (byte) 0));
    }
  }

  private static void ensureAll(String where, int wanted, int given) {
    if (given != wanted) {
      throw new IllegalStateException(
          "%s: %d keys were to be unwrapped, and the key-encryption key gave %d"
              .formatted(where, wanted, given));
    }
  }
}
