package io.sealcache.codec.arrow;

import java.io.IOException;
import java.io.StreamCorruptedException;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.flatbuf.Message;
import org.apache.arrow.flatbuf.MessageHeader;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.dictionary.Dictionary;
import org.apache.arrow.vector.dictionary.DictionaryProvider.MapDictionaryProvider;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.ipc.message.MessageSerializer;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * Makes one table of messages, and looks at values before they are used. Whoever gives the
 * allocator frees what is left in it. One decoding's.
 */
final class ArrowTableReader extends ArrowReader {
  private final ArrowMessages messages;

  ArrowTableReader(ArrowMessages messages, BufferAllocator allocator) {
    super(allocator);
    this.messages = messages;
  }

  @Override
  protected Schema readSchema() throws IOException {
    Message message = messages.next();
    if (message == null) {
      throw new StreamCorruptedException("No schema");
    }
    return MessageSerializer.deserializeSchema(message);
  }

  /** All that there are: one of rows, and of dictionaries any number. */
  @Override
  public boolean loadNextBatch() throws IOException {
    prepareLoadNextBatch();
    boolean isLoaded = false;
    for (Message next = messages.next(); next != null; next = messages.next()) {
      if (next.headerType() == MessageHeader.DictionaryBatch) {
        loadDictionary(MessageSerializer.deserializeDictionaryBatch(next, messages.body()));
      } else if (next.headerType() == MessageHeader.RecordBatch && !isLoaded) {
        loadRecordBatch(MessageSerializer.deserializeRecordBatch(next, messages.body()));
        isLoaded = true;
      } else {
        throw new StreamCorruptedException("A message that is no batch, or a second batch of rows");
      }
    }
    return isLoaded;
  }

  @Override
  public long bytesRead() {
    return 0;
  }

  @Override
  protected void closeReadSource() {}

  /** The table, in the memory of {@code target}. */
  ArrowTable table(BufferAllocator target) throws IOException {
    boolean unused = loadNextBatch();
    VectorSchemaRoot batch = getVectorSchemaRoot();
    requireLength(batch);
    List<FieldVector> moved = new ArrayList<>();
    try {
      List<FieldVector> columns = new ArrayList<>();
      for (Field field : batch.getSchema().getFields()) {
        columns.add(moved(batch.getVector(columns.size()), field, target, moved));
      }
      MapDictionaryProvider provider = new MapDictionaryProvider();
      for (Dictionary dictionary : getDictionaryVectors().values()) {
        FieldVector loaded = dictionary.getVector();
        FieldVector entries = moved(loaded, loaded.getField(), target, moved);
        provider.put(new Dictionary(entries, dictionary.getEncoding()));
      }
      return new ArrowTable(
          new VectorSchemaRoot(batch.getSchema(), columns, batch.getRowCount()), provider);
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
