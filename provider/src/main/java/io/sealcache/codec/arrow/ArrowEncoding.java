package io.sealcache.codec.arrow;

import io.sealcache.codec.EncodingBuffer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.compression.CompressionUtil.CodecType;
import org.apache.arrow.vector.dictionary.Dictionary;
import org.apache.arrow.vector.dictionary.DictionaryProvider;
import org.apache.arrow.vector.dictionary.DictionaryProvider.MapDictionaryProvider;
import org.apache.arrow.vector.types.pojo.Field;
import org.jspecify.annotations.Nullable;

/**
 * One table being written, from its own memory. Columns that lack a {@link ArrowFirstOffset first
 * offset} are written from a view that has one: they are the caller's and stay as they are. One
 * thread's.
 */
final class ArrowEncoding implements AutoCloseable {
  private final VectorSchemaRoot table;
  private final DictionaryProvider dictionaries;
  private final BufferAllocator allocator;
  private final List<FieldVector> views = new ArrayList<>();

  /**
   * @param allocator of views
   */
  ArrowEncoding(
      VectorSchemaRoot table, DictionaryProvider dictionaries, BufferAllocator allocator) {
    this.allocator = allocator;
    try {
      this.table = writable(table);
      this.dictionaries = writable(dictionaries);
    } catch (RuntimeException | Error e) {
      close();
      throw e;
    }
  }

  private VectorSchemaRoot writable(VectorSchemaRoot table) {
    List<FieldVector> columns = new ArrayList<>();
    for (Field field : table.getSchema().getFields()) {
      columns.add(writable(table.getVector(columns.size()), field));
    }
    return new VectorSchemaRoot(table.getSchema(), columns, table.getRowCount());
  }

  private DictionaryProvider writable(DictionaryProvider dictionaries) {
    MapDictionaryProvider all = new MapDictionaryProvider();
    for (long id : dictionaries.getDictionaryIds()) {
      Dictionary dictionary = dictionaries.lookup(id);
      if (dictionary != null) {
        FieldVector entries = dictionary.getVector();
        entries = writable(entries, entries.getField());
        all.put(new Dictionary(entries, dictionary.getEncoding()));
      }
    }
    return all;
  }

  // Of the schema's field where there is one: that of a vector of nulls doesn't know whether they
  // are allowed.
  private FieldVector writable(FieldVector vector, Field field) {
    if (!ArrowFirstOffset.isMissing(vector)) {
      return vector;
    }
    int count = vector.getValueCount();
    // A view shares memory, which its own allocator alone can do.
    FieldVector view = field.createVector(count == 0 ? allocator : vector.getAllocator());
    views.add(view);
    if (count > 0) {
      vector.makeTransferPair(view).splitAndTransfer(0, count);
    }
    ArrowFirstOffset.supply(view, view.getAllocator());
    return view;
  }

  void write(EncodingBuffer out, CodecType compression) throws IOException {
    if (compression == CodecType.NO_COMPRESSION) {
      out.expect(size());
    }
    try (ArrowBatchWriter writer =
        new ArrowBatchWriter(table, dictionaries, new ArrowOutput(out), compression)) {
      writer.writeBatch();
      writer.end();
    }
  }

  /** At least what is written, and little more. */
  private long size() {
    long size = 1024;
    for (FieldVector column : table.getFieldVectors()) {
      size += column.getBufferSize() + overhead(column.getField());
    }
    for (long id : dictionaries.getDictionaryIds()) {
      FieldVector entries = dictionaries.lookup(id).getVector();
      size += 1024 + entries.getBufferSize() + overhead(entries.getField());
    }
    return size;
  }

  // Its place in the schema, and what its buffers' places and alignment take.
  private static long overhead(Field field) {
    long overhead = 384 + length(field.getName());
    for (var entry : field.getMetadata().entrySet()) {
      overhead += 32 + length(entry.getKey()) + length(entry.getValue());
    }
    for (Field child : field.getChildren()) {
      overhead += overhead(child);
    }
    return overhead;
  }

  // Nothing in Arrow's format has to have a name.
  private static long length(@Nullable String text) {
    return text == null ? 0 : 3L * text.length();
  }

  @Override
  public void close() {
    views.forEach(FieldVector::close);
  }
}
