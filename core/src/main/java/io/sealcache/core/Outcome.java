package io.sealcache.core;

import java.nio.ByteBuffer;

/** The outcome of opening a stored key or a sealed value. */
public sealed interface Outcome {

  /**
   * It is authentic. Of a key this says that it was made by a holder of the index key; the entry's
   * value alone shows that a holder of a data key stored it.
   *
   * @param payload the plaintext, from position to limit: a buffer on the heap, or what the {@link
   *     Destination} gave; the caller's
   * @param writtenMillis when a value was written, in milliseconds since 1970, by its writer's
   *     clock; 0 for a key
   * @param trail the one of {@link Payload#withTrail}; empty if there is none; not a copy
   * @param isUnderCurrentKey whether the current data key sealed the value, and not a previous one;
   *     true for a key
   */
  @SuppressWarnings("ArrayRecordComponent") // compared by nobody
  record Opened(ByteBuffer payload, long writtenMillis, byte[] trail, boolean isUnderCurrentKey)
      implements Outcome {}

  /**
   * It doesn't open.
   *
   * @param explanation the reason in words, as the end of a sentence about the entry; holds no data
   * @param codec the number of the codec that wrote the value, where that is what refuses it; else
   *     0
   */
  record Refused(UnreadableReason reason, String explanation, int codec) implements Outcome {
    static Refused because(UnreadableReason reason) {
      return new Refused(reason, reason.explanation(), 0);
    }

    static Refused undecodable(String why, int codec) {
      UnreadableReason reason = UnreadableReason.UNDECODABLE;
      return new Refused(reason, reason.explanation() + why, codec);
    }
  }
}
