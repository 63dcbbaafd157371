package io.sealcache.codec.arrow;

import java.io.IOException;
import java.io.StreamCorruptedException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.arrow.flatbuf.DictionaryBatch;
import org.apache.arrow.flatbuf.Message;
import org.apache.arrow.flatbuf.MessageHeader;
import org.apache.arrow.flatbuf.RecordBatch;
import org.apache.arrow.flatbuf.Type;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.dictionary.Dictionary;
import org.apache.arrow.vector.dictionary.DictionaryProvider.MapDictionaryProvider;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.ipc.message.MessageSerializer;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.ArrowType.ArrowTypeID;
import org.apache.arrow.vector.types.pojo.ArrowType.ExtensionType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.arrow.vector.validate.ValidateVectorBufferVisitor;
import org.jspecify.annotations.Nullable;

/**
 * Makes one table of an Arrow <a
 * href="https://arrow.apache.org/docs/format/Columnar.html#ipc-streaming-format">stream</a>. No
 * length is believed that the input doesn't have. Whoever gives the allocator frees what is left in
 * it. One decoding's.
 */
final class ArrowTableReader extends ArrowReader {
  private final ArrowBuf encoded;
  private final ByteBuffer input; // its position is that of the next message
  private final Set<Long> loaded = new HashSet<>();
  private ArrowBuf body;

  /**
   * @param encoded up to its writer's index; the table's buffers are parts of it
   */
  ArrowTableReader(ArrowBuf encoded, BufferAllocator allocator) {
    super(allocator);
    this.encoded = encoded;
    this.body = encoded;
    this.input = encoded.nioBuffer().order(ByteOrder.LITTLE_ENDIAN);
  }

  @Override
  protected Schema readSchema() throws IOException {
    Message message = next();
    if (message == null) {
      throw new StreamCorruptedException("No schema");
    }
    Schema schema = MessageSerializer.deserializeSchema(message);
    requireKnown(schema.getFields());
    return schema;
  }

  private static void requireKnown(List<Field> fields) throws StreamCorruptedException {
    for (Field field : fields) {
      if (!isKnown(field)) {
        throw new StreamCorruptedException("A column is of a type that codec 'arrow' doesn't take");
      }
      requireKnown(field.getChildren());
    }
  }

  /** All that there are: one of rows, and of dictionaries any number. */
  @Override
  public boolean loadNextBatch() throws IOException {
    prepareLoadNextBatch();
    boolean isLoaded = false;
    for (Message next = next(); next != null; next = next()) {
      if (next.headerType() == MessageHeader.DictionaryBatch) {
        loadDictionary(MessageSerializer.deserializeDictionaryBatch(next, body()));
      } else if (next.headerType() == MessageHeader.RecordBatch && !isLoaded) {
        loadRecordBatch(MessageSerializer.deserializeRecordBatch(next, body()));
        isLoaded = true;
      } else {
        throw new StreamCorruptedException("A message that is no batch, or a second batch of rows");
      }
    }
    return isLoaded;
  }

  /** The next message, whose lengths are right; null at the end, whose mark may be left out. */
  private @Nullable Message next() throws IOException {
    if (!input.hasRemaining()) {
      return null;
    } else if (input.getInt() != MessageSerializer.IPC_CONTINUATION_TOKEN) {
      throw new StreamCorruptedException("No message of an Arrow stream");
    }
    int length = input.getInt();
    if (length == 0 && input.hasRemaining()) {
      throw new StreamCorruptedException("Bytes after the end of a stream");
    } else if (length == 0) {
      return null;
    }
    // Of its own order and position: flatbuffers changes the one and relies on the other.
    ByteBuffer metadata = input.slice(input.position(), required(length));
    Message message = Message.getRootAsMessage(metadata);
    input.position(input.position() + length);
    check(message);
    body = encoded.slice(input.position(), required(message.bodyLength()));
    input.position(input.position() + (int) message.bodyLength());
    return message;
  }

  private int required(long length) throws StreamCorruptedException {
    if (length < 0 || length > input.remaining()) {
      throw new StreamCorruptedException("A message is longer than the input");
    }
    return (int) length;
  }

  /** The buffers of the last message, and is to be released. */
  private ArrowBuf body() {
    body.getReferenceManager().retain();
    return body;
  }

  private void check(Message message) throws IOException {
    RecordBatch batch = null;
    if (message.headerType() == MessageHeader.RecordBatch) {
      batch = (RecordBatch) message.header(new RecordBatch());
    } else if (message.headerType() == MessageHeader.DictionaryBatch) {
      DictionaryBatch entries = (DictionaryBatch) message.header(new DictionaryBatch());
      // There is one batch of rows, so an index has one meaning.
      if (!loaded.add(entries.id()) || entries.isDelta()) {
        throw new StreamCorruptedException("A dictionary is replaced, or added to");
      }
      batch = entries.data();
    }
    if (batch != null && batch.compression() != null) {
      throw new StreamCorruptedException("Compressed buffers, which are not read");
    }
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
    } catch (RuntimeException | Error e) {
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
      FieldVector vector, Field field, BufferAllocator target, List<FieldVector> all) {
    FieldVector moved = field.createVector(target);
    all.add(moved);
    vector.makeTransferPair(moved).transfer();
    moved.accept(new ValidateVectorBufferVisitor(), null);
    return moved;
  }

  /** Whether a column may be of that type: no union, run ends or view, or what comes after. */
  static boolean isKnown(Field field) {
    byte type = stored(field).getFlatbufID();
    return type != Type.Union && type <= Type.LargeList;
  }

  static ArrowTypeID stored(Field field) {
    ArrowType type = field.getType();
    return (type instanceof ExtensionType extension ? extension.storageType() : type).getTypeID();
  }
}
