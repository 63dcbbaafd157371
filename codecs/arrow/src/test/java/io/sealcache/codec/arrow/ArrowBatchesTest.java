package io.sealcache.codec.arrow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.arrow.compression.CommonsCompressionFactory;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.compression.CompressionUtil.CodecType;
import org.apache.arrow.vector.ipc.ArrowStreamWriter;
import org.apache.arrow.vector.ipc.message.IpcOption;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Streams of no batch and of one, and of more, which are no table of this codec. */
class ArrowBatchesTest {
  @RegisterExtension final LeakCheckedAllocator memory = new LeakCheckedAllocator();

  private final BufferAllocator allocator = memory.get();
  private final ArrowCodec codec = new ArrowCodec(allocator);

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void decode_oneBatchAtMost_isATable(int batches) throws Exception {
    try (ArrowTable decoded =
        ArrowCodecTest.decode(codec, ArrowSamples.stream(allocator, batches))) {
      assertThat(decoded.getRowCount()).isEqualTo(2 * batches);
      IntVector numbers = (IntVector) decoded.getVector("n");
      assertThat(IntStream.range(0, decoded.getRowCount()).map(numbers::get))
          .containsExactlyElementsOf(IntStream.range(0, 2 * batches).boxed().toList());
    }
  }

  @Test
  void decode_severalBatches_isRefusedByThatReason() throws Exception {
    assertRefused(ArrowSamples.stream(allocator, 2), "a second batch");
  }

  @Test
  void decode_fileFormat_isRefused() throws Exception {
    byte[] file;
    try (ArrowTable table = ArrowSamples.cities(allocator, "Lima")) {
      file = ArrowSamples.file(table, table.dictionaries());
    }
    assertRefused(file, "No message of an Arrow stream");
  }

  @ParameterizedTest
  @EnumSource(names = {"LZ4_FRAME", "ZSTD"})
  void decode_compressedBuffers_isRefusedByThatReason(CodecType type) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (VectorSchemaRoot table = ArrowSamples.numbersAndTexts(allocator, 2_000);
        ArrowStreamWriter writer =
            new ArrowStreamWriter(
                table,
                null,
                Channels.newChannel(out),
                IpcOption.DEFAULT,
                CommonsCompressionFactory.INSTANCE,
                type)) {
      writer.writeBatch();
    }
    assertRefused(out.toByteArray(), "Compressed buffers");
  }

  private void assertRefused(byte[] stream, String why) {
    assertThatThrownBy(() -> ArrowCodecTest.decode(codec, stream))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(why);
    assertThat(allocator.getAllocatedMemory()).isZero();
  }

  /** The mark at a stream's end may be left out. */
  @ParameterizedTest
  @ValueSource(ints = {0, 8})
  void decode_schemaAlone_isATableWithoutRowsThatCanBePutAgain(int leftOut) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (VectorSchemaRoot table = ArrowTypes.table(allocator)) {
      try (ArrowStreamWriter writer = new ArrowStreamWriter(table, null, out)) {
        writer.start();
      }

      byte[] stream = Arrays.copyOf(out.toByteArray(), out.size() - leftOut);
      try (ArrowTable decoded = ArrowCodecTest.decode(codec, stream);
          ArrowTable again = ArrowCodecTest.decode(codec, ArrowCodecTest.encode(codec, decoded))) {
        assertThat(again.getSchema()).isEqualTo(table.getSchema());
        assertThat(again.getRowCount()).isZero();
      }
    }
  }

  @Test
  void decode_schemaOfAListOfNullsAlone_canBePutAgain() throws Exception {
    Field nothing = Field.nullable("item", new ArrowType.Null());
    Field list = ArrowSamples.field("list", new ArrowType.List(), nothing);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (VectorSchemaRoot table = VectorSchemaRoot.create(new Schema(List.of(list)), allocator);
        ArrowStreamWriter writer = new ArrowStreamWriter(table, null, out)) {
      writer.start();
    }

    try (ArrowTable decoded = ArrowCodecTest.decode(codec, out.toByteArray());
        ArrowTable again = ArrowCodecTest.decode(codec, ArrowCodecTest.encode(codec, decoded))) {
      assertThat(again.getSchema().getFields()).containsExactly(list);
    }
  }
}
