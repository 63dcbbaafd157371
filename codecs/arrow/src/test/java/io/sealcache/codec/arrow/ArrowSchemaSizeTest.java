package io.sealcache.codec.arrow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.flatbuffers.FlatBufferBuilder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import org.apache.arrow.flatbuf.Field;
import org.apache.arrow.flatbuf.KeyValue;
import org.apache.arrow.flatbuf.Message;
import org.apache.arrow.flatbuf.MessageHeader;
import org.apache.arrow.flatbuf.MetadataVersion;
import org.apache.arrow.flatbuf.Schema;
import org.apache.arrow.flatbuf.Struct_;
import org.apache.arrow.flatbuf.TimeUnit;
import org.apache.arrow.flatbuf.Timestamp;
import org.apache.arrow.flatbuf.Type;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Schemas that would become more on the heap than they are in the input. */
class ArrowSchemaSizeTest {
  @RegisterExtension final LeakCheckedAllocator memory = new LeakCheckedAllocator();

  private final BufferAllocator allocator = memory.get();
  private final ArrowCodec codec = new ArrowCodec(allocator);
  private final FlatBufferBuilder builder = new FlatBufferBuilder();

  private void refused(byte[] bytes) {
    assertThatThrownBy(() -> ArrowCodecTest.decode(codec, bytes))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("A schema is larger than its message");
  }

  @Test
  void decode_fieldThatIsInTwoPlacesAtEachLevel_isRefused() {
    int field = field(0);
    for (int i = 0; i < 40; i++) {
      field = field(Field.createChildrenVector(builder, new int[] {field, field}));
    }
    refused(stream(field));
  }

  private enum TextOf {
    FIELD,
    KEY,
    VALUE,
    METADATA_OF_THE_SCHEMA,
    TIME_ZONE
  }

  @ParameterizedTest
  @EnumSource
  void decode_textThatIsInManyPlaces_isRefused(TextOf place) {
    int text = builder.createString("x".repeat(50_000));
    int other = builder.createString("y");
    int[] places = new int[2_000];
    for (int i = 0; i < places.length; i++) {
      places[i] =
          switch (place) {
            case FIELD -> named(text);
            case KEY, METADATA_OF_THE_SCHEMA -> KeyValue.createKeyValue(builder, text, other);
            case VALUE -> KeyValue.createKeyValue(builder, other, text);
            case TIME_ZONE -> timestamp(text);
          };
    }
    refused(
        switch (place) {
          case FIELD, TIME_ZONE -> stream(field(Field.createChildrenVector(builder, places)));
          case KEY, VALUE -> stream(described(Field.createCustomMetadataVector(builder, places)));
          case METADATA_OF_THE_SCHEMA ->
              stream(field(0), Schema.createCustomMetadataVector(builder, places));
        });
  }

  private int named(int name) {
    Field.startField(builder);
    Field.addName(builder, name);
    return Field.endField(builder);
  }

  private int described(int metadata) {
    Field.startField(builder);
    Field.addCustomMetadata(builder, metadata);
    return Field.endField(builder);
  }

  private int timestamp(int zone) {
    int type = Timestamp.createTimestamp(builder, TimeUnit.SECOND, zone);
    Field.startField(builder);
    Field.addTypeType(builder, Type.Timestamp);
    Field.addType(builder, type);
    return Field.endField(builder);
  }

  /** Of an own table for each name, as Arrow's implementations write them. */
  @Test
  void decode_schemaThatIsLargeItself_isRead() throws Exception {
    FieldType type =
        new FieldType(true, ArrowType.Null.INSTANCE, null, Map.of("note", "n".repeat(1000)));
    var fields =
        java.util.stream.IntStream.range(0, 1000)
            .mapToObj(i -> new org.apache.arrow.vector.types.pojo.Field("f" + i, type, null))
            .toList();
    try (VectorSchemaRoot table =
        VectorSchemaRoot.create(new org.apache.arrow.vector.types.pojo.Schema(fields), allocator)) {
      try (ArrowTable decoded = ArrowCodecTest.decode(codec, ArrowCodecTest.encode(codec, table))) {
        assertThat(decoded.getSchema()).isEqualTo(table.getSchema());
      }
    }
  }

  private int field(int children) {
    Struct_.startStruct_(builder);
    int type = Struct_.endStruct_(builder);
    int none = children == 0 ? Field.createChildrenVector(builder, new int[0]) : children;
    Field.startField(builder);
    Field.addTypeType(builder, Type.Struct_);
    Field.addType(builder, type);
    Field.addChildren(builder, none);
    return Field.endField(builder);
  }

  private byte[] stream(int field) {
    return stream(field, Schema.createCustomMetadataVector(builder, new int[0]));
  }

  private byte[] stream(int field, int metadata) {
    int fields = Schema.createFieldsVector(builder, new int[] {field});
    Schema.startSchema(builder);
    Schema.addFields(builder, fields);
    Schema.addCustomMetadata(builder, metadata);
    int schema = Schema.endSchema(builder);
    builder.finish(
        Message.createMessage(builder, MetadataVersion.V5, MessageHeader.Schema, schema, 0, 0));
    byte[] message = builder.sizedByteArray();
    byte[] stream = new byte[Long.BYTES + (message.length + 7) / 8 * 8];
    littleEndian(stream).putInt(-1).putInt(stream.length - Long.BYTES).put(message);
    return stream;
  }

  private static ByteBuffer littleEndian(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
