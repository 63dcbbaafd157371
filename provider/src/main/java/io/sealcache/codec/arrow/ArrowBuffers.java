package io.sealcache.codec.arrow;

import org.apache.arrow.vector.complex.LargeListViewVector;
import org.apache.arrow.vector.complex.ListViewVector;
import org.apache.arrow.vector.validate.ValidateVectorBufferVisitor;

/**
 * Whether a column's buffers are as long as its values need: Arrow's own check, which knows no
 * views of lists. These {@link ArrowPlaces} checks.
 */
final class ArrowBuffers extends ValidateVectorBufferVisitor {
  @Override
  public Void visit(ListViewVector vector, Void value) {
    return vector.getDataVector().accept(this, null);
  }

  @Override
  public Void visit(LargeListViewVector vector, Void value) {
    return vector.getDataVector().accept(this, null);
  }
}
