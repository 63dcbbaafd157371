package io.sealcache.codec.arrow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealcache.codec.Codec;
import io.sealcache.codec.EncodingBuffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.arrow.memory.AllocationListener;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ViewVarCharVector;
import org.apache.arrow.vector.compare.VectorEqualsVisitor;
import org.apache.arrow.vector.dictionary.Dictionary;
import org.apache.arrow.vector.dictionary.DictionaryProvider.MapDictionaryProvider;
import org.apache.arrow.vector.ipc.ArrowStreamWriter;
import org.apache.arrow.vector.types.UnionMode;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.DictionaryEncoding;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.arrow.vector.util.VectorSchemaRootAppender;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArrowCodecTest {
  private long allocations;

  @RegisterExtension
  final LeakCheckedAllocator memory =
      new LeakCheckedAllocator(
          new AllocationListener() {
            @Override
            public void onAllocation(long size) {
              allocations++;
            }
          });

  private final BufferAllocator allocator = memory.get();
  private final ArrowCodec codec = new ArrowCodec(allocator);

  static byte[] encode(Codec codec, Object table) throws IOException {
    EncodingBuffer buffer = new EncodingBuffer(0, 64);
    codec.encode(table, buffer);
    return Arrays.copyOf(buffer.array(), buffer.size());
  }

  static ArrowTable decode(Codec codec, byte[] bytes) throws Exception {
    return (ArrowTable) codec.decode(ByteBuffer.wrap(bytes), ArrowCodecTest.class.getClassLoader());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 1000, 100_000})
  void decode_givesTheTableThatWasEncoded(int rows) throws Exception {
    try (VectorSchemaRoot table = ArrowSamples.numbersAndTexts(allocator, rows)) {
      byte[] bytes = encode(codec, table);

      try (ArrowTable decoded = decode(codec, bytes)) {
        assertThat(decoded.getSchema()).isEqualTo(table.getSchema());
        assertThat(decoded.getRowCount()).isEqualTo(rows);
        assertThat(decoded.equals(table)).isTrue();
      }
    }
  }

  @Test
  void decode_tableOfEachType_isEqual() throws Exception {
    try (VectorSchemaRoot table = ArrowTypes.table(allocator)) {
      try (ArrowTable decoded = decode(codec, encode(codec, table))) {
        assertThat(decoded.getSchema()).isEqualTo(table.getSchema());
        assertThat(ArrowSamples.rows(decoded)).isEqualTo(ArrowSamples.rows(table));
        for (int i = 0; i < table.getFieldVectors().size(); i++) {
          assertThat(VectorEqualsVisitor.vectorEquals(decoded.getVector(i), table.getVector(i)))
              .as(table.getVector(i).getName())
              .isTrue();
        }
      }
    }
  }

  @Test
  void decode_tableWithoutColumns_isOne() throws Exception {
    try (VectorSchemaRoot table = VectorSchemaRoot.of();
        ArrowTable decoded = decode(codec, encode(codec, table))) {
      assertThat(decoded.getFieldVectors()).isEmpty();
    }
  }

  @Test
  void decode_outlivesTheEncodedTable() throws Exception {
    byte[] bytes;
    try (VectorSchemaRoot table = ArrowSamples.numbersAndTexts(allocator, 3)) {
      bytes = encode(codec, table);
    }
    try (ArrowTable decoded = decode(codec, bytes)) {
      Arrays.fill(bytes, (byte) 0);
      assertThat(ArrowSamples.rows(decoded))
          .containsExactly(
              List.of("0", "row 0"), List.of("7919", "row 1"), List.of("15838", "row 2"));
    }
  }

  @Test
  void encode_closedTable_isRefused() {
    VectorSchemaRoot table = ArrowSamples.numbersAndTexts(allocator, 3);
    table.close();

    assertThatThrownBy(() -> encode(codec, table))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("closed");
  }

  @Test
  void encode_anotherClass_isRefusedByName() {
    assertThatThrownBy(() -> encode(codec, "secret"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("java.lang.String")
        .hasMessageNotContaining("secret");
  }

  static Stream<Field> refusedColumns() {
    Field number = Field.nullable("number", new ArrowType.Int(32, true));
    Field ends = Field.notNullable("run_ends", new ArrowType.Int(32, true));
    return Stream.of(
        ArrowSamples.field("either", new ArrowType.Union(UnionMode.Sparse, new int[] {0}), number),
        ArrowSamples.field("one", new ArrowType.Union(UnionMode.Dense, new int[] {0}), number),
        new Field(
            "runs", FieldType.notNullable(new ArrowType.RunEndEncoded()), List.of(ends, number)),
        ArrowSamples.field("texts", new ArrowType.Utf8View()),
        ArrowSamples.field("bytes", new ArrowType.BinaryView()),
        ArrowSamples.field("lists", new ArrowType.ListView(), number),
        ArrowSamples.field("large", new ArrowType.LargeListView(), number));
  }

  @Test
  void schemaThatIsLarge_isRead() throws Exception {
    FieldType type =
        new FieldType(true, ArrowType.Null.INSTANCE, null, Map.of("note", "n".repeat(1000)));
    List<Field> fields =
        IntStream.range(0, 1000).mapToObj(i -> new Field("f" + i, type, null)).toList();
    try (VectorSchemaRoot table = VectorSchemaRoot.create(new Schema(fields), allocator);
        ArrowTable decoded = decode(codec, encode(codec, table))) {
      assertThat(decoded.getSchema()).isEqualTo(table.getSchema());
    }
  }

  /** Wherever they are, and whoever wrote them. */
  @ParameterizedTest
  @MethodSource("refusedColumns")
  void columnsOfUnionsRunsAndViews_areRefusedByBothSides(Field column) throws Exception {
    Field outer = ArrowSamples.field("outer", new ArrowType.Struct(), column);
    for (Field field : List.of(column, outer)) {
      try (VectorSchemaRoot table =
          VectorSchemaRoot.create(new Schema(List.of(field)), allocator)) {
        assertThatThrownBy(() -> encode(codec, table))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining(column.getType().getTypeID().name());
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        try (ArrowStreamWriter writer = new ArrowStreamWriter(table, null, stream)) {
          writer.start();
        }
        assertThatThrownBy(() -> decode(codec, stream.toByteArray()))
            .isInstanceOf(IOException.class)
            .hasMessageContaining("doesn't take");
      }
    }
  }

  @Test
  void dictionaryOfViews_isRefused() {
    DictionaryEncoding encoding = new DictionaryEncoding(1, false, null);
    ViewVarCharVector entries = new ViewVarCharVector("entries", allocator);
    IntVector indexes =
        new IntVector("n", new FieldType(true, new ArrowType.Int(32, true), encoding), allocator);

    try (ArrowTable table =
        new ArrowTable(
            ArrowSamples.root(0, indexes),
            new MapDictionaryProvider(new Dictionary(entries, encoding)))) {
      assertThatThrownBy(() -> encode(codec, table))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("Utf8View");
    }
  }

  @Test
  void decode_columnWithoutAName_isEqual() throws Exception {
    IntVector nameless =
        new IntVector(
            new Field(null, FieldType.nullable(new ArrowType.Int(32, true)), null), allocator);
    nameless.setSafe(0, 7);
    try (VectorSchemaRoot table = ArrowSamples.root(1, nameless);
        ArrowTable decoded = decode(codec, encode(codec, table))) {
      assertThat(decoded.getSchema()).isEqualTo(table.getSchema());
      assertThat(decoded.equals(table)).isTrue();
    }
  }

  @Test
  void decode_tableThatNobodyCloses_isFreedByTheCollector() throws Exception {
    byte[] bytes;
    try (ArrowTable table = ArrowSamples.cities(allocator, "Rome")) {
      bytes = encode(codec, table);
    }

    for (int i = 0; i < 10; i++) {
      decode(codec, bytes);
    }

    assertThat(allocator.getAllocatedMemory()).isPositive();
    assertIsFreed();
  }

  @Test
  void decode_columnOfATableThatIsGone_keepsItsMemory() throws Exception {
    byte[] bytes;
    try (ArrowTable table = ArrowSamples.cities(allocator, "Rome")) {
      bytes = encode(codec, table);
    }
    FieldVector column = decode(codec, bytes).getVector(0);
    String before = column.toString();
    long kept = allocator.getAllocatedMemory();

    for (int i = 0; i < 5; i++) {
      System.gc();
      Thread.sleep(20);
    }

    assertThat(allocator.getAllocatedMemory()).isPositive().isLessThanOrEqualTo(kept);
    assertThat(column).hasToString(before);
    column.close();
    assertIsFreed();
  }

  private void assertIsFreed() throws InterruptedException {
    for (int i = 0; i < 500 && allocator.getAllocatedMemory() > 0; i++) {
      System.gc();
      Thread.sleep(20);
    }
    assertThat(allocator.getAllocatedMemory()).isZero();
  }

  /** A buffer that was made for it would be gone before the encoding is sealed. */
  @Test
  void encode_largeColumnsOfEachType_refersToTheTablesOwnMemory() throws Exception {
    try (VectorSchemaRoot few = ArrowTypes.table(allocator);
        VectorSchemaRoot table = VectorSchemaRoot.create(few.getSchema(), allocator)) {
      table.allocateNew();
      for (int i = 0; i < 6_000; i++) {
        VectorSchemaRootAppender.append(false, table, few);
      }
      ByteArrayOutputStream expected = new ByteArrayOutputStream();
      try (ArrowStreamWriter writer = new ArrowStreamWriter(table, null, expected)) {
        writer.writeBatch();
      }
      EncodingBuffer buffer = new EncodingBuffer(0, 64);
      long before = allocations;

      codec.encode(table, buffer);

      assertThat(allocations).isEqualTo(before);
      assertThat(buffer.parts(0)).hasSizeGreaterThan(2 * table.getFieldVectors().size());
      assertThat(buffer.size()).isLessThan(expected.size() / 10);
      assertThat(buffer.array()).isEqualTo(expected.toByteArray());
    }
  }

  @Test
  void codecByName_hasAnAllocatorOfItsOwn() throws Exception {
    try (VectorSchemaRoot table = ArrowSamples.numbersAndTexts(allocator, 10);
        ArrowTable decoded = decode(new ArrowCodec(), encode(codec, table))) {
      assertThat(decoded.equals(table)).isTrue();
      assertThat(decoded.getVector(0).getAllocator().getRoot()).isNotSameAs(allocator);
    }
  }
}
