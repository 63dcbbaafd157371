package io.sealcache.core;

import io.sealcache.core.Outcome.Refused;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The plaintext of a stored value, written and read side by side:
 *
 * <pre>
 * 1 flags | 1 codec | 6 write time (ms since 1970) | [1 length | name, of a custom codec]
 *         | [1 entries | trail] | payload [| padding]
 * </pre>
 *
 * The flags, authenticated like all of it, say whether the payload is deflated (1), whether there
 * is padding (2) and whether there is a trail (4), whatever this side writes itself; the others are
 * 0. The codec is only compared, never chosen by what is read. Immutable.
 */
final class ValueFormat {
  /** Length in bytes of the part that each value has. */
  static final int HEADER_LENGTH = 8;

  /** Stands for each codec that is known by its name. */
  static final int NAMED_CODEC = 255;

  private static final byte DEFLATED = 1;
  private static final byte PADDED = 2;
  private static final byte TRACED = 4;

  private static final int FLAGS = 0;
  private static final int CODEC = 1;
  private static final int TIME = 2;

  private static final long LONGEST_PAYLOAD = 2000L << 20;

  private final Compression compression;
  private final Padding padding;
  private final long maxPayload;
  private final byte[] header;

  /** The length of a stored value whose payload is as long as allowed, with all around it. */
  final long maxStoredLength;

  ValueFormat(EntrySealerBuilder options) {
    int codec = options.valueCodec;
    byte[] name = options.valueCodecName.getBytes(StandardCharsets.UTF_8);
    boolean isNamed = codec == NAMED_CODEC && name.length >= 1 && name.length <= 255;
    boolean isNumbered = codec >= 1 && codec < NAMED_CODEC && name.length == 0;
    compression = options.compression;
    padding = options.padding;
    maxPayload = options.maxPayload;
    if ((!isNamed && !isNumbered) || maxPayload < 1 || maxPayload > LONGEST_PAYLOAD) {
      throw new IllegalArgumentException(
          ("A codec has a number of 1 to 254 or a name of 1 to 255 bytes, not the number %d and %d"
                  + " bytes; a value has at most 1 to %d bytes, not %d")
              .formatted(codec, name.length, LONGEST_PAYLOAD, maxPayload));
    }
    header = new byte[HEADER_LENGTH + (name.length == 0 ? 0 : 1 + name.length)];
    header[CODEC] = (byte) codec;
    if (name.length > 0) {
      header[HEADER_LENGTH] = (byte) name.length;
      System.arraycopy(name, 0, header, HEADER_LENGTH + 1, name.length);
    }
    int around = room(Payload.MAX_TRAIL_ENTRIES * Payload.TRAIL_ENTRY_LENGTH);
    maxStoredLength = Envelope.storedValueLength(Padding.POWER_OF_TWO.padded(maxPayload + around));
  }

  /** How many bytes come before a payload with a trail of that many bytes. */
  int room(int trailLength) {
    return header.length + (trailLength == 0 ? 0 : 1 + trailLength);
  }

  /** Lays out a payload to be sealed, without a copy where that can be. */
  Payload layOut(Payload payload, long writtenMillis) {
    if (isOversized(payload.length())) {
      throw new IllegalArgumentException(
          "A value has at most %d bytes, not %d".formatted(maxPayload, payload.length()));
    }
    Payload content = payload;
    byte[] trail = payload.trail;
    int room = room(trail.length);
    int flags = trail.length == 0 ? 0 : TRACED;
    if (compression == Compression.DEFLATE) {
      byte[] plain = payload.bytes(0, 0);
      byte[] deflated = Deflate.deflate(plain);
      if (deflated.length < plain.length) {
        content = Payload.of(deflated);
        flags |= DEFLATED;
      }
    }
    if (padding == Padding.NONE) {
      content = content.behind(room);
    } else {
      int end = room + content.length();
      byte[] padded = content.bytes(room, (int) padding.padded(end) - end);
      padded[end] = Padding.MARK;
      content = Payload.of(padded);
      flags |= PADDED;
    }
    writeHead(content.array, content.offset, flags, trail, writtenMillis);
    return content;
  }

  private void writeHead(byte[] target, int start, int flags, byte[] trail, long writtenMillis) {
    System.arraycopy(header, 0, target, start, header.length);
    target[start + FLAGS] = (byte) flags;
    for (int i = 0, shift = 40; shift >= 0; i++, shift -= 8) {
      target[start + TIME + i] = (byte) (writtenMillis >>> shift);
    }
    if (trail.length > 0) {
      int at = start + header.length;
      target[at] = (byte) (trail.length / Payload.TRAIL_ENTRY_LENGTH);
      System.arraycopy(trail, 0, target, at + 1, trail.length);
    }
  }

  static long writtenMillis(byte[] plaintext) {
    return BigEndian.getLong(plaintext, 0) & 0xffff_ffff_ffffL;
  }

  /** Why the authentic bytes, or their first segment, aren't of this format and codec; or null. */
  @Nullable Refused refusal(byte[] plaintext) {
    if ((plaintext[FLAGS] & ~(DEFLATED | PADDED | TRACED)) != 0) {
      return Refused.undecodable(": it was written by a later version of SealCache", 0);
    }
    if (plaintext[CODEC] != header[CODEC]
        || plaintext.length < header.length
        || !Arrays.equals(
            plaintext, HEADER_LENGTH, header.length, header, HEADER_LENGTH, header.length)) {
      return Refused.undecodable("", plaintext[CODEC] & 0xff);
    }
    return payloadStart(plaintext) < 0
        ? Refused.undecodable(": The trail has no token, too many, or an early end", 0)
        : null;
  }

  /** Where the payload begins; -1 if the trail is malformed. */
  int payloadStart(byte[] plaintext) {
    if ((plaintext[FLAGS] & TRACED) == 0) {
      return header.length;
    }
    int entries = header.length < plaintext.length ? plaintext[header.length] & 0xff : 0;
    int end = room(entries * Payload.TRAIL_ENTRY_LENGTH);
    return entries >= 1 && entries <= Payload.MAX_TRAIL_ENTRIES && end <= plaintext.length
        ? end
        : -1;
  }

  /** The trail of a plaintext that {@link #refusal} takes. */
  byte[] trail(byte[] plaintext) {
    int start = header.length + 1;
    int end = payloadStart(plaintext);
    return end < start ? Payload.NO_TRAIL : Arrays.copyOfRange(plaintext, start, end);
  }

  /** Whether the payload follows as it is, up to the end. */
  static boolean isPlain(byte[] plaintext) {
    return (plaintext[FLAGS] & (DEFLATED | PADDED)) == 0;
  }

  /** Whether a payload of that many bytes is longer than allowed. */
  boolean isOversized(long payloadLength) {
    return payloadLength > maxPayload;
  }

  /**
   * The payload of a plaintext that {@link #refusal} takes; null if it is longer than allowed.
   *
   * @throws IOException if padding or deflated stream are malformed
   */
  @Nullable ByteBuffer payload(byte[] plaintext) throws IOException {
    byte[] array = plaintext;
    int start = payloadStart(plaintext);
    int end = plaintext.length;
    if ((plaintext[FLAGS] & PADDED) != 0) {
      end = Padding.start(plaintext, start);
      if (end < 0) {
        throw new IOException("The padding is not one byte 0x80 and zeros");
      }
    }
    if ((plaintext[FLAGS] & DEFLATED) != 0) {
      array = Deflate.inflate(plaintext, start, end - start, maxPayload);
      start = 0;
      end = array.length;
    }
    return isOversized(end - start) ? null : ByteBuffer.wrap(array, start, end - start);
  }
}
