package io.sealcache.core;

import java.io.Serial;
import java.io.Serializable;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A value as a store holds it. The result of {@link EntrySealer#sealValue} is ciphertext; what a
 * store hands out is untrusted until {@link EntrySealer#openValue} has opened it. Immutable, and
 * equal by content, so that a store's compare operations are exact.
 *
 * <p>Stores that persist objects have the name and the serial form of this class on their disks:
 * both are part of the stored format.
 */
public final class SealedBytes implements Serializable {
  @Serial private static final long serialVersionUID = 1L;

  private final byte[] bytes;

  private SealedBytes(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * The bytes that a store holds, of whatever form.
   *
   * @param bytes not copied; must not be changed afterwards
   */
  public static SealedBytes ofStore(byte[] bytes) {
    return new SealedBytes(bytes);
  }

  /** For a store: not a copy, and not to be changed. */
  public byte[] bytes() {
    return bytes;
  }

  /** Whether the suite and the length are those of a sealed value; nothing is authentic yet. */
  public boolean isWellFormed() {
    return Envelope.isStoredValue(bytes);
  }

  /** The id of the master key that a well-formed value names, not yet authenticated. */
  public int keyId() {
    if (!isWellFormed()) {
      throw new IllegalArgumentException("These " + bytes.length + " bytes are no sealed value");
    }
    return Envelope.keyId(bytes);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof SealedBytes value && Arrays.equals(bytes, value.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** Without the bytes. */
  @Override
  public String toString() {
    return "SealedBytes[" + bytes.length + " bytes]";
  }
}
