package io.sealcache.keys;

import io.sealcache.core.IndexKey;
import io.sealcache.core.MasterKey;
import java.security.InvalidKeyException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * The key that made the stored keys of one cache before its name had an index key of its own, as
 * the name's record keeps it: wrapped by a key derived from that one, for this cache alone.
 */
final class DerivedLine {
  private static final int TAG_LENGTH = 6;
  private static final int ID_DIGITS = 8;
  private static final int KEY_LENGTH = 32;

  private final MasterKey own;
  private final String context;
  private final @Nullable String tenant;
  private final String cache;

  /**
   * @param own the name's index key
   */
  DerivedLine(MasterKey own, String context, @Nullable String tenant, String cache) {
    this.own = own;
    this.context = context;
    this.tenant = tenant;
    this.cache = cache;
  }

  /** What the property is called, which tells nothing of the cache. */
  String name() {
    byte[] tag = own.derive(TAG_LENGTH, "derived-index-tag", context, tenant, cache);
    return RecordNotes.DERIVED + "." + HexFormat.of().formatHex(tag);
  }

  /** The value for the key that another index key gives. */
  String value(MasterKey derived, int length) {
    String id = "%08x".formatted(derived.id());
    try (IndexKey key = IndexKey.of(derived, length, context, tenant, cache);
        JdkKeyWrap wrap = wrap(id)) {
      return id + ":" + Base64.getEncoder().encodeToString(wrap.wrap(key.secret()));
    }
  }

  /**
   * @throws IllegalStateException if it is not of this name and cache, or has been changed
   */
  IndexKey key(String value, int length) {
    String id = value.substring(0, ID_DIGITS);
    try (JdkKeyWrap wrap = wrap(id)) {
      byte[] secret = wrap.unwrap(Base64.getDecoder().decode(value.substring(ID_DIGITS + 1)));
      if (secret.length == length) {
        return new IndexKey(HexFormat.fromHexDigits(id), secret);
      }
      Arrays.fill(secret, (byte) 0);
    } catch (InvalidKeyException | IllegalArgumentException e) {
      // Its message may show a part of it.
    }
    throw new IllegalStateException(
        "A record of a key table has been changed: its property '%s' does not open"
            .formatted(name()));
  }

  private JdkKeyWrap wrap(String id) {
    return new JdkKeyWrap(own.derive(KEY_LENGTH, "derived-index", id, context, tenant, cache));
  }
}
