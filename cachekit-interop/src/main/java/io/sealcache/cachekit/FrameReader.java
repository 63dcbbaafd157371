package io.sealcache.cachekit;

import io.sealcache.cachekit.CachekitException.Malformed;
import io.sealcache.cachekit.CachekitException.NotAuthentic;
import io.sealcache.cachekit.CachekitException.ProtectionMismatch;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads entries of cachekit-py's default mode, frames "CK" of version 3, for a look into a Python
 * service's cache or a move out of it; programs that share entries use {@link InteropCipher}. Its
 * configuration alone says whether entries are encrypted, and for which tenant. Immutable and
 * thread-safe.
 */
public final class FrameReader {
  /** Most bytes that a payload is decompressed to by default: 100 MiB, as cachekit-py writes. */
  public static final int DEFAULT_MAX_PAYLOAD_LENGTH = 100 << 20;

  private static final byte[] MAGIC = {'C', 'K'};
  private static final byte VERSION = 3;
  private static final int PREFIX_LENGTH = 7;
  private static final String ALGORITHM = "AES-256-GCM";

  private final @Nullable InteropKeyring keyring;
  private final int maxPayloadLength;

  private FrameReader(@Nullable InteropKeyring keyring, int maxPayloadLength) {
    this.keyring = keyring;
    this.maxPayloadLength = maxPayloadLength;
  }

  /** Of encrypted frames only. */
  public static FrameReader encrypted(InteropKeyring keyring) {
    return new FrameReader(keyring, DEFAULT_MAX_PAYLOAD_LENGTH);
  }

  /** Of frames in clear only, which whoever reaches the store may have written. */
  public static FrameReader plaintext() {
    return new FrameReader(null, DEFAULT_MAX_PAYLOAD_LENGTH);
  }

  /**
   * A reader that decompresses to fewer bytes, or more.
   *
   * @throws IllegalArgumentException if that is negative
   */
  public FrameReader withMaxPayloadLength(int bytes) {
    if (bytes < 0) {
      throw new IllegalArgumentException("The length of a payload is not " + bytes);
    }
    return new FrameReader(keyring, bytes);
  }

  /** Whether the bytes begin as a frame does. */
  static boolean isFrame(byte[] stored) {
    return stored.length >= MAGIC.length
        && Arrays.equals(stored, 0, MAGIC.length, MAGIC, 0, MAGIC.length);
  }

  /**
   * Reads what is stored under a key.
   *
   * @param cacheKey as cachekit-py makes it, without a prefix of its backend; an encrypted frame is
   *     bound to it
   * @throws ProtectionMismatch if the frame is in clear and the reader has keys, or the other way
   *     round
   * @throws NotAuthentic if the frame is for another tenant or key, or was changed
   * @throws Malformed if it is no frame, or its payload is no envelope or too long
   */
  public Frame read(String cacheKey, byte[] stored) {
    if (stored.length < PREFIX_LENGTH || !isFrame(stored)) {
      throw new Malformed("The entry of %d bytes is no frame".formatted(stored.length));
    }
    ByteBuffer frame = ByteBuffer.wrap(stored);
    FrameHeader header = FrameHeader.parse(headerOf(frame));
    byte[] payload = new byte[frame.remaining()];
    frame.get(payload);
    byte[] opened = open(cacheKey, header, payload);
    boolean isEnveloped = header.format().equals("msgpack") && header.isCompressed();
    return new Frame(header, isEnveloped ? ByteStorage.open(opened, maxPayloadLength) : opened);
  }

  private static byte[] headerOf(ByteBuffer frame) {
    byte version = frame.position(MAGIC.length).get();
    if (version != VERSION) {
      throw new Malformed("The frame is of version %d, not %d".formatted(version, VERSION));
    }
    int length = frame.getInt();
    if (length < 0 || length > frame.remaining()) {
      throw new Malformed("The frame ends before its header does");
    }
    byte[] header = new byte[length];
    frame.get(header);
    return header;
  }

  private byte[] open(String cacheKey, FrameHeader header, byte[] payload) {
    if (keyring == null) {
      if (header.isEncrypted()) {
        throw new ProtectionMismatch("The frame is encrypted, and this reader has no keyring");
      }
      return payload;
    }
    if (!header.isEncrypted()) {
      throw new ProtectionMismatch("The frame is in clear, and this reader wants encrypted ones");
    }
    return decrypt(keyring, cacheKey, header, payload)
        .orElseThrow(
            () -> new NotAuthentic("The frame is not authentic for this key, tenant and keyring"));
  }

  /** The fingerprint chooses one key; its word is final. The tenant is the keyring's. */
  private static Optional<byte[]> decrypt(
      InteropKeyring keyring, String cacheKey, FrameHeader header, byte[] payload) {
    if (!header.tenant().equals(keyring.tenant()) || !header.algorithm().equals(ALGORITHM)) {
      return Optional.empty();
    }
    byte[] associatedData =
        AssociatedData.of(
            keyring.tenant(),
            cacheKey,
            header.format(),
            header.isCompressed(),
            header.originalType());
    return keyring.keys().stream()
        .filter(key -> key.fingerprint().equals(header.fingerprint()))
        .findFirst()
        .flatMap(key -> Optional.ofNullable(SealedBytes.open(key, associatedData, payload)));
  }
}
