package io.sealcache.codec.arrow;

import io.sealcache.codec.EncodingBuffer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.VectorUnloader;
import org.apache.arrow.vector.dictionary.DictionaryProvider;
import org.apache.arrow.vector.ipc.WriteChannel;
import org.apache.arrow.vector.ipc.message.ArrowDictionaryBatch;
import org.apache.arrow.vector.ipc.message.ArrowRecordBatch;
import org.apache.arrow.vector.ipc.message.MessageSerializer;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.arrow.vector.util.DictionaryUtility;

/**
 * One table being written, from its own memory. Columns that lack a {@link ArrowFirstOffset first
 * offset} are written from a view that has one: they are the caller's and stay as they are. One
 * thread's.
 */
final class ArrowEncoding implements AutoCloseable {
  private final BufferAllocator allocator;
  private final List<FieldVector> views = new ArrayList<>();

  /**
   * @param allocator of views
   */
  ArrowEncoding(BufferAllocator allocator) {
    this.allocator = allocator;
  }

  // As Arrow's own writer, which keeps a copy of each dictionary to see whether it is another one
  // in the next batch, and can't copy all types.
  void write(VectorSchemaRoot table, DictionaryProvider dictionaries, EncodingBuffer out)
      throws IOException {
    List<Field> fields = new ArrayList<>();
    List<FieldVector> columns = new ArrayList<>();
    Set<Long> ids = new HashSet<>();
    for (Field field : table.getSchema().getFields()) {
      columns.add(writable(table.getVector(fields.size()), field));
      fields.add(DictionaryUtility.toMessageFormat(field, dictionaries, ids));
    }
    Map<Long, FieldVector> entries = new LinkedHashMap<>();
    for (long id : ids) {
      FieldVector vector = dictionaries.lookup(id).getVector();
      entries.put(id, writable(vector, vector.getField()));
    }
    // A buffer that was made for a view is gone before the encoding is sealed.
    boolean outlives = views.isEmpty();
    try (WriteChannel channel = new WriteChannel(new ArrowOutput(out, outlives))) {
      Map<String, String> metadata = table.getSchema().getCustomMetadata();
      MessageSerializer.serialize(channel, new Schema(fields, metadata));
      for (var dictionary : entries.entrySet()) {
        try (ArrowRecordBatch batch = batch(VectorSchemaRoot.of(dictionary.getValue()))) {
          MessageSerializer.serialize(
              channel, new ArrowDictionaryBatch(dictionary.getKey(), batch, false));
        }
      }
      try (ArrowRecordBatch batch =
          batch(new VectorSchemaRoot(table.getSchema(), columns, table.getRowCount()))) {
        MessageSerializer.serialize(channel, batch);
      }
      channel.writeIntLittleEndian(MessageSerializer.IPC_CONTINUATION_TOKEN);
      channel.writeIntLittleEndian(0);
    }
  }

  private static ArrowRecordBatch batch(VectorSchemaRoot rows) {
    return new VectorUnloader(rows).getRecordBatch();
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

  @Override
  public void close() {
    views.forEach(FieldVector::close);
  }
}
