package io.sealcache.codec.arrow;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Stream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.DateDayVector;
import org.apache.arrow.vector.DateMilliVector;
import org.apache.arrow.vector.Decimal256Vector;
import org.apache.arrow.vector.DecimalVector;
import org.apache.arrow.vector.DurationVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.FixedSizeBinaryVector;
import org.apache.arrow.vector.Float4Vector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.LargeVarCharVector;
import org.apache.arrow.vector.NullVector;
import org.apache.arrow.vector.SmallIntVector;
import org.apache.arrow.vector.TimeMicroVector;
import org.apache.arrow.vector.TimeStampMicroTZVector;
import org.apache.arrow.vector.TimeStampNanoVector;
import org.apache.arrow.vector.TinyIntVector;
import org.apache.arrow.vector.UInt4Vector;
import org.apache.arrow.vector.VarBinaryVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.complex.FixedSizeListVector;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.complex.MapVector;
import org.apache.arrow.vector.complex.StructVector;
import org.apache.arrow.vector.complex.impl.UnionListWriter;
import org.apache.arrow.vector.complex.impl.UnionMapWriter;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.FieldType;

/** A table with a column of each common type: a value, a null, and another value. */
final class ArrowTypes {
  private static final int ROWS = 3;

  private ArrowTypes() {}

  static VectorSchemaRoot table(BufferAllocator allocator) {
    FieldVector[] columns =
        Stream.of(numbers(allocator), bytes(allocator), times(allocator), nested(allocator))
            .flatMap(Arrays::stream)
            .toArray(FieldVector[]::new);
    return ArrowSamples.root(ROWS, columns);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private interface Setter<V, T> {
    void set(V vector, int row, T value);
  }

  private static <V, T> V filled(V vector, Setter<V, T> setter, T first, T last) {
    setter.set(vector, 0, first);
    setter.set(vector, 2, last);
    return vector;
  }

  private static FieldVector[] numbers(BufferAllocator allocator) {
    return new FieldVector[] {
      filled(new TinyIntVector("int8", allocator), TinyIntVector::setSafe, -8, 8),
      filled(new SmallIntVector("int16", allocator), SmallIntVector::setSafe, -16, 16),
      filled(new IntVector("int32", allocator), IntVector::setSafe, -32, 32),
      filled(new UInt4Vector("uint32", allocator), UInt4Vector::setSafe, -1, 1),
      filled(new BigIntVector("int64", allocator), BigIntVector::setSafe, Long.MIN_VALUE, 64L),
      filled(new Float4Vector("float32", allocator), Float4Vector::setSafe, Float.MIN_VALUE, -0.0f),
      filled(
          new Float8Vector("float64", allocator),
          Float8Vector::setSafe,
          Double.MAX_VALUE,
          Double.NaN),
      filled(new BitVector("bool", allocator), BitVector::setSafe, 1, 0)
    };
  }

  private static FieldVector[] bytes(BufferAllocator allocator) {
    var fixed = new FixedSizeBinaryVector("fixed", allocator, 16);
    var decimal = new DecimalVector("decimal", allocator, 38, 2);
    var decimal256 = new Decimal256Vector("decimal256", allocator, 76, 0);
    return new FieldVector[] {
      filled(
          new VarCharVector("utf8", allocator), VarCharVector::setSafe, utf8("Zürich"), utf8("")),
      filled(
          new LargeVarCharVector("largeUtf8", allocator),
          LargeVarCharVector::setSafe,
          utf8("Genève"),
          utf8("x")),
      filled(
          new VarBinaryVector("binary", allocator),
          VarBinaryVector::setSafe,
          new byte[] {1, 2, 3},
          new byte[0]),
      filled(fixed, FixedSizeBinaryVector::setSafe, new byte[16], utf8("0123456789abcdef")),
      filled(
          decimal,
          DecimalVector::setSafe,
          new BigDecimal("-12345678901234567890.12"),
          new BigDecimal("0.01")),
      filled(decimal256, Decimal256Vector::setSafe, BigDecimal.TEN.pow(70), BigDecimal.ONE),
      new NullVector("null", ROWS)
    };
  }

  private static FieldVector[] times(BufferAllocator allocator) {
    var zoned = new TimeStampMicroTZVector("zoned", allocator, "Europe/Zurich");
    FieldType nanoseconds = FieldType.nullable(new ArrowType.Duration(TimeUnit.NANOSECOND));
    var duration = new DurationVector("duration", nanoseconds, allocator);
    return new FieldVector[] {
      filled(new DateDayVector("day", allocator), DateDayVector::setSafe, 20_000, -1),
      filled(new DateMilliVector("date", allocator), DateMilliVector::setSafe, 86_400_000L, 0L),
      filled(new TimeMicroVector("time", allocator), TimeMicroVector::setSafe, 1L, 86_399_999_999L),
      filled(new TimeStampNanoVector("local", allocator), TimeStampNanoVector::setSafe, 1L, -1L),
      filled(zoned, TimeStampMicroTZVector::setSafe, 1_700_000_000_000_000L, 0L),
      filled(duration, DurationVector::setSafe, 5L, -5L)
    };
  }

  private static FieldVector[] nested(BufferAllocator allocator) {
    ListVector list = ListVector.empty("list", allocator);
    UnionListWriter lists = list.getWriter();
    lists.setPosition(0);
    lists.startList();
    lists.writeInt(1);
    lists.writeInt(2);
    lists.endList();
    lists.setPosition(2);
    lists.startList();
    lists.endList();
    lists.setValueCount(ROWS);
    MapVector map = MapVector.empty("map", allocator, false);
    UnionMapWriter maps = map.getWriter();
    maps.setPosition(0);
    maps.startMap();
    maps.startEntry();
    maps.key().bigInt().writeBigInt(7);
    maps.value().integer().writeInt(49);
    maps.endEntry();
    maps.endMap();
    maps.setValueCount(ROWS);
    StructVector struct = StructVector.empty("struct", allocator);
    IntVector x =
        struct.addOrGet("x", FieldType.nullable(new ArrowType.Int(32, true)), IntVector.class);
    VarCharVector y =
        struct.addOrGet("y", FieldType.nullable(new ArrowType.Utf8()), VarCharVector.class);
    x.setSafe(0, 3);
    y.setSafe(0, utf8("three"));
    struct.setIndexDefined(0);
    struct.setIndexDefined(2);
    struct.setValueCount(ROWS);
    FixedSizeListVector pairs = FixedSizeListVector.empty("pairs", 2, allocator);
    FieldType real = FieldType.nullable(new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE));
    Float8Vector halves = (Float8Vector) pairs.addOrGetVector(real).getVector();
    for (int i = 0; i < 2 * ROWS; i++) {
      halves.setSafe(i, i / 2.0);
    }
    pairs.setNotNull(0);
    pairs.setNotNull(2);
    pairs.setValueCount(ROWS);
    return new FieldVector[] {list, map, struct, pairs};
  }
}
