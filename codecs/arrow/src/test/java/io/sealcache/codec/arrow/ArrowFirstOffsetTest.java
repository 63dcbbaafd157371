package io.sealcache.codec.arrow;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.codec.EncodingBuffer;
import java.util.Arrays;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.dictionary.Dictionary;
import org.apache.arrow.vector.dictionary.DictionaryProvider.MapDictionaryProvider;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.DictionaryEncoding;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Lists without values that nobody allocated anything for. Arrow's own writer fails for them. */
class ArrowFirstOffsetTest {
  private static final Field NOTHING = Field.nullable("item", new ArrowType.Null());
  private static final Field LIST = ArrowSamples.field("list", new ArrowType.List(), NOTHING);

  @RegisterExtension final LeakCheckedAllocator memory = new LeakCheckedAllocator();
  @RegisterExtension final LeakCheckedAllocator codecMemory = new LeakCheckedAllocator();

  private final BufferAllocator allocator = memory.get();
  private final BufferAllocator codecs = codecMemory.get();
  private final ArrowCodec codec = new ArrowCodec(codecs);

  @Test
  void encode_listsInATableThatWasNeverAllocated_areWritten() throws Exception {
    Field inner = ArrowSamples.field("inner", new ArrowType.LargeList(), LIST);
    Schema schema = new Schema(List.of(inner, LIST));

    try (VectorSchemaRoot table = VectorSchemaRoot.create(schema, allocator);
        ArrowTable decoded = ArrowCodecTest.decode(codec, ArrowCodecTest.encode(codec, table))) {
      assertThat(decoded.getSchema()).isEqualTo(schema);
      assertThat(decoded.getRowCount()).isZero();
      assertThat(allocator.getAllocatedMemory()).as("the table's own memory").isZero();
    }
  }

  /** Arrow makes no vector of the field that its own vector says it is of. */
  @Test
  void encode_mapOfNullKeysThatWasNeverAllocated_isWritten() throws Exception {
    Field key = new Field("key", FieldType.notNullable(new ArrowType.Null()), List.of());
    Field entries =
        new Field("entries", FieldType.notNullable(new ArrowType.Struct()), List.of(key, NOTHING));
    Field map = ArrowSamples.field("map", new ArrowType.Map(false), entries);
    Schema schema = new Schema(List.of(map));

    try (VectorSchemaRoot table = VectorSchemaRoot.create(schema, allocator);
        ArrowTable decoded = ArrowCodecTest.decode(codec, ArrowCodecTest.encode(codec, table))) {
      assertThat(decoded.getSchema()).isEqualTo(schema);
    }
  }

  @Test
  void encode_listsInListsThatAreAllEmpty_areWritten() throws Exception {
    try (VectorSchemaRoot table = emptyLists(2);
        ArrowTable decoded = ArrowCodecTest.decode(codec, ArrowCodecTest.encode(codec, table))) {
      assertThat(decoded.getSchema()).isEqualTo(table.getSchema());
      assertThat(ArrowSamples.rows(decoded)).containsExactly(List.of("[]"), List.of("[]"));
    }
  }

  /** Lists of lists, of which the inner ones were never allocated. */
  private VectorSchemaRoot emptyLists(int count) {
    Field outer = ArrowSamples.field("outer", new ArrowType.List(), LIST);
    ListVector lists = (ListVector) outer.createVector(allocator);
    for (int i = 0; i < count; i++) {
      lists.startNewValue(i);
      lists.endValue(i, 0);
    }
    lists.setValueCount(count);
    return ArrowSamples.root(count, lists);
  }

  @Test
  void encode_dictionaryOfListsThatWasNeverAllocated_isWritten() throws Exception {
    DictionaryEncoding encoding = new DictionaryEncoding(1, false, null);
    FieldVector entries = LIST.createVector(allocator);
    IntVector indexes =
        new IntVector("n", new FieldType(true, new ArrowType.Int(32, true), encoding), allocator);
    VectorSchemaRoot root = ArrowSamples.root(2, indexes);

    try (ArrowTable table =
            new ArrowTable(root, new MapDictionaryProvider(new Dictionary(entries, encoding)));
        ArrowTable decoded = ArrowCodecTest.decode(codec, ArrowCodecTest.encode(codec, table))) {
      assertThat(decoded.dictionaries().lookup(1).getVector().getValueCount()).isZero();
      assertThat(decoded.getRowCount()).isEqualTo(2);
    }
  }

  /** An offset that is supplied is no reason to copy the others. */
  @Test
  void encode_largeTableWithAListThatWasNeverAllocated_refersToTheTablesMemory() throws Exception {
    int count = 20_000;
    try (VectorSchemaRoot table = emptyLists(count)) {
      EncodingBuffer out = new EncodingBuffer(0, 64);
      long before = allocator.getAllocatedMemory();

      codec.encode(table, out);

      assertThat(out.size()).isLessThan(Integer.BYTES * count);
      assertThat(allocator.getAllocatedMemory()).isEqualTo(before);
      assertThat(codecs.getAllocatedMemory()).isZero();
      try (ArrowTable decoded =
          ArrowCodecTest.decode(codec, Arrays.copyOf(out.array(), out.size()))) {
        assertThat(decoded.getRowCount()).isEqualTo(count);
      }
    }
  }
}
