package io.sealcache.codec.arrow;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
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
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.FieldType;

/** A table with a column of each common type: a value, a null, and another value. */
final class ArrowTypes {
  private static final int ROWS = 3;

  private ArrowTypes() {}

  static VectorSchemaRoot table(BufferAllocator allocator) {
    TinyIntVector int8 = new TinyIntVector("int8", allocator);
    int8.setSafe(0, -8);
    int8.setSafe(2, 8);
    SmallIntVector int16 = new SmallIntVector("int16", allocator);
    int16.setSafe(0, -16);
    int16.setSafe(2, 16);
    IntVector int32 = new IntVector("int32", allocator);
    int32.setSafe(0, -32);
    int32.setSafe(2, 32);
    UInt4Vector uint32 = new UInt4Vector("uint32", allocator);
    uint32.setSafe(0, -1);
    uint32.setSafe(2, 1);
    BigIntVector int64 = new BigIntVector("int64", allocator);
    int64.setSafe(0, Long.MIN_VALUE);
    int64.setSafe(2, 64);
    Float4Vector float32 = new Float4Vector("float32", allocator);
    float32.setSafe(0, Float.MIN_VALUE);
    float32.setSafe(2, -0.0f);
    Float8Vector float64 = new Float8Vector("float64", allocator);
    float64.setSafe(0, Double.MAX_VALUE);
    float64.setSafe(2, Double.NaN);
    BitVector bool = new BitVector("bool", allocator);
    bool.setSafe(0, 1);
    bool.setSafe(2, 0);
    return ArrowSamples.root(
        ROWS,
        concat(
            new FieldVector[] {int8, int16, int32, uint32, int64, float32, float64, bool},
            bytes(allocator),
            times(allocator),
            nested(allocator)));
  }

  private static FieldVector[] concat(FieldVector[]... parts) {
    return List.of(parts).stream().flatMap(java.util.Arrays::stream).toArray(FieldVector[]::new);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static FieldVector[] bytes(BufferAllocator allocator) {
    VarCharVector utf8 = new VarCharVector("utf8", allocator);
    utf8.setSafe(0, utf8("Zürich"));
    utf8.setSafe(2, utf8(""));
    LargeVarCharVector largeUtf8 = new LargeVarCharVector("largeUtf8", allocator);
    largeUtf8.setSafe(0, utf8("Genève"));
    largeUtf8.setSafe(2, utf8("x"));
    VarBinaryVector binary = new VarBinaryVector("binary", allocator);
    binary.setSafe(0, new byte[] {1, 2, 3});
    binary.setSafe(2, new byte[0]);
    FixedSizeBinaryVector fixed = new FixedSizeBinaryVector("fixed", allocator, 16);
    fixed.setSafe(0, new byte[16]);
    fixed.setSafe(2, utf8("0123456789abcdef"));
    DecimalVector decimal = new DecimalVector("decimal", allocator, 38, 2);
    decimal.setSafe(0, new BigDecimal("-12345678901234567890.12"));
    decimal.setSafe(2, new BigDecimal("0.01"));
    Decimal256Vector decimal256 = new Decimal256Vector("decimal256", allocator, 76, 0);
    decimal256.setSafe(0, BigDecimal.TEN.pow(70));
    decimal256.setSafe(2, BigDecimal.ONE);
    return new FieldVector[] {
      utf8, largeUtf8, binary, fixed, decimal, decimal256, new NullVector("null", ROWS)
    };
  }

  private static FieldVector[] times(BufferAllocator allocator) {
    DateDayVector day = new DateDayVector("day", allocator);
    day.setSafe(0, 20_000);
    day.setSafe(2, -1);
    DateMilliVector date = new DateMilliVector("date", allocator);
    date.setSafe(0, 86_400_000L);
    date.setSafe(2, 0);
    TimeMicroVector time = new TimeMicroVector("time", allocator);
    time.setSafe(0, 1);
    time.setSafe(2, 86_399_999_999L);
    TimeStampNanoVector local = new TimeStampNanoVector("local", allocator);
    local.setSafe(0, 1);
    local.setSafe(2, -1);
    TimeStampMicroTZVector zoned = new TimeStampMicroTZVector("zoned", allocator, "Europe/Zurich");
    zoned.setSafe(0, 1_700_000_000_000_000L);
    zoned.setSafe(2, 0);
    DurationVector duration =
        new DurationVector(
            "duration", FieldType.nullable(new ArrowType.Duration(TimeUnit.NANOSECOND)), allocator);
    duration.setSafe(0, 5);
    duration.setSafe(2, -5);
    return new FieldVector[] {day, date, time, local, zoned, duration};
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
    Float8Vector halves =
        (Float8Vector)
            pairs
                .addOrGetVector(
                    FieldType.nullable(
                        new ArrowType.FloatingPoint(
                            org.apache.arrow.vector.types.FloatingPointPrecision.DOUBLE)))
                .getVector();
    for (int i = 0; i < 2 * ROWS; i++) {
      halves.setSafe(i, i / 2.0);
    }
    pairs.setNotNull(0);
    pairs.setNotNull(2);
    pairs.setValueCount(ROWS);
    return new FieldVector[] {list, map, struct, pairs};
  }
}
