package io.sealcache.codec.arrow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.NullVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.dictionary.Dictionary;
import org.apache.arrow.vector.dictionary.DictionaryEncoder;
import org.apache.arrow.vector.dictionary.DictionaryProvider.MapDictionaryProvider;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.DictionaryEncoding;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Columns that are encoded with a dictionary. */
class ArrowDictionaryTest {
  @RegisterExtension final LeakCheckedAllocator memory = new LeakCheckedAllocator();

  private final BufferAllocator allocator = memory.get();
  private final ArrowCodec codec = new ArrowCodec(allocator);

  @Test
  void decode_keepsDictionaries() throws Exception {
    try (ArrowTable table = ArrowSamples.cities(allocator, "Rome", "Oslo", "Rome");
        ArrowTable decoded = ArrowCodecTest.decode(codec, ArrowCodecTest.encode(codec, table))) {
      assertThat(decoded.getSchema()).isEqualTo(table.getSchema());
      try (var plain =
          DictionaryEncoder.decode(decoded.getVector("city"), decoded.dictionaries().lookup(1))) {
        assertThat(plain.getObject(0)).hasToString("Rome");
        assertThat(plain.getObject(1)).hasToString("Oslo");
      }
    }
  }

  @Test
  void encode_tableWithoutItsDictionaries_isRefused() {
    try (ArrowTable table = ArrowSamples.cities(allocator, "Rome")) {
      VectorSchemaRoot plain = new VectorSchemaRoot(table.getFieldVectors());
      assertThatThrownBy(() -> ArrowCodecTest.encode(codec, plain))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("ArrowTable");
    }
  }

  @Test
  void decode_dictionaryOfEachType_isAsWritten() throws Exception {
    List<FieldVector> types = new ArrayList<>(ArrowTypes.table(allocator).getFieldVectors());
    types.add(new NullVector("null", 3));
    MapDictionaryProvider dictionaries = new MapDictionaryProvider();
    List<FieldVector> columns = new ArrayList<>();
    for (FieldVector entries : types) {
      long id = columns.size();
      DictionaryEncoding encoding = new DictionaryEncoding(id, false, null);
      dictionaries.put(new Dictionary(entries, encoding));
      columns.add(indexes(entries.getName(), encoding));
    }
    VectorSchemaRoot root = ArrowSamples.root(1, columns.toArray(FieldVector[]::new));

    try (ArrowTable table = new ArrowTable(root, dictionaries);
        ArrowTable decoded = ArrowCodecTest.decode(codec, ArrowCodecTest.encode(codec, table))) {
      for (int id = 0; id < types.size(); id++) {
        FieldVector entries = decoded.dictionaries().lookup(id).getVector();
        assertThat(ArrowSamples.rows(VectorSchemaRoot.of(entries)))
            .as(types.get(id).getName())
            .isEqualTo(ArrowSamples.rows(VectorSchemaRoot.of(types.get(id))));
      }
    }
  }

  private IntVector indexes(String name, DictionaryEncoding encoding) {
    ArrowType type = new ArrowType.Int(32, true);
    IntVector indexes = new IntVector(name, new FieldType(true, type, encoding), allocator);
    indexes.setSafe(0, 2);
    indexes.setValueCount(1);
    return indexes;
  }
}
