package io.sealcache.codec.arrow;

import java.io.StreamCorruptedException;
import java.util.List;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.vector.BaseIntVector;
import org.apache.arrow.vector.BaseLargeVariableWidthVector;
import org.apache.arrow.vector.BaseVariableWidthVector;
import org.apache.arrow.vector.BaseVariableWidthViewVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.ValueVector;
import org.apache.arrow.vector.complex.DenseUnionVector;
import org.apache.arrow.vector.complex.FixedSizeListVector;
import org.apache.arrow.vector.complex.LargeListVector;
import org.apache.arrow.vector.complex.LargeListViewVector;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.complex.ListViewVector;
import org.apache.arrow.vector.complex.RunEndEncodedVector;
import org.apache.arrow.vector.complex.UnionVector;
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
    vector.accept(new Buffers(), null);
    requirePlaces(vector);
  }

  private static void requirePlaces(FieldVector vector) throws StreamCorruptedException {
    int count = vector.getValueCount();
    if (vector instanceof BaseVariableWidthVector || vector instanceof ListVector) {
      requireAscending(vector.getOffsetBuffer(), count, Integer.BYTES);
    } else if (vector instanceof BaseLargeVariableWidthVector
        || vector instanceof LargeListVector) {
      requireAscending(vector.getOffsetBuffer(), count, Long.BYTES);
    } else if (vector instanceof BaseVariableWidthViewVector views) {
      requireViews(views);
    } else if (vector instanceof ListViewVector list) {
      requireListViews(list, list.getSizeBuffer(), list.getDataVector(), Integer.BYTES);
    } else if (vector instanceof LargeListViewVector list) {
      requireListViews(list, list.getSizeBuffer(), list.getDataVector(), Long.BYTES);
    } else if (vector instanceof FixedSizeListVector list) {
      require((long) count * list.getListSize() <= list.getDataVector().getValueCount());
    } else if (vector instanceof DenseUnionVector union) {
      requireMembers(union);
    } else if (vector instanceof UnionVector union) {
      requireMembers(union);
    } else if (vector instanceof RunEndEncodedVector runs) {
      requireRuns(runs);
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
      long offset = place(offsets, i, width);
      require(offset >= before);
      before = offset;
    }
  }

  private static long place(ArrowBuf places, int index, int width) {
    long at = (long) index * width;
    return width == Long.BYTES ? places.getLong(at) : places.getInt(at);
  }

  /**
   * Of a length, which in a null is anything, and where that is more than 12: four bytes, a
   * buffer's index, an offset.
   */
  private static void requireViews(BaseVariableWidthViewVector vector)
      throws StreamCorruptedException {
    ArrowBuf views = vector.getDataBuffer();
    for (int i = 0; i < vector.getValueCount(); i++) {
      long view = (long) i * BaseVariableWidthViewVector.ELEMENT_SIZE;
      int length = vector.isNull(i) ? 0 : views.getInt(view);
      require(length >= 0);
      if (length > BaseVariableWidthViewVector.INLINE_SIZE) {
        int buffer = views.getInt(view + 2 * Integer.BYTES);
        int offset = views.getInt(view + 3 * Integer.BYTES);
        require(buffer >= 0 && buffer < vector.getDataBuffers().size() && offset >= 0);
        require((long) offset + length <= vector.getDataBuffers().get(buffer).capacity());
      }
    }
  }

  // Arrow for Java has sizes of four bytes in both kinds.
  private static void requireListViews(
      FieldVector list, ArrowBuf sizes, FieldVector data, int width)
      throws StreamCorruptedException {
    long count = list.getValueCount();
    ArrowBuf offsets = list.getOffsetBuffer();
    require(count <= Byte.SIZE * list.getValidityBuffer().capacity());
    require(count * width <= offsets.capacity() && count * Integer.BYTES <= sizes.capacity());
    for (int i = 0; i < count; i++) {
      long offset = list.isNull(i) ? 0 : place(offsets, i, width);
      long size = list.isNull(i) ? 0 : place(sizes, i, Integer.BYTES);
      require(offset >= 0 && size >= 0 && offset <= data.getValueCount() - size);
    }
  }

  private static void requireMembers(DenseUnionVector union) throws StreamCorruptedException {
    for (int i = 0; i < union.getValueCount(); i++) {
      byte type = union.getTypeId(i);
      require(type >= 0 && union.getVectorByType(type) != null);
      int offset = union.getOffset(i);
      require(offset >= 0 && offset < union.getVectorByType(type).getValueCount());
    }
  }

  // Asked for a member that a union hasn't, Arrow adds one, or throws.
  private static void requireMembers(UnionVector union) throws StreamCorruptedException {
    List<FieldVector> members = List.copyOf(union.getChildrenFromFields());
    boolean[] known = new boolean[Byte.MAX_VALUE + 1];
    for (int i = 0; i < union.getValueCount(); i++) {
      int type = union.getTypeValue(i);
      require(type >= 0);
      if (!known[type]) {
        ValueVector member = union.getVectorByType(type);
        require(member == null || members.contains(member));
        known[type] = true;
      }
    }
  }

  private static void requireRuns(RunEndEncodedVector runs) throws StreamCorruptedException {
    BaseIntVector ends = (BaseIntVector) runs.getRunEndsVector();
    require(ends.getValueCount() <= runs.getValuesVector().getValueCount());
    long before = 0;
    for (int i = 0; i < ends.getValueCount(); i++) {
      long end = ends.getValueAsLong(i);
      require(end > before);
      before = end;
    }
    require(before >= runs.getValueCount());
  }

  private static void require(boolean isSo) throws StreamCorruptedException {
    if (!isSo) {
      throw new StreamCorruptedException("A column names a place outside of it");
    }
  }

  /**
   * Whether a column's buffers are as long as its values need: Arrow's own check, which knows no
   * views of lists. These {@link #requirePlaces} checks.
   */
  private static final class Buffers extends ValidateVectorBufferVisitor {
    @Override
    public Void visit(ListViewVector vector, Void value) {
      return vector.getDataVector().accept(this, null);
    }

    @Override
    public Void visit(LargeListViewVector vector, Void value) {
      return vector.getDataVector().accept(this, null);
    }
  }
}
