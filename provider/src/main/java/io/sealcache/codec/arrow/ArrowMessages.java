package io.sealcache.codec.arrow;

import java.io.IOException;
import java.io.StreamCorruptedException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ReadableByteChannel;
import java.util.HashSet;
import java.util.Set;
import org.apache.arrow.flatbuf.DictionaryBatch;
import org.apache.arrow.flatbuf.Message;
import org.apache.arrow.flatbuf.MessageHeader;
import org.apache.arrow.flatbuf.RecordBatch;
import org.apache.arrow.flatbuf.Schema;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.ipc.ReadChannel;
import org.apache.arrow.vector.ipc.message.MessageChannelReader;
import org.apache.arrow.vector.ipc.message.MessageResult;
import org.jspecify.annotations.Nullable;

/**
 * The messages of an Arrow <a
 * href="https://arrow.apache.org/docs/format/Columnar.html#serialization-and-interprocess-communication-ipc">stream
 * or file</a>: a file is a stream between two magics, with an index that this reader does without.
 * No length is believed that the input doesn't have. One decoding's.
 */
final class ArrowMessages extends MessageChannelReader {
  private static final byte[] FILE_MAGIC = {'A', 'R', 'R', 'O', 'W', '1'};
  private static final int FILE_START = 8;
  private static final int CONTINUATION = -1;

  private final ByteBuffer input;
  private final boolean isFile;
  private final Set<Long> dictionaries = new HashSet<>();

  /**
   * @param encoded read from its position on, which moves
   */
  ArrowMessages(ByteBuffer encoded, BufferAllocator allocator) throws IOException {
    super(new ReadChannel(new Input(encoded.order(ByteOrder.LITTLE_ENDIAN))), allocator);
    this.input = encoded;
    this.isFile = encoded.remaining() > FILE_START && hasMagic(encoded.position());
    if (isFile) {
      if (!hasMagic(encoded.limit() - FILE_MAGIC.length)) {
        throw new StreamCorruptedException("A file that does not end as one");
      }
      encoded.position(encoded.position() + FILE_START);
    }
  }

  private boolean hasMagic(int at) {
    return input.slice(at, FILE_MAGIC.length).equals(ByteBuffer.wrap(FILE_MAGIC));
  }

  @Override
  public @Nullable MessageResult readNext() throws IOException {
    if (isAtEnd()) {
      return null;
    }
    check();
    return super.readNext();
  }

  private void check() throws IOException {
    int start = metadataStart();
    int length = input.getInt(start - Integer.BYTES);
    if (length < 0 || length > input.limit() - start) {
      throw new StreamCorruptedException("A message is longer than the input");
    }
    // Of its own order and position: flatbuffers changes the one and relies on the other.
    Message message = Message.getRootAsMessage(input.slice(start, length));
    if (message.bodyLength() < 0 || message.bodyLength() > input.limit() - start - length) {
      throw new StreamCorruptedException("A message's body is longer than the input");
    }
    if (message.headerType() == MessageHeader.Schema) {
      ArrowSchemaSize.requireFits((Schema) message.header(new Schema()), length);
    }
    if (message.headerType() == MessageHeader.RecordBatch) {
      checkBuffers((RecordBatch) message.header(new RecordBatch()));
    }
    if (message.headerType() == MessageHeader.DictionaryBatch) {
      DictionaryBatch batch = (DictionaryBatch) message.header(new DictionaryBatch());
      checkDictionary(batch);
      checkBuffers(batch.data());
    }
  }

  // Arrow makes lists as long as a column of views says that it has buffers.
  private static void checkBuffers(RecordBatch batch) throws IOException {
    long left = batch.buffersLength();
    for (int i = 0; i < batch.variadicBufferCountsLength(); i++) {
      long count = batch.variadicBufferCounts(i);
      if (count < 0 || count > left) {
        throw new StreamCorruptedException("A column has more buffers than its batch");
      }
      left -= count;
    }
  }

  // Batches are made one, so an index has one meaning; entries may still be added.
  private void checkDictionary(DictionaryBatch batch) throws IOException {
    if (!dictionaries.add(batch.id()) && !batch.isDelta()) {
      throw new StreamCorruptedException("A dictionary is replaced");
    }
  }

  /** Where the metadata of the next message begins; 0 if the input ends before. */
  private int metadataStart() {
    if (input.remaining() < Integer.BYTES) {
      return 0;
    }
    int start = input.position() + Integer.BYTES;
    if (input.getInt(input.position()) == CONTINUATION) {
      start += Integer.BYTES;
    }
    return start > input.limit() ? 0 : start;
  }

  /** Whether no message follows. */
  boolean isAtEnd() {
    int start = metadataStart();
    return start == 0 || input.getInt(start - Integer.BYTES) == 0;
  }

  /** To be called {@link #isAtEnd at the end}. */
  void requireNothingMore() throws IOException {
    int start = metadataStart();
    int end = start == 0 ? input.position() : start;
    if (!isFile && end != input.limit()) {
      throw new StreamCorruptedException("Bytes after the end of a stream");
    }
  }

  private record Input(ByteBuffer bytes) implements ReadableByteChannel {
    @Override
    public int read(ByteBuffer target) {
      if (!bytes.hasRemaining()) {
        return -1;
      }
      int length = Math.min(bytes.remaining(), target.remaining());
      target.put(target.position(), bytes, bytes.position(), length);
      target.position(target.position() + length);
      bytes.position(bytes.position() + length);
      return length;
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    /** Does nothing: there is nothing to close. */
    @Override
    public void close() {}
  }
}
