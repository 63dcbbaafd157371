package io.sealcache.codec.arrow;

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
import org.apache.arrow.vector.types.pojo.Field;
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
    this.reader = new ArrowBatchReader(messages, allocations.allocator(), new ArrowDecompression());
  }

  /** All batches as one table, in the memory of {@code target}. */
  ArrowTable table(BufferAllocator target) throws IOException {
    VectorSchemaRoot first = reader.getVectorSchemaRoot();
    if (!reader.loadNextBatch() || messages.isAtEnd()) {
      return finish(first, target);
    }
    try (VectorSchemaRoot all =
        VectorSchemaRoot.create(first.getSchema(), allocations.allocator())) {
      all.getFieldVectors().forEach(ArrowBatchReader::allocate);
      do {
        append(all, first);
      } while (reader.loadNextBatch());
      return finish(all, target);
    }
  }

  // Appending believes the offsets of what it appends.
  private static void append(VectorSchemaRoot all, VectorSchemaRoot batch) throws IOException {
    requireLength(batch);
    for (FieldVector column : batch.getFieldVectors()) {
      ArrowPlaces.requireInside(column);
    }
    VectorSchemaRootAppender.append(false, all, batch);
  }

  private ArrowTable finish(VectorSchemaRoot root, BufferAllocator target) throws IOException {
    messages.requireNothingMore();
    requireLength(root);
    List<FieldVector> moved = new ArrayList<>();
    try {
      return moved(root, target, moved);
    } catch (IOException | RuntimeException | Error e) {
      moved.forEach(FieldVector::close);
      throw e;
    }
  }

  private static void requireLength(VectorSchemaRoot root) throws IOException {
    if (root.getRowCount() < 0) {
      throw new StreamCorruptedException("A table has a negative number of rows");
    }
    for (FieldVector column : root.getFieldVectors()) {
      if (column.getValueCount() != root.getRowCount()) {
        throw new StreamCorruptedException("A column's length is not the table's");
      }
    }
  }

  private ArrowTable moved(VectorSchemaRoot root, BufferAllocator target, List<FieldVector> moved)
      throws IOException {
    List<FieldVector> columns = new ArrayList<>();
    for (Field field : root.getSchema().getFields()) {
      columns.add(moved(root.getVector(columns.size()), field, target, moved));
    }
    MapDictionaryProvider dictionaries = new MapDictionaryProvider();
    for (Dictionary dictionary : reader.getDictionaryVectors().values()) {
      FieldVector loaded = dictionary.getVector();
      FieldVector entries = moved(loaded, loaded.getField(), target, moved);
      dictionaries.put(new Dictionary(entries, dictionary.getEncoding()));
    }
    return new ArrowTable(
        new VectorSchemaRoot(root.getSchema(), columns, root.getRowCount()), dictionaries);
  }

  // To a vector of the field that was read: a transfer to a new one doesn't keep each detail, and a
  // union's own field names its members by other ids than its values do.
  private static FieldVector moved(
      FieldVector vector, Field field, BufferAllocator target, List<FieldVector> all)
      throws IOException {
    FieldVector moved = field.createVector(target);
    all.add(moved);
    vector.makeTransferPair(moved).transfer();
    ArrowPlaces.requireInside(moved);
    return moved;
  }

  @Override
  public void close() throws IOException {
    try (allocations) {
      reader.close();
    }
  }
}
