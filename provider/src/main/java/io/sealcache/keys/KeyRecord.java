package io.sealcache.keys;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The wrapped keys of one name, as a key table keeps them: the text of a keyring file ({@code
 * docs/keys.md}) in which each key is Base64 of what a {@link KeyEncryptionKey} made of it. Nothing
 * in it is secret. Immutable.
 */
public final class KeyRecord {
  /** The most characters that a record has, all of them ASCII. */
  public static final int MAX_LENGTH = 4_000;

  private static final SecretForm FORM = new SecretForm.WrappedElsewhere();
  private static final DateTimeFormatter MONTH =
      DateTimeFormatter.ofPattern("uuuu-MM").withZone(ZoneOffset.UTC);
  private static final String INDEX = "index";

  private final KeyringFile wrapped;

  private KeyRecord(KeyringFile wrapped) {
    this.wrapped = wrapped;
  }

  /**
   * A record of two new random keys: an index key, and a data key that is called by the month.
   *
   * @throws RuntimeException if the key-encryption key fails
   */
  public static KeyRecord generate(KeyEncryptionKey key, Map<String, String> context, Instant now) {
    List<byte[]> made = key.generate(2, context);
    Map<String, FileKey> keys = new LinkedHashMap<>();
    String current = MONTH.format(now);
    keys.put(INDEX, new FileKey(made.get(0), KeyRole.INDEX, now));
    keys.put(current, new FileKey(made.get(1), KeyRole.DATA, now));
    return new KeyRecord(new KeyringFile(keys, current, INDEX));
  }

  /**
   * Reads a record; nothing is unwrapped.
   *
   * @param where names it in messages
   * @throws IllegalArgumentException if it is anything but a whole record; the message contains no
   *     part of a key
   */
  public static KeyRecord parse(String where, String text) {
    if (text.length() > MAX_LENGTH) {
      throw new IllegalArgumentException(
          "%s is longer than %d characters, and so no record of keys".formatted(where, MAX_LENGTH));
    }
    byte[] content = text.getBytes(StandardCharsets.ISO_8859_1);
    return new KeyRecord(KeyringText.parse(where, content, FORM));
  }

  /** How many keys there are, the index key among them. */
  public int size() {
    return wrapped.ids().size();
  }

  /** When the name got keys; null: not known. */
  public @Nullable Instant created() {
    return wrapped.created(wrapped.index());
  }

  /**
   * As a table keeps it.
   *
   * @throws IllegalStateException if it has more than {@value #MAX_LENGTH} characters
   */
  public String text() {
    String text = new String(KeyringText.format(wrapped, FORM), StandardCharsets.US_ASCII);
    if (text.length() > MAX_LENGTH) {
      throw new IllegalStateException(
          "A record of %d keys is longer than %d characters; retire old keys first"
              .formatted(wrapped.ids().size(), MAX_LENGTH));
    }
    return text;
  }

  /**
   * A new keyring of the keys.
   *
   * @param where names the record in messages
   * @throws IllegalArgumentException if the key-encryption key refuses one, or they make no {@link
   *     Keyring}; the message contains no part of a key
   * @throws RuntimeException if the key-encryption key can't be asked now
   */
  public Keyring open(String where, KeyEncryptionKey key, Map<String, String> context) {
    List<String> ids = List.copyOf(wrapped.ids());
    List<byte[]> secrets = new ArrayList<>();
    try {
      secrets.addAll(
          key.unwrap(ids.stream().map(id -> wrapped.key(id).secret()).toList(), context));
      if (secrets.size() != ids.size()) {
        throw new IllegalStateException(
            "%s: %d keys were to be unwrapped, and the key-encryption key gave %d"
                .formatted(where, ids.size(), secrets.size()));
      }
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

  @Override
  public String toString() {
    return "KeyRecord" + wrapped.ids();
  }
}
