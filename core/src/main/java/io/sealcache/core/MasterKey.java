package io.sealcache.core;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import javax.security.auth.Destroyable;
import org.jspecify.annotations.Nullable;

/**
 * A 256-bit master key, from which every other key is derived by HKDF-SHA-256 (RFC 5869). It keeps
 * the extracted pseudorandom key only, never the secret it was made of. Thread-safe; equal by
 * identity, see {@link #isSameKey}.
 */
public final class MasterKey implements Destroyable {
  /** Length of the secret in bytes. */
  public static final int LENGTH = 32;

  private static final byte[] SALT = "io.sealcache/1".getBytes(US_ASCII);
  private static final String ID = "key-id";

  private final byte[] pseudorandomKey;
  private final int id;
  private final @Nullable Instant created;
  private boolean destroyed;

  /** Be the bytes random or not. */
  MasterKey(byte[] secret, @Nullable Instant created) {
    if (secret.length != LENGTH) {
      throw new IllegalArgumentException(
          "A master key has exactly " + LENGTH + " bytes, not " + secret.length);
    }
    this.created = created;
    pseudorandomKey = Hkdf.extract(SALT, secret);
    id = ByteBuffer.wrap(derive(Integer.BYTES, ID)).getInt();
  }

  /**
   * The key made of a secret, which is copied.
   *
   * @throws IllegalArgumentException if the secret has not exactly {@value #LENGTH} bytes, or they
   *     obviously are not random; the message never contains any of them
   */
  public static MasterKey of(byte[] secret) {
    return of(secret, null);
  }

  /** The same with when the secret was made, for monitoring; null: not known. */
  public static MasterKey of(byte[] secret, @Nullable Instant created) {
    MasterKey key = new MasterKey(secret, created);
    WeakSecret.refuse(secret);
    return key;
  }

  /** The {@link #id} that a secret gives, be its bytes random or not. */
  public static int idOf(byte[] secret) {
    return new MasterKey(secret, null).id;
  }

  /** A new random key, which nothing can show or store: for caches that end with their JVM. */
  public static MasterKey generate() {
    byte[] secret = new byte[LENGTH];
    new SecureRandom().nextBytes(secret);
    MasterKey key = new MasterKey(secret, null);
    Arrays.fill(secret, (byte) 0);
    return key;
  }

  /** When it was made; null where its source doesn't say. */
  public @Nullable Instant created() {
    return created;
  }

  /** Names the key where it was used: 4 bytes derived from it, public. */
  public int id() {
    return id;
  }

  /**
   * HKDF-Expand with the labels as info. Each label is written as its length (4 bytes, big-endian)
   * and its UTF-8 bytes; null, an absent label, as 0xFFFFFFFF alone. So no two lists of labels give
   * one info.
   *
   * @return 1 to 8160 new bytes, the caller's to wipe
   * @throws IllegalArgumentException if {@code length} is another, or a label holds an unpaired
   *     surrogate
   * @throws IllegalStateException if this key is destroyed
   */
  public byte[] derive(int length, @Nullable String... labels) {
    byte[] info = encode(labels);
    // Under the lock, so that destroy() never leaves half a key to derive from.
    synchronized (this) {
      if (destroyed) {
        throw new IllegalStateException(this + " is destroyed: its keyring was closed");
      }
      return Hkdf.expand(pseudorandomKey, info, length);
    }
  }

  private static byte[] encode(@Nullable String... labels) {
    var info = new ByteArrayOutputStream();
    for (String label : labels) {
      // String.getBytes would replace unpaired surrogates, and so give two labels one key.
      if (label != null && !UTF_8.newEncoder().canEncode(label)) {
        throw new IllegalArgumentException("A label of a derived key holds an unpaired surrogate");
      }
      byte[] utf8 = label == null ? new byte[0] : label.getBytes(UTF_8);
      int length = label == null ? 0xFFFFFFFF : utf8.length;
      info.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(length).array());
      info.writeBytes(utf8);
    }
    return info.toByteArray();
  }

  /** Whether both are made of one secret, in constant time; neither may be destroyed. */
  public boolean isSameKey(MasterKey other) {
    return MessageDigest.isEqual(derive(LENGTH, ID), other.derive(LENGTH, ID));
  }

  /** Wipes the key; only {@link #id} and {@link #toString} work afterwards. */
  @Override
  public synchronized void destroy() {
    destroyed = true;
    Arrays.fill(pseudorandomKey, (byte) 0);
  }

  @Override
  public synchronized boolean isDestroyed() {
    return destroyed;
  }

  /** For example {@code MasterKey[id=1f2e3d4c]}. */
  @Override
  public String toString() {
    return "MasterKey[id=%08x]".formatted(id);
  }
}
