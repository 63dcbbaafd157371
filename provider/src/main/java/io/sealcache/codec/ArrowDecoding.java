package io.sealcache.codec;

import java.io.IOException;
import java.io.StreamCorruptedException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.dictionary.Dictionary;
import org.apache.arrow.vector.dictionary.DictionaryProvider.MapDictionaryProvider;
import org.apache.arrow.vector.ipc.ArrowStreamReader;
import org.apache.arrow.vector.util.VectorSchemaRootAppender;

/**
 * One table being read. All memory comes from an allocator of its own, until the table is whole and
 * moves to the one that it is meant for; so whatever fails, nothing is left. One thread's.
 */
final class ArrowDecoding implements AutoCloseable {
  private final ArrowAllocations allocations;
  private final ArrowMessages messages;
  private final ArrowStreamReader reader;

  /**
   * @param allocator not closed with this object
   * @param encoded read to its end
   */
  ArrowDecoding(BufferAllocator allocator, ByteBuffer encoded) throws IOException {
    this.allocations = new ArrowAllocations(allocator);
    this.messages = new ArrowMessages(encoded, allocations.allocator());
    this.reader =
        new ArrowStreamReader(messages, allocations.allocator(), new ArrowDecompression());
  }

  /** All batches as one table, in the memory of {@code target}. */
  ArrowTable table(BufferAllocator target) throws IOException {
    VectorSchemaRoot first = reader.getVectorSchemaRoot();
    if (!messages.isAtEnd()) {
      reader.loadNextBatch();
    }
    if (messages.isAtEnd()) {
      return finish(first, target);
    }
    try (VectorSchemaRoot all =
        VectorSchemaRoot.create(first.getSchema(), allocations.allocator())) {
      VectorSchemaRootAppender.append(false, all, first);
      while (!messages.isAtEnd() && reader.loadNextBatch()) {
        VectorSchemaRootAppender.append(false, all, first);
      }
      return finish(all, target);
    }
  }

  private ArrowTable finish(VectorSchemaRoot root, BufferAllocator target) throws IOException {
    messages.requireNothingMore();
    if (root.getRowCount() < 0) {
      throw new StreamCorruptedException("A table has a negative number of rows");
    }
    for (FieldVector column : root.getFieldVectors()) {
      if (column.getValueCount() != root.getRowCount()) {
        throw new StreamCorruptedException("A column's length is not the table's");
      }
      validate(column);
    }
    for (Dictionary dictionary : reader.getDictionaryVectors().values()) {
      validate(dictionary.getVector());
    }
    List<FieldVector> moved = new ArrayList<>();
    try {
      return moved(root, target, moved);
    } catch (RuntimeException e) {
      moved.forEach(FieldVector::close);
      throw e;
    }
  }

  // Of the buffers alone: Arrow's validation of types refuses some that Arrow has itself.
  private static void validate(FieldVector vector) throws IOException {
    vector.accept(new ArrowBuffers(), null);
    ArrowPlaces.requireInside(vector);
  }

  private ArrowTable moved(VectorSchemaRoot root, BufferAllocator target, List<FieldVector> moved)
      throws IOException {
    List<FieldVector> columns = new ArrayList<>();
    for (FieldVector column : root.getFieldVectors()) {
      columns.add(moved(column, target, moved));
    }
    MapDictionaryProvider dictionaries = new MapDictionaryProvider();
    for (Dictionary dictionary : reader.getDictionaryVectors().values()) {
      FieldVector entries = moved(dictionary.getVector(), target, moved);
      dictionaries.put(new Dictionary(entries, dictionary.getEncoding()));
    }
    return new ArrowTable(
        new VectorSchemaRoot(root.getSchema(), columns, root.getRowCount()), dictionaries);
  }

  // To a vector of the same field, which a transfer to a new one doesn't keep in each detail.
  private static FieldVector moved(
      FieldVector vector, BufferAllocator target, List<FieldVector> all) {
    FieldVector moved = vector.getField().createVector(target);
    all.add(moved);
    vector.makeTransferPair(moved).transfer();
    return moved;
  }

  @Override
  public void close() throws IOException {
    try (allocations) {
      reader.close();
    }
  }
}
