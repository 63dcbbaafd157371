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

  private static final byte[] NO_TRAIL = {};

  private static final byte DEFLATED = 1;
  private static final byte PADDED = 2;
  private static final byte TRACED = 4;

  private static final int FLAGS = 0;
  private static final int CODEC = 1;
  private static final int TIME = 2;
  private static final int MAX_TRAIL_LENGTH =
      1 + Payload.MAX_TRAIL_ENTRIES * Payload.TRAIL_ENTRY_LENGTH;

  private final Compression compression;
  private final Padding padding;
  private final long maxPayloadLength;
  private final byte[] header;

  /**
   * @param codec its number, {@value #NAMED_CODEC} for one that has a name
   * @param codecName 1 to 255 bytes of UTF-8, or empty for one that has a number
   * @param maxPayloadLength the most bytes that a payload may have
   */
  ValueFormat(
      int codec,
      String codecName,
      Compression compression,
      Padding padding,
      long maxPayloadLength) {
    byte[] name = codecName.getBytes(StandardCharsets.UTF_8);
    this.compression = compression;
    this.padding = padding;
    this.maxPayloadLength = maxPayloadLength;
    this.header = new byte[HEADER_LENGTH + (name.length == 0 ? 0 : 1 + name.length)];
    header[CODEC] = (byte) codec;
    if (name.length > 0) {
      header[HEADER_LENGTH] = (byte) name.length;
      System.arraycopy(name, 0, header, HEADER_LENGTH + 1, name.length);
    }
  }

  /** How many bytes come before a payload with a trail of that many bytes. */
  int room(int trailLength) {
    return header.length + (trailLength == 0 ? 0 : 1 + trailLength);
  }

  /** The length of a stored value whose payload is as long as allowed, with all around it. */
  long maxStoredLength() {
    long longest = Math.min(maxPayloadLength, Integer.MAX_VALUE) + header.length + MAX_TRAIL_LENGTH;
    return Envelope.storedValueLength(PaddedLength.of(Padding.POWER_OF_TWO, longest));
  }

  /** Lays out a payload to be sealed, without a copy where that can be. */
  Plaintext layOut(Payload payload, long writtenMillis) {
    byte[] trail = payload.trail();
    int room = room(trail.length);
    if (compression == Compression.NONE && padding == Padding.NONE) {
      Plaintext plaintext = payload.behind(room);
      writeHead(plaintext, 0, trail, writtenMillis);
      return plaintext;
    }
    byte[] content = new byte[payload.length()];
    payload.behind(0).copy(0, content, 0, content.length);
    int flags = 0;
    if (compression == Compression.DEFLATE) {
      byte[] deflated = Deflate.deflate(content);
      if (deflated.length < content.length) {
        content = deflated;
        flags |= DEFLATED;
      }
    }
    int unpadded = Math.addExact(room, content.length);
    byte[] whole = new byte[(int) PaddedLength.of(padding, unpadded)];
    System.arraycopy(content, 0, whole, room, content.length);
    if (padding != Padding.NONE) {
      whole[unpadded] = PaddedLength.MARK;
      flags |= PADDED;
    }
    Plaintext plaintext = new Plaintext(whole, 0, whole.length);
    writeHead(plaintext, flags, trail, writtenMillis);
    return plaintext;
  }

  private void writeHead(Plaintext plaintext, int flags, byte[] trail, long writtenMillis) {
    byte[] target = plaintext.array();
    int start = plaintext.offset();
    System.arraycopy(header, 0, target, start, header.length);
    target[start + FLAGS] = (byte) (trail.length == 0 ? flags : flags | TRACED);
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

  /**
   * Why this isn't a plaintext of this format and codec.
   *
   * @param plaintext authentic; its first bytes are enough
   * @return null if it is one
   */
  @Nullable Refused refusal(byte[] plaintext) {
    if ((plaintext[FLAGS] & ~(DEFLATED | PADDED | TRACED)) != 0) {
      return Refused.undecodable("it was written by a later version of SealCache");
    }
    boolean isOurs =
        plaintext.length >= header.length
            && Arrays.equals(plaintext, CODEC, CODEC + 1, header, CODEC, CODEC + 1)
            && Arrays.equals(
                plaintext, HEADER_LENGTH, header.length, header, HEADER_LENGTH, header.length);
    if (!isOurs) {
      return new Refused(
          UnreadableReason.UNDECODABLE,
          UnreadableReason.UNDECODABLE.explanation(),
          plaintext[CODEC] & 0xff);
    }
    return payloadStart(plaintext) < 0
        ? Refused.undecodable("The trail has no token, too many, or an early end")
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
    return end < start ? NO_TRAIL : Arrays.copyOfRange(plaintext, start, end);
  }

  /** Whether the payload follows as it is, up to the end. */
  static boolean isPlain(byte[] plaintext) {
    return (plaintext[FLAGS] & (DEFLATED | PADDED)) == 0;
  }

  /** Whether a payload of that many bytes is longer than allowed. */
  boolean isOversized(long payloadLength) {
    return payloadLength > maxPayloadLength;
  }

  /**
   * The payload of a plaintext that {@link #refusal} takes; null if it is longer than allowed.
   *
   * @throws IOException if padding or deflated stream are malformed
   */
  @Nullable ByteBuffer payload(byte[] plaintext) throws IOException {
    int start = payloadStart(plaintext);
    int end = plaintext.length;
    if ((plaintext[FLAGS] & PADDED) != 0) {
      end = PaddedLength.start(plaintext, start);
      if (end < 0) {
        throw new IOException("The padding is not one byte 0x80 and zeros");
      }
    }
    if ((plaintext[FLAGS] & DEFLATED) == 0) {
      return isOversized(end - start) ? null : ByteBuffer.wrap(plaintext, start, end - start);
    }
    byte[] inflated = Deflate.inflate(plaintext, start, end - start, maxPayloadLength);
    return isOversized(inflated.length) ? null : ByteBuffer.wrap(inflated);
  }
}
