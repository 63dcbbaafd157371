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
import org.apache.arrow.vector.dictionary.Dictionary;
import org.apache.arrow.vector.dictionary.DictionaryProvider.MapDictionaryProvider;
import org.apache.arrow.vector.ipc.message.ArrowDictionaryBatch;
import org.apache.arrow.vector.ipc.message.ArrowRecordBatch;
import org.apache.arrow.vector.ipc.message.MessageSerializer;
import org.apache.arrow.vector.types.MetadataVersion;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.arrow.vector.util.DictionaryUtility;
import org.apache.arrow.vector.util.VectorBatchAppender;
import org.apache.arrow.vector.util.VectorSchemaRootAppender;
import org.apache.arrow.vector.validate.MetadataV4UnionChecker;

/**
 * Makes one table of messages, as Arrow's reader of streams does, but looks at values before they
 * are used. Whoever gives the allocator frees what is left in it. One decoding's.
 */
final class ArrowTableReader {
  private final ArrowMessages messages;
  private final BufferAllocator allocator;
  private final ArrowDecompression decompression = new ArrowDecompression();
  private final Map<Long, Dictionary> dictionaries = new HashMap<>();
  private final VectorSchemaRoot batch;

  /** Reads the schema. */
  ArrowTableReader(ArrowMessages messages, BufferAllocator allocator) throws IOException {
    this.messages = messages;
    this.allocator = allocator;
    Message message = messages.next();
    if (message == null) {
      throw new StreamCorruptedException("No schema");
    }
    Schema schema = MessageSerializer.deserializeSchema(message);
    MetadataV4UnionChecker.checkRead(schema, MetadataVersion.fromFlatbufID(message.version()));
    List<Field> fields = new ArrayList<>();
    for (Field field : schema.getFields()) {
      fields.add(DictionaryUtility.toMemoryFormat(field, allocator, dictionaries));
    }
    this.batch = VectorSchemaRoot.create(new Schema(fields, schema.getCustomMetadata()), allocator);
  }

  /** All batches as one table, in the memory of {@code target}. */
  ArrowTable table(BufferAllocator target) throws IOException {
    if (!loadBatch() || messages.isAtEnd()) {
      return finish(batch, target);
    }
    VectorSchemaRoot all = VectorSchemaRoot.create(batch.getSchema(), allocator);
    all.getFieldVectors().forEach(ArrowTableReader::allocate);
    do {
      // Appending believes the offsets of what it appends.
      requireLength(batch);
      for (FieldVector column : batch.getFieldVectors()) {
        ArrowPlaces.requireInside(column);
      }
      VectorSchemaRootAppender.append(false, all, batch);
    } while (loadBatch());
    return finish(all, target);
  }

  /** Of the next batch, and the dictionaries before it; false if none follows. */
  private boolean loadBatch() throws IOException {
    batch.setRowCount(0);
    for (Message next = messages.next(); next != null; next = messages.next()) {
      if (next.headerType() == MessageHeader.RecordBatch) {
        load(MessageSerializer.deserializeRecordBatch(next, messages.body()), batch);
        return true;
      }
      if (next.headerType() != MessageHeader.DictionaryBatch) {
        throw new StreamCorruptedException("A message that is no batch");
      }
      loadDictionary(MessageSerializer.deserializeDictionaryBatch(next, messages.body()));
    }
    return false;
  }

  private void load(ArrowRecordBatch loaded, VectorSchemaRoot into) {
    try (loaded) {
      new VectorLoader(into, decompression).load(loaded);
    }
  }

  private void loadDictionary(ArrowDictionaryBatch loaded) throws IOException {
    FieldVector entries = requireNonNull(dictionaries.get(loaded.getDictionaryId())).getVector();
    if (!loaded.isDelta()) {
      load(loaded.getDictionary(), VectorSchemaRoot.of(entries));
      return;
    }
    try (FieldVector more = entries.getField().createVector(allocator)) {
      load(loaded.getDictionary(), VectorSchemaRoot.of(more));
      // Appending believes the offsets of both.
      ArrowPlaces.requireInside(entries);
      ArrowPlaces.requireInside(more);
      if (entries.getValueCount() == 0) {
        allocate(entries);
      }
      VectorBatchAppender.batchAppend(entries, more);
    }
  }

  /**
   * A vector that is appended to has to have a first offset, which a vector without values may
   * lack.
   */
  private static void allocate(FieldVector empty) {
    empty.setInitialCapacity(1);
    empty.allocateNew();
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

  private ArrowTable moved(VectorSchemaRoot root, BufferAllocator target, List<FieldVector> moved)
      throws IOException {
    List<FieldVector> columns = new ArrayList<>();
    for (Field field : root.getSchema().getFields()) {
      columns.add(moved(root.getVector(columns.size()), field, target, moved));
    }
    MapDictionaryProvider provider = new MapDictionaryProvider();
    for (Dictionary dictionary : dictionaries.values()) {
      FieldVector loaded = dictionary.getVector();
      FieldVector entries = moved(loaded, loaded.getField(), target, moved);
      provider.put(new Dictionary(entries, dictionary.getEncoding()));
    }
    return new ArrowTable(
        new VectorSchemaRoot(root.getSchema(), columns, root.getRowCount()), provider);
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
}
