package io.sealcache.internal.seal;

import io.sealcache.codec.EncodingBuffer;
import io.sealcache.encryption.Padding;

/**
 * Says within a plaintext that a data key sealed it in another one's place, and that nothing else
 * is new: its first token of the {@linkplain WriterTrail trail} is one that no write has. Readers
 * that don't know it skip it as any other.
 */
final class ResealMark {
  private ResealMark() {}

  /**
   * Marks a plaintext.
   *
   * @param plaintext authentic, whichever codec wrote it; not changed
   * @param padding for a plaintext that is padded
   * @return with the mark; where this version doesn't know the format, as it was
   */
  static EncodingBuffer in(byte[] plaintext, Padding padding) {
    EncodingBuffer marked = new EncodingBuffer(0, plaintext.length + WriterTrail.MAX_LENGTH);
    if (!mark(plaintext, padding, marked)) {
      marked.write(plaintext);
    }
    return marked;
  }

  private static boolean mark(byte[] plaintext, Padding padding, EncodingBuffer marked) {
    int start = ValueFormat.trailStart(plaintext);
    if (start < 0 || plaintext.length > PaddedLength.LONGEST - WriterTrail.MAX_LENGTH) {
      return false;
    }
    boolean traced = ValueFormat.isTraced(plaintext);
    int payload = traced ? WriterTrail.end(plaintext, start) : start;
    boolean padded = ValueFormat.isPadded(plaintext);
    int end = payload < 0 || !padded ? plaintext.length : PaddedLength.start(plaintext, payload);
    if (payload < 0 || end < 0) {
      return false;
    }
    WriterTrail trail = (traced ? WriterTrail.read(plaintext, start) : WriterTrail.NONE).ofReseal();
    byte[] head = new byte[start + trail.length()];
    System.arraycopy(plaintext, 0, head, 0, start);
    ValueFormat.setTraced(head);
    trail.write(head, start);
    marked.write(head);
    marked.write(plaintext, payload, end - payload);
    if (padded) {
      // Where this JVM doesn't pad, what another one's padding hid stays hidden.
      PaddedLength.pad(padding == Padding.NONE ? Padding.POWER_OF_TWO : padding, marked);
    }
    return true;
  }
}
