package io.sealcache.cachekit;

import io.sealcache.cachekit.CachekitException.Unsupported;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Set;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.digests.Blake2bDigest;
import org.jspecify.annotations.Nullable;

/**
 * The cache key of {@code interop/v1}, {@code namespace:operation:hash}: the same text in each
 * language for the same call. The store sees it in clear, and whoever can guess the arguments can
 * check the guess. Immutable.
 */
public final class InteropKey {
  private static final Pattern SEGMENT = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");
  private static final Set<String> RESERVED = Set.of("ns", "nsapi");
  private static final int HASH_BITS = 256;

  private final String namespace;
  private final String operation;
  private final String text;

  private InteropKey(String namespace, String operation, byte[] hash) {
    this.namespace = namespace;
    this.operation = operation;
    this.text = namespace + ':' + operation + ':' + HexFormat.of().formatHex(hash);
  }

  /**
   * The key of one call.
   *
   * @param namespace and {@code operation}: 1 to 64 of {@code a-z 0-9 . _ -}, the first a letter or
   *     digit, without {@code ..}; the namespace not {@code ns} or {@code nsapi}
   * @param arguments all the operation's arguments in the order of their declaration, defaults
   *     included, variadic ones as one list or map; of {@link InteropCodec}'s types up to {@code
   *     map}, and {@code UUID}, {@code Instant}, {@code OffsetDateTime}, {@code ZonedDateTime},
   *     {@code Set}. 2.0 and 2 are one argument; times count in whole microseconds
   * @throws Unsupported for anything else
   */
  public static InteropKey of(String namespace, String operation, @Nullable Object... arguments) {
    requireSegment("namespace", namespace);
    requireSegment("operation", operation);
    if (RESERVED.contains(namespace)) {
      throw new Unsupported("Namespace '" + namespace + "' is reserved in cachekit");
    }
    return new InteropKey(namespace, operation, hash(encode(arguments)));
  }

  /** The bytes that are hashed. */
  static byte[] encode(@Nullable Object... arguments) {
    return CanonicalEncoder.encode(Profile.ARGUMENTS, Arrays.asList(arguments));
  }

  private static void requireSegment(String what, String segment) {
    if (!SEGMENT.matcher(segment).matches() || segment.contains("..")) {
      throw new Unsupported(
          ("The %s of a key is 1 to 64 of 'a' to 'z', '0' to '9', '.', '_' and '-', begins with a"
                  + " letter or digit and has no '..'; this one of length %d isn't so")
              .formatted(what, segment.length()));
    }
  }

  private static byte[] hash(byte[] encoded) {
    Blake2bDigest blake2b = new Blake2bDigest(HASH_BITS);
    blake2b.update(encoded, 0, encoded.length);
    byte[] hash = new byte[HASH_BITS / Byte.SIZE];
    blake2b.doFinal(hash, 0);
    return hash;
  }

  public String namespace() {
    return namespace;
  }

  public String operation() {
    return operation;
  }

  /** The key as the store has it, at most 194 characters of ASCII, to be used without a prefix. */
  public String text() {
    return text;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof InteropKey key && text.equals(key.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  /** Without the hash. */
  @Override
  public String toString() {
    return "InteropKey[" + namespace + ':' + operation + ']';
  }
}
