package io.sealcache.codec.arrow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowStreamWriter;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.arrow.vector.util.Text;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Streams of several batches, which become one table. */
class ArrowBatchesTest {
  @RegisterExtension final LeakCheckedAllocator memory = new LeakCheckedAllocator();

  private final BufferAllocator allocator = memory.get();
  private final ArrowCodec codec = new ArrowCodec(allocator);

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 5, 300})
  void decode_severalBatches_areOneTable(int batches) throws Exception {
    try (ArrowTable decoded =
        ArrowCodecTest.decode(codec, ArrowSamples.stream(allocator, batches))) {
      assertThat(decoded.getRowCount()).isEqualTo(2 * batches);
      IntVector numbers = (IntVector) decoded.getVector("n");
      assertThat(IntStream.range(0, decoded.getRowCount()).map(numbers::get))
          .containsExactlyElementsOf(IntStream.range(0, 2 * batches).boxed().toList());
    }
  }

  @Test
  void decode_twoBatchesOfEachType_areOneTable() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (VectorSchemaRoot table = ArrowTypes.table(allocator);
        ArrowStreamWriter writer = new ArrowStreamWriter(table, null, out)) {
      writer.writeBatch();
      writer.writeBatch();
      writer.end();
      List<List<Object>> rows = new ArrayList<>(ArrowSamples.rows(table));
      rows.addAll(ArrowSamples.rows(table));

      try (ArrowTable decoded = ArrowCodecTest.decode(codec, out.toByteArray())) {
        assertThat(decoded.getSchema()).isEqualTo(table.getSchema());
        assertThat(ArrowSamples.rows(decoded)).isEqualTo(rows);
      }
    }
  }

  @Test
  void decode_batchesWithoutRowsAmongOthers_addNone() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    VarCharVector texts = new VarCharVector("text", allocator);
    try (VectorSchemaRoot table = VectorSchemaRoot.of(texts);
        ArrowStreamWriter writer = new ArrowStreamWriter(table, null, out)) {
      for (int rows : new int[] {0, 2, 0, 1}) {
        texts.allocateNew();
        for (int i = 0; i < rows; i++) {
          texts.setSafe(i, new Text("text " + i));
        }
        table.setRowCount(rows);
        writer.writeBatch();
      }
      writer.end();
    }

    try (ArrowTable decoded = ArrowCodecTest.decode(codec, out.toByteArray())) {
      assertThat(ArrowSamples.rows(decoded))
          .containsExactly(List.of("text 0"), List.of("text 1"), List.of("text 0"));
    }
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
    Field list = new Field("list", FieldType.nullable(new ArrowType.List()), List.of(nothing));
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
