package io.sealcache.codec.arrow;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealcache.codec.EncodingBuffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.arrow.flatbuf.Buffer;
import org.apache.arrow.flatbuf.Message;
import org.apache.arrow.flatbuf.RecordBatch;
import org.apache.arrow.memory.AllocationListener;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.dictionary.DictionaryProvider.MapDictionaryProvider;
import org.apache.arrow.vector.ipc.ArrowStreamWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Bytes that an older version or a bug may have written: they are authentic, and no table. */
class ArrowMalformedTest {
  private long largest;

  @RegisterExtension
  final LeakCheckedAllocator memory =
      new LeakCheckedAllocator(
          new AllocationListener() {
            @Override
            public void onPreAllocation(long size) {
              largest = Math.max(largest, size);
            }
          });

  private final BufferAllocator allocator = memory.get();
  private final ArrowCodec codec = new ArrowCodec(allocator);

  private void refused(byte[] bytes) {
    assertThatThrownBy(() -> ArrowCodecTest.decode(codec, bytes)).isInstanceOf(IOException.class);
    assertThat(allocator.getAllocatedMemory()).isZero();
  }

  private byte[] sample() throws IOException {
    try (VectorSchemaRoot table = ArrowSamples.numbersAndTexts(allocator, 20)) {
      return ArrowCodecTest.encode(codec, table);
    }
  }

  @Test
  void decode_nothingOrRubbish_isRefused() {
    refused(new byte[0]);
    refused(new byte[] {1, 2, 3});
    refused("no table, but a text that is longer than a header".getBytes(UTF_8));
    refused("ARROW1\0\0ARROW1".getBytes(UTF_8));
  }

  @Test
  void decode_bytesAfterTheEnd_isRefused() throws Exception {
    byte[] bytes = sample();
    refused(Arrays.copyOf(bytes, bytes.length + 8));
  }

  @Test
  void decode_cutAnywhereInAMessage_isRefused() throws Exception {
    byte[] bytes = sample();
    // The last 8 bytes only say that nothing follows, which the format leaves out at will.
    for (int length = 1; length < bytes.length - 8; length += 7) {
      byte[] cut = Arrays.copyOf(bytes, length);
      if (isWhole(cut)) {
        ArrowCodecTest.decode(codec, cut).close();
      } else {
        refused(cut);
      }
    }
  }

  private static boolean isWhole(byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    return bytes.length >= 8 && buffer.getInt(4) + 8 == bytes.length;
  }

  /** Whatever a bit says, the answer is a table or a refusal, and only the input takes memory. */
  @Test
  void decode_flippedBits_leakNothingAndAllocateLittle() throws Exception {
    byte[] bytes;
    try (VectorSchemaRoot table = ArrowSamples.numbersAndTexts(allocator, 200)) {
      bytes = ArrowCodecTest.encode(codec, table);
    }
    largest = 0;
    Random random = new Random(1);
    for (int i = 0; i < 1500; i++) {
      byte[] flipped = bytes.clone();
      // Metadata is at the start, and what is wrong in the data is only other data.
      flipped[random.nextInt(Math.min(bytes.length, 1200))] ^= (byte) (1 << random.nextInt(8));
      try {
        ArrowCodecTest.decode(codec, flipped).close();
      } catch (IOException e) {
        assertThat(e).hasMessageNotContaining("row 1");
      }
      assertThat(allocator.getAllocatedMemory()).as("after flip " + i).isZero();
    }
    assertThat(largest).isLessThan((1 << 20) + 8L * bytes.length);
  }

  @Test
  void decode_lengthsBeyondTheInput_areRefusedBeforeMoreThanTheInputIsAllocated() throws Exception {
    byte[] bytes = sample();
    byte[] longMetadata = bytes.clone();
    ByteBuffer.wrap(longMetadata).order(ByteOrder.LITTLE_ENDIAN).putInt(4, Integer.MAX_VALUE - 8);
    largest = 0;

    refused(longMetadata);
    ByteBuffer.wrap(longMetadata).order(ByteOrder.LITTLE_ENDIAN).putInt(4, -8);
    refused(longMetadata);

    assertThat(largest).isBetween((long) bytes.length, 2L * bytes.length);
  }

  /** Arrow rounds up what it allocates: there is memory, of which nobody knows what is in it. */
  @Test
  void decode_columnThatIsLongerThanItsMessage_isRefused() throws Exception {
    byte[] bytes = sample();
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int start = 16 + buffer.getInt(4);
    Message message = Message.getRootAsMessage(buffer.slice(start, buffer.getInt(start - 4)));
    RecordBatch batch = (RecordBatch) message.header(new RecordBatch());
    Buffer last = batch.buffers(batch.buffersLength() - 1);
    int at = start;
    while (buffer.getLong(at) != last.offset() || buffer.getLong(at + 8) != last.length()) {
      at += Integer.BYTES;
    }
    long most = message.bodyLength() - last.offset();

    buffer.putLong(at + 8, most);
    ArrowCodecTest.decode(codec, bytes).close();
    buffer.putLong(at + 8, most + 1);
    refused(bytes);
  }

  @Test
  void decode_secondSchema_isRefused() throws Exception {
    byte[] bytes = sample();
    int schema = 8 + ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(4);
    byte[] twice = Arrays.copyOf(bytes, schema + bytes.length);
    System.arraycopy(bytes, 0, twice, schema, bytes.length);

    assertThatThrownBy(() -> ArrowCodecTest.decode(codec, twice))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no batch");
  }

  @Test
  void decode_replacedDictionary_isRefused() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ArrowTable table = ArrowSamples.cities(allocator, "Rome", "Oslo");
        ArrowStreamWriter writer = new ArrowStreamWriter(table, table.dictionaries(), out)) {
      writer.writeBatch();
      var entries =
          (org.apache.arrow.vector.VarCharVector) table.dictionaries().lookup(1).getVector();
      entries.setSafe(0, "Bern".getBytes(UTF_8));
      writer.writeBatch();
    }
    refused(out.toByteArray());
  }

  @Test
  void decode_moreRowsThanTheColumnsHave_isRefused() throws Exception {
    byte[] bytes;
    try (IntVector numbers = new IntVector("n", allocator)) {
      numbers.setSafe(0, 1);
      numbers.setValueCount(1);
      EncodingBuffer out = new EncodingBuffer(0, 64);
      // Arrow itself writes this of a table whose row count was set beside its columns'.
      VectorSchemaRoot lying =
          new VectorSchemaRoot(List.of(numbers.getField()), List.of(numbers), 1 << 28);
      ArrowEncoding.write(lying, new MapDictionaryProvider(), out);
      bytes = Arrays.copyOf(out.array(), out.size());
    }
    refused(bytes);
    assertThat(largest).isLessThan(2 << 20);
  }
}
