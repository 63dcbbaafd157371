package io.sealcache.codec.arrow;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.StreamCorruptedException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.flatbuf.Message;
import org.apache.arrow.flatbuf.MessageHeader;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorLoader;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.compression.NoCompressionCodec;
import org.apache.arrow.vector.dictionary.Dictionary;
import org.apache.arrow.vector.dictionary.DictionaryProvider.MapDictionaryProvider;
import org.apache.arrow.vector.ipc.message.ArrowDictionaryBatch;
import org.apache.arrow.vector.ipc.message.ArrowRecordBatch;
import org.apache.arrow.vector.ipc.message.MessageSerializer;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.arrow.vector.util.DictionaryUtility;

/**
 * Makes one table of messages, as Arrow's reader of streams does, but looks at values before they
 * are used. Whoever gives the allocator frees what is left in it. One decoding's.
 */
final class ArrowTableReader {
  private final ArrowMessages messages;
  private final Map<Long, Dictionary> dictionaries = new HashMap<>();
  private final VectorSchemaRoot batch;

  /** Reads the schema. */
  ArrowTableReader(ArrowMessages messages, BufferAllocator allocator) throws IOException {
    this.messages = messages;
    Message message = messages.next();
    if (message == null) {
      throw new StreamCorruptedException("No schema");
    }
    Schema schema = MessageSerializer.deserializeSchema(message);
    List<Field> fields = new ArrayList<>();
    for (Field field : schema.getFields()) {
      fields.add(DictionaryUtility.toMemoryFormat(field, allocator, dictionaries));
    }
    this.batch = VectorSchemaRoot.create(new Schema(fields, schema.getCustomMetadata()), allocator);
  }

  /** The table, in the memory of {@code target}. */
  ArrowTable table(BufferAllocator target) throws IOException {
    boolean isLoaded = false;
    batch.setRowCount(0);
    for (Message next = messages.next(); next != null; next = messages.next()) {
      if (next.headerType() == MessageHeader.DictionaryBatch) {
        loadDictionary(MessageSerializer.deserializeDictionaryBatch(next, messages.body()));
      } else if (next.headerType() == MessageHeader.RecordBatch && !isLoaded) {
        load(MessageSerializer.deserializeRecordBatch(next, messages.body()), batch);
        isLoaded = true;
      } else {
        throw new StreamCorruptedException("A message that is no batch, or a second batch of rows");
      }
    }
    requireLength(batch);
    List<FieldVector> moved = new ArrayList<>();
    try {
      return moved(target, moved);
    } catch (IOException | RuntimeException | Error e) {
      moved.forEach(FieldVector::close);
      throw e;
    }
  }

  private void loadDictionary(ArrowDictionaryBatch loaded) {
    FieldVector entries = requireNonNull(dictionaries.get(loaded.getDictionaryId())).getVector();
    load(loaded.getDictionary(), VectorSchemaRoot.of(entries));
  }

  private static void load(ArrowRecordBatch loaded, VectorSchemaRoot into) {
    try (loaded) {
      new VectorLoader(into, NoCompressionCodec.Factory.INSTANCE).load(loaded);
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

  private ArrowTable moved(BufferAllocator target, List<FieldVector> moved) throws IOException {
    List<FieldVector> columns = new ArrayList<>();
    for (Field field : batch.getSchema().getFields()) {
      columns.add(moved(batch.getVector(columns.size()), field, target, moved));
    }
    MapDictionaryProvider provider = new MapDictionaryProvider();
    for (Dictionary dictionary : dictionaries.values()) {
      FieldVector loaded = dictionary.getVector();
      FieldVector entries = moved(loaded, loaded.getField(), target, moved);
      provider.put(new Dictionary(entries, dictionary.getEncoding()));
    }
    return new ArrowTable(
        new VectorSchemaRoot(batch.getSchema(), columns, batch.getRowCount()), provider);
  }

  // To a vector of the field that was read: a transfer to a new one doesn't keep each detail.
  private static FieldVector moved(
      FieldVector vector, Field field, BufferAllocator target, List<FieldVector> all)
      throws IOException {
    FieldVector moved = field.createVector(target);
    all.add(moved);
    vector.makeTransferPair(moved).transfer();
    ArrowPlaces.requireInside(moved);
    return moved;
  }
}
