package io.sealcache.codec.arrow;

import java.util.List;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.complex.LargeListVector;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.ipc.message.ArrowFieldNode;

/**
 * The first offset of a list without values. Whoever writes one may leave it out, as may who makes
 * a table, and then Arrow for Java fails to write it, or writes another column wrongly: it keeps
 * how much is to be written in the one empty buffer that all vectors share.
 */
final class ArrowFirstOffset {
  private ArrowFirstOffset() {}

  /** Whether it is, here or inside of lists and structures. */
  static boolean isMissing(FieldVector vector) {
    return isMissingHere(vector)
        || vector.getChildrenFromFields().stream().anyMatch(ArrowFirstOffset::isMissing);
  }

  private static boolean isMissingHere(FieldVector vector) {
    return (vector instanceof ListVector || vector instanceof LargeListVector)
        && vector.getValueCount() == 0
        && vector.getOffsetBuffer().capacity() == 0;
  }

  /** Wherever it is missing. */
  static void supply(FieldVector vector, BufferAllocator allocator) {
    if (isMissingHere(vector)) {
      int width = vector instanceof LargeListVector ? Long.BYTES : Integer.BYTES;
      try (ArrowBuf offset = allocator.buffer(width)) {
        offset.setZero(0, width);
        vector.loadFieldBuffers(
            new ArrowFieldNode(0, 0), List.of(vector.getValidityBuffer(), offset));
      }
    }
    for (FieldVector child : vector.getChildrenFromFields()) {
      supply(child, allocator);
    }
  }
}
