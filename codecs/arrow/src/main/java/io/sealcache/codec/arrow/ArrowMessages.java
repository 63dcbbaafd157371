package io.sealcache.codec.arrow;

import java.io.IOException;
import java.io.StreamCorruptedException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashSet;
import java.util.Set;
import org.apache.arrow.flatbuf.DictionaryBatch;
import org.apache.arrow.flatbuf.Message;
import org.apache.arrow.flatbuf.MessageHeader;
import org.apache.arrow.flatbuf.RecordBatch;
import org.apache.arrow.flatbuf.Schema;
import org.apache.arrow.memory.ArrowBuf;
import org.jspecify.annotations.Nullable;

/**
 * The messages of an Arrow <a
 * href="https://arrow.apache.org/docs/format/Columnar.html#ipc-streaming-format">stream</a>. No
 * length is believed that the input doesn't have. One decoding's.
 */
final class ArrowMessages {
  private static final int CONTINUATION = -1;

  private final ArrowBuf encoded;
  private final ByteBuffer input;
  private final Set<Long> dictionaries = new HashSet<>();
  private int start; // of the next message's metadata, or where the messages end
  private int length; // of the next message's metadata; 0 at the end
  private ArrowBuf body;

  /**
   * @param encoded up to its writer's index; bodies are parts of it
   */
  ArrowMessages(ArrowBuf encoded) {
    this.encoded = encoded;
    this.body = encoded;
    this.input = encoded.nioBuffer().order(ByteOrder.LITTLE_ENDIAN);
    findNext(0);
  }

  private void findNext(int at) {
    boolean isContinued = input.limit() - at >= Integer.BYTES && input.getInt(at) == CONTINUATION;
    int metadata = at + (isContinued ? 2 : 1) * Integer.BYTES;
    boolean isThere = metadata <= input.limit();
    start = isThere ? metadata : at;
    length = isThere ? input.getInt(metadata - Integer.BYTES) : 0;
  }

  /** The next message, whose lengths are right; null at the end. */
  @Nullable Message next() throws IOException {
    if (length == 0 && start != input.limit()) {
      throw new StreamCorruptedException("Bytes after the end of a stream");
    } else if (length == 0) {
      return null;
    }
    if (length < 0 || length > input.limit() - start) {
      throw new StreamCorruptedException("A message is longer than the input");
    }
    // Of its own order and position: flatbuffers changes the one and relies on the other.
    Message message = Message.getRootAsMessage(input.slice(start, length));
    int end = start + length;
    long bodyLength = message.bodyLength();
    if (bodyLength < 0 || bodyLength > input.limit() - end) {
      throw new StreamCorruptedException("A message's body is longer than the input");
    }
    check(message);
    body = encoded.slice(end, bodyLength);
    findNext(end + (int) bodyLength);
    return message;
  }

  /** The buffers of the last message, and is to be released. */
  ArrowBuf body() {
    body.getReferenceManager().retain();
    return body;
  }

  private void check(Message message) throws IOException {
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

  private static void checkBuffers(RecordBatch batch) throws IOException {
    if (batch.compression() != null) {
      throw new StreamCorruptedException("Compressed buffers, which are not read");
    }
  }

  // There is one batch of rows, so an index has one meaning.
  private void checkDictionary(DictionaryBatch batch) throws IOException {
    if (!dictionaries.add(batch.id()) || batch.isDelta()) {
      throw new StreamCorruptedException("A dictionary is replaced, or added to");
    }
  }
}
