package io.sealcache.cachekit;

import io.sealcache.cachekit.CachekitException.Malformed;
import io.sealcache.cachekit.CachekitException.NotAuthentic;
import io.sealcache.cachekit.CachekitException.ProtectionMismatch;
import io.sealcache.cachekit.CachekitException.SerializerMismatch;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads entries of cachekit-py's default mode, frames "CK" of version 3, for a look into a Python
 * service's cache or a move out of it; programs that share entries use {@link InteropCipher}. Its
 * configuration alone says whether entries are encrypted, for which tenant, by which serializer
 * they were written and which prefix their keys have; where an entry says otherwise, it is refused,
 * and nothing else is tried. Immutable and thread-safe.
 */
public final class FrameReader {
  /** Most bytes that a payload is decompressed to by default: 100 MiB, as cachekit-py writes. */
  public static final int DEFAULT_MAX_PAYLOAD_LENGTH = 100 << 20;

  private static final byte[] MAGIC = {'C', 'K'};
  private static final byte VERSION = 3;
  private static final int PREFIX_LENGTH = 7;
  private static final String ALGORITHM = "AES-256-GCM";

  private final @Nullable InteropKeyring keyring;
  private final FrameSerializer serializer;
  private final String keyPrefix;
  private final int maxPayloadLength;

  private FrameReader(
      @Nullable InteropKeyring keyring,
      FrameSerializer serializer,
      String keyPrefix,
      int maxPayloadLength) {
    this.keyring = keyring;
    this.serializer = serializer;
    this.keyPrefix = keyPrefix;
    this.maxPayloadLength = maxPayloadLength;
  }

  /** Of encrypted frames only, by Python's default serializer, under keys without a prefix. */
  public static FrameReader encrypted(InteropKeyring keyring) {
    return new FrameReader(keyring, FrameSerializer.DEFAULT, "", DEFAULT_MAX_PAYLOAD_LENGTH);
  }

  /**
   * Of frames in clear only, by Python's default serializer; whoever reaches the store may have
   * written them. The heap that their values take is bounded by {@link #withMaxPayloadLength} and
   * the limits of {@link InteropCodec#decode}.
   */
  public static FrameReader plaintext() {
    return new FrameReader(null, FrameSerializer.DEFAULT, "", DEFAULT_MAX_PAYLOAD_LENGTH);
  }

  /**
   * A reader of what a cache with another serializer wrote.
   *
   * @param name as its frames record it: {@code default} (of {@code std} too), {@code auto} (of
   *     {@code pythonic} too), {@code orjson}, {@code arrow}, or where Python was given an object
   *     the bare name of its class, as {@code ArrowSerializer}
   * @throws IllegalArgumentException if that is empty
   */
  public FrameReader withSerializer(String name) {
    return new FrameReader(keyring, serializer.named(name), keyPrefix, maxPayloadLength);
  }

  /** A reader of what a cache with {@code integrity_checking=False} wrote. */
  public FrameReader withoutIntegrityChecks() {
    return new FrameReader(keyring, serializer.unchecked(), keyPrefix, maxPayloadLength);
  }

  /**
   * A reader of what was encrypted for keys with a prefix, which it puts before each key that it is
   * given.
   *
   * @param prefix the text that Python's backend puts before keys and binds: a {@code
   *     MemcachedBackend}'s {@code key_prefix}, {@code t:default:} or {@code t:TENANT:} of the
   *     Redis backend that cachekit-py makes itself. Empty for backends that have none, and for
   *     entries of the releases that didn't bind it yet
   */
  public FrameReader withKeyPrefix(String prefix) {
    return new FrameReader(keyring, serializer, prefix, maxPayloadLength);
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
    return new FrameReader(keyring, serializer, keyPrefix, bytes);
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
   *     bound to it, behind {@link #withKeyPrefix the prefix}
   * @throws ProtectionMismatch if the frame is in clear and the reader has keys, or the other way
   *     round
   * @throws SerializerMismatch if the frame records another serializer than the reader's
   * @throws NotAuthentic if the frame is for another tenant, key or prefix, or was changed
   * @throws Malformed if it is no frame, records no serializer, has a header that doesn't agree
   *     with what the reader's serializer writes, or a payload that isn't what that writes or is
   *     too long
   */
  public Frame read(String cacheKey, byte[] stored) {
    if (stored.length < PREFIX_LENGTH || !isFrame(stored)) {
      throw new Malformed("The entry of %d bytes is no frame".formatted(stored.length));
    }
    ByteBuffer frame = ByteBuffer.wrap(stored);
    FrameHeader header = FrameHeader.parse(headerOf(frame));
    byte[] payload = new byte[frame.remaining()];
    frame.get(payload);
    requireProtectionOf(header);
    serializer.requireNameOf(header);
    byte[] opened = open(cacheKey, header, payload);
    serializer.requireAgreementOf(header);
    return new Frame(serializer, header, serializer.container().open(opened, maxPayloadLength));
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

  private void requireProtectionOf(FrameHeader header) {
    if (keyring == null && header.isEncrypted()) {
      throw new ProtectionMismatch("The frame is encrypted, and this reader has no keyring");
    }
    if (keyring != null && !header.isEncrypted()) {
      throw new ProtectionMismatch("The frame is in clear, and this reader wants encrypted ones");
    }
  }

  private byte[] open(String cacheKey, FrameHeader header, byte[] payload) {
    if (keyring == null) {
      return payload;
    }
    return decrypt(keyring, keyPrefix + cacheKey, header, payload)
        .orElseThrow(
            () ->
                new NotAuthentic(
                    "The frame is not authentic for this key, prefix, tenant and keyring"));
  }

  /** The fingerprint chooses one key; its word is final. The tenant is the keyring's. */
  private static Optional<byte[]> decrypt(
      InteropKeyring keyring, String boundKey, FrameHeader header, byte[] payload) {
    if (!header.tenant().equals(keyring.tenant()) || !header.algorithm().equals(ALGORITHM)) {
      return Optional.empty();
    }
    byte[] associatedData =
        AssociatedData.of(
            keyring.tenant(),
            boundKey,
            header.format(),
            header.isCompressed(),
            header.originalType());
    return keyring.keys().stream()
        .filter(key -> key.fingerprint().equals(header.fingerprint()))
        .findFirst()
        .flatMap(key -> Optional.ofNullable(SealedBytes.open(key, associatedData, payload)));
  }
}
