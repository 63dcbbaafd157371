package io.sealcache.codec.arrow;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.codec.Cases;
import io.sealcache.codec.standard.Coding;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.DecimalVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.LargeVarCharVector;
import org.apache.arrow.vector.TimeStampNanoVector;
import org.apache.arrow.vector.VarBinaryVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.complex.StructVector;
import org.apache.arrow.vector.dictionary.Dictionary;
import org.apache.arrow.vector.dictionary.DictionaryEncoder;
import org.apache.arrow.vector.dictionary.DictionaryProvider.MapDictionaryProvider;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.DictionaryEncoding;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A read gives each table that a write takes: of any columns, rows and nulls. */
class RandomTablesTest {
  private static final int MAX_COLUMNS = 4;
  private static final int MAX_ROWS = 20;
  private static final List<ArrowType> TYPES =
      List.of(
          new ArrowType.Int(32, true),
          new ArrowType.Int(64, true),
          new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE),
          new ArrowType.Bool(),
          new ArrowType.Decimal(38, 4, 128),
          new ArrowType.Timestamp(TimeUnit.NANOSECOND, null),
          new ArrowType.Utf8(),
          new ArrowType.LargeUtf8(),
          new ArrowType.Binary(),
          new ArrowType.Null(),
          new ArrowType.List(),
          new ArrowType.Struct());

  @RegisterExtension final LeakCheckedAllocator memory = new LeakCheckedAllocator();

  private final BufferAllocator allocator = memory.get();
  private final Coding coding = Coding.of(new ArrowCodec(allocator));

  @Test
  void tables_comeBackEqualAndAreWrittenAgainAsTheSameBytes() {
    Cases.all(
        seed -> {
          try (ArrowTable table = table(new Random(seed));
              ArrowTable twin = table(new Random(seed))) {
            byte[] encoded = coding.encode(table);
            try (ArrowTable decoded = (ArrowTable) coding.decode(encoded)) {
              assertSame(decoded, twin);
              assertThat(coding.encode(decoded)).isEqualTo(encoded);
            }
          }
          assertThat(allocator.getAllocatedMemory()).isZero();
        });
  }

  private static void assertSame(ArrowTable actual, ArrowTable expected) {
    assertThat(actual.getSchema()).isEqualTo(expected.getSchema());
    assertThat(actual.getRowCount()).isEqualTo(expected.getRowCount());
    assertThat(ArrowSamples.rows(actual)).isEqualTo(ArrowSamples.rows(expected));
    assertThat(actual.equals(expected)).isTrue();
    for (long id : expected.dictionaries().getDictionaryIds()) {
      FieldVector entries = expected.dictionaries().lookup(id).getVector();
      assertThat(actual.dictionaries().lookup(id).getVector()).hasToString(entries.toString());
    }
  }

  private ArrowTable table(Random random) {
    int rows = random.nextInt(MAX_ROWS);
    MapDictionaryProvider dictionaries = new MapDictionaryProvider();
    FieldVector[] columns =
        IntStream.range(0, random.nextInt(MAX_COLUMNS + 1))
            .mapToObj(
                i ->
                    random.nextInt(5) == 0
                        ? encoded(i, rows, random, dictionaries)
                        : filled(field("column" + i, 3, random), rows, random))
            .toArray(FieldVector[]::new);
    return new ArrowTable(ArrowSamples.root(rows, columns), dictionaries);
  }

  private FieldVector encoded(int id, int rows, Random random, MapDictionaryProvider dictionaries) {
    VarCharVector entries = ArrowSamples.texts(allocator, "entries", "Oslo", "", "Zürich");
    Dictionary dictionary = new Dictionary(entries, new DictionaryEncoding(id, false, null));
    dictionaries.put(dictionary);
    try (VarCharVector plain = new VarCharVector("column" + id, allocator)) {
      plain.allocateNew();
      for (int i = 0; i < rows; i++) {
        if (random.nextInt(4) > 0) {
          plain.setSafe(i, entries.get(random.nextInt(entries.getValueCount())));
        }
      }
      plain.setValueCount(rows);
      return (FieldVector) DictionaryEncoder.encode(plain, dictionary);
    }
  }

  private static Field field(String name, int depth, Random random) {
    ArrowType type = TYPES.get(random.nextInt(depth == 0 ? TYPES.size() - 2 : TYPES.size()));
    int children =
        type instanceof ArrowType.List
            ? 1
            : type instanceof ArrowType.Struct ? 1 + random.nextInt(3) : 0;
    return new Field(
        name,
        FieldType.nullable(type),
        IntStream.range(0, children).mapToObj(i -> field("child" + i, depth - 1, random)).toList());
  }

  private FieldVector filled(Field field, int rows, Random random) {
    FieldVector vector = field.createVector(allocator);
    fill(vector, rows, random);
    return vector;
  }

  private static void fill(FieldVector vector, int rows, Random random) {
    if (rows > 0 || random.nextBoolean()) { // one without rows need not have any memory
      vector.setInitialCapacity(rows);
      vector.allocateNew();
    }
    int elements = 0;
    for (int i = 0; i < rows; i++) {
      if (random.nextInt(4) == 0) {
        vector.setNull(i);
      } else if (vector instanceof ListVector list) {
        int size = random.nextInt(4);
        list.startNewValue(i);
        list.endValue(i, size);
        elements += size;
      } else {
        set(vector, i, random);
      }
    }
    for (FieldVector child : vector.getChildrenFromFields()) {
      fill(child, vector instanceof ListVector ? elements : rows, random);
    }
    vector.setValueCount(rows);
  }

  private static void set(FieldVector vector, int i, Random random) {
    long number = random.nextBoolean() ? random.nextLong() : random.nextInt(3);
    if (vector instanceof IntVector ints) {
      ints.setSafe(i, (int) number);
    } else if (vector instanceof BigIntVector longs) {
      longs.setSafe(i, number);
    } else if (vector instanceof Float8Vector reals) {
      reals.setSafe(i, Double.longBitsToDouble(number));
    } else if (vector instanceof BitVector bits) {
      bits.setSafe(i, (int) (number & 1));
    } else if (vector instanceof DecimalVector decimals) {
      decimals.setSafe(i, BigDecimal.valueOf(number, 4));
    } else if (vector instanceof TimeStampNanoVector times) {
      times.setSafe(i, number);
    } else if (vector instanceof StructVector structs) {
      structs.setIndexDefined(i);
    } else {
      byte[] text = "ü".repeat(random.nextInt(12)).getBytes(StandardCharsets.UTF_8);
      if (vector instanceof VarCharVector texts) {
        texts.setSafe(i, text);
      } else if (vector instanceof LargeVarCharVector texts) {
        texts.setSafe(i, text);
      } else if (vector instanceof VarBinaryVector bytes) {
        bytes.setSafe(i, text);
      }
    }
  }
}
