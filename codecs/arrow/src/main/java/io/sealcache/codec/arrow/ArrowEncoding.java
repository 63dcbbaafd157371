package io.sealcache.codec.arrow;

import io.sealcache.codec.EncodingBuffer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.ReferenceManager;
import org.apache.arrow.memory.util.MemoryUtil;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.complex.LargeListVector;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.dictionary.DictionaryProvider;
import org.apache.arrow.vector.ipc.WriteChannel;
import org.apache.arrow.vector.ipc.message.ArrowDictionaryBatch;
import org.apache.arrow.vector.ipc.message.ArrowFieldNode;
import org.apache.arrow.vector.ipc.message.ArrowRecordBatch;
import org.apache.arrow.vector.ipc.message.MessageSerializer;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.arrow.vector.util.DictionaryUtility;

/**
 * Writes a table from its own memory, as Arrow's own writer does. That one keeps a copy of each
 * dictionary to see whether it is another one in the next batch, and can't copy all types.
 */
final class ArrowEncoding {
  private static final ByteBuffer ZEROS = ByteBuffer.allocateDirect(Long.BYTES);

  private ArrowEncoding() {}

  static void write(VectorSchemaRoot table, DictionaryProvider dictionaries, EncodingBuffer out)
      throws IOException {
    List<Field> fields = new ArrayList<>();
    Set<Long> ids = new HashSet<>();
    for (Field field : table.getSchema().getFields()) {
      fields.add(DictionaryUtility.toMessageFormat(field, dictionaries, ids));
    }
    try (WriteChannel channel = new WriteChannel(new Output(out))) {
      Map<String, String> metadata = table.getSchema().getCustomMetadata();
      MessageSerializer.serialize(channel, new Schema(fields, metadata));
      for (long id : ids) {
        FieldVector entries = dictionaries.lookup(id).getVector();
        try (ArrowRecordBatch batch = batch(entries.getValueCount(), List.of(entries))) {
          MessageSerializer.serialize(channel, new ArrowDictionaryBatch(id, batch, false));
        }
      }
      try (ArrowRecordBatch batch = batch(table.getRowCount(), table.getFieldVectors())) {
        MessageSerializer.serialize(channel, batch);
      }
      channel.writeIntLittleEndian(MessageSerializer.IPC_CONTINUATION_TOKEN);
      channel.writeIntLittleEndian(0);
    }
  }

  private static ArrowRecordBatch batch(int rows, List<FieldVector> columns) {
    List<ArrowFieldNode> nodes = new ArrayList<>();
    List<ArrowBuf> buffers = new ArrayList<>();
    columns.forEach(column -> unload(column, nodes, buffers));
    return new ArrowRecordBatch(rows, nodes, buffers);
  }

  private static void unload(
      FieldVector vector, List<ArrowFieldNode> nodes, List<ArrowBuf> buffers) {
    nodes.add(new ArrowFieldNode(vector.getValueCount(), vector.getNullCount()));
    buffers.addAll(lacksOffset(vector) ? firstOffset(vector) : vector.getFieldBuffers());
    vector.getChildrenFromFields().forEach(child -> unload(child, nodes, buffers));
  }

  /**
   * Whether a list without values has no first offset, as if nobody allocated anything for it. Then
   * Arrow fails to write it, or writes another column wrongly: it keeps how much is to be written
   * in the one empty buffer that all vectors share.
   */
  private static boolean lacksOffset(FieldVector vector) {
    return (vector instanceof ListVector || vector instanceof LargeListVector)
        && vector.getValueCount() == 0
        && vector.getOffsetBuffer().capacity() == 0;
  }

  /** Validity of no values, and an offset of 0, in memory that is nobody's to release. */
  private static List<ArrowBuf> firstOffset(FieldVector list) {
    long zeros = MemoryUtil.getByteBufferAddress(ZEROS);
    int width = list instanceof LargeListVector ? Long.BYTES : Integer.BYTES;
    return List.of(
        new ArrowBuf(ReferenceManager.NO_OP, null, 0, zeros),
        new ArrowBuf(ReferenceManager.NO_OP, null, width, zeros).writerIndex(width));
  }

  /** Arrow's memory stays as it is until the encoding is sealed, so large buffers aren't copied. */
  private record Output(EncodingBuffer out) implements WritableByteChannel {
    /** From here on a copy costs more than a part does. */
    private static final int LARGE = 16 * 1024;

    @Override
    public int write(ByteBuffer source) {
      int length = source.remaining();
      if (source.isDirect() && length >= LARGE) {
        out.append(source);
        source.position(source.limit());
      } else {
        out.reserve(length).put(source);
      }
      return length;
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public void close() {}
  }
}
