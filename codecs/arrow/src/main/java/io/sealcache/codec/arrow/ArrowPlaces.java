package io.sealcache.codec.arrow;

import java.io.StreamCorruptedException;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.vector.BaseLargeVariableWidthVector;
import org.apache.arrow.vector.BaseVariableWidthVector;
import org.apache.arrow.vector.ExtensionTypeVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.complex.FixedSizeListVector;
import org.apache.arrow.vector.complex.LargeListVector;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.validate.ValidateVectorBufferVisitor;

/**
 * Whether the places that a column's values name are inside the column: where texts and lists begin
 * and end. Arrow only looks at the last of them, and an application may run Arrow without checks.
 */
final class ArrowPlaces {
  private ArrowPlaces() {}

  /**
   * Also of what is inside of its lists and structures.
   *
   * @throws StreamCorruptedException if not all are
   * @throws RuntimeException if a buffer is too short for them
   */
  static void requireInside(FieldVector vector) throws StreamCorruptedException {
    vector.accept(new ValidateVectorBufferVisitor(), null);
    requirePlaces(vector);
  }

  private static void requirePlaces(FieldVector vector) throws StreamCorruptedException {
    int count = vector.getValueCount();
    if (vector instanceof ExtensionTypeVector<?> extension) {
      requirePlaces((FieldVector) extension.getUnderlyingVector());
    } else if (vector instanceof BaseVariableWidthVector || vector instanceof ListVector) {
      requireAscending(vector.getOffsetBuffer(), count, Integer.BYTES);
    } else if (vector instanceof BaseLargeVariableWidthVector
        || vector instanceof LargeListVector) {
      requireAscending(vector.getOffsetBuffer(), count, Long.BYTES);
    } else if (vector instanceof FixedSizeListVector list) {
      require((long) count * list.getListSize() <= list.getDataVector().getValueCount());
    }
    for (FieldVector child : vector.getChildrenFromFields()) {
      requirePlaces(child);
    }
  }

  private static void requireAscending(ArrowBuf offsets, int count, int width)
      throws StreamCorruptedException {
    // Of no values there may be none, or one, which is written again.
    require(count > 0 || offsets.capacity() == 0 || offsets.capacity() >= width);
    long before = 0;
    for (int i = 0; count > 0 && i <= count; i++) {
      long at = (long) i * width;
      long offset = width == Long.BYTES ? offsets.getLong(at) : offsets.getInt(at);
      require(offset >= before);
      before = offset;
    }
  }

  private static void require(boolean isSo) throws StreamCorruptedException {
    if (!isSo) {
      throw new StreamCorruptedException("A column names a place outside of it");
    }
  }
}
