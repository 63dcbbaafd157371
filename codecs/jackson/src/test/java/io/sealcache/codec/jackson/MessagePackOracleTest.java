package io.sealcache.codec.jackson;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.codec.Samples;
import io.sealcache.codec.standard.Coding;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.msgpack.core.MessagePack;
import org.msgpack.core.MessageUnpacker;
import org.msgpack.value.Value;
import org.msgpack.value.ValueFactory;

/** Whether a reader of MessagePack that knows nothing of ours reads what StandardCodec writes. */
class MessagePackOracleTest {
  private final Coding values = Coding.values();

  static Stream<Arguments> everything() {
    return Stream.of(Samples.values(), Samples.wrappers(), Samples.arrays(), Samples.printables())
        .flatMap(s -> s)
        .map(object -> Arguments.of(object));
  }

  @ParameterizedTest
  @MethodSource("everything")
  void encode_givesOneMessagePackObject(Object object) throws Exception {
    for (Coding coding : List.of(values, Coding.keys())) {
      try (MessageUnpacker unpacker = MessagePack.newDefaultUnpacker(coding.encode(object))) {
        assertThat(unpacker.unpackValue()).isNotNull();
        assertThat(unpacker.hasNext()).isFalse();
      }
    }
  }

  @Test
  void encode_givesNativeFormatsForWhatMessagePackHas() throws Exception {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("byte", (byte) -1);
    map.put("short", (short) 300);
    map.put("int", 7);
    map.put("long", 1L << 40);
    map.put("float", 1.5f);
    map.put("double", 0.1);
    map.put("true", true);
    map.put("text", "Grüße");
    map.put("bytes", new byte[] {1, 2});
    map.put("list", new ArrayList<>(Arrays.asList("a", null)));
    map.put("map", new HashMap<>(Map.of(1, 2)));

    assertThat(unpack(map).toJson())
        .isEqualTo(
            "{\"byte\":-1,\"short\":300,\"int\":7,\"long\":1099511627776,\"float\":1.5,"
                + "\"double\":0.1,\"true\":true,\"text\":\"Grüße\",\"bytes\":\"\\u0001\\u0002\","
                + "\"list\":[\"a\",null],\"map\":{\"1\":2}}");
    assertThat(unpack(new byte[] {1, 2}).isBinaryValue()).isTrue();
  }

  @Test
  void encode_givesAnInstantAsTimestamp() throws Exception {
    Instant instant = Instant.parse("2024-02-29T12:00:00.000000001Z");

    try (MessageUnpacker unpacker = MessagePack.newDefaultUnpacker(values.encode(instant))) {
      assertThat(unpacker.unpackTimestamp()).isEqualTo(instant);
    }
  }

  @Test
  void encode_givesRecordsThatOtherLanguagesCanTakeApart() throws Exception {
    byte[] content = unpack(new Samples.Point(1, -1)).asExtensionValue().getData();

    try (MessageUnpacker unpacker = MessagePack.newDefaultUnpacker(content)) {
      assertThat(unpacker.unpackString()).isEqualTo("io.sealcache.codec.Samples$Point");
      assertThat(unpacker.unpackValue())
          .isEqualTo(
              ValueFactory.newMap(
                  ValueFactory.newString("x"),
                  ValueFactory.newInteger(1),
                  ValueFactory.newString("y"),
                  ValueFactory.newInteger(-1)));
    }
  }

  private Value unpack(Object object) throws Exception {
    try (MessageUnpacker unpacker = MessagePack.newDefaultUnpacker(values.encode(object))) {
      return unpacker.unpackValue();
    }
  }
}
