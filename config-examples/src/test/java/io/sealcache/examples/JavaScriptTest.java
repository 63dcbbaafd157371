package io.sealcache.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.codec.Codec;
import io.sealcache.codec.EncodingBuffer;
import io.sealcache.codec.jackson.MessagePackCodec;
import io.sealcache.codec.standard.JavaFilter;
import io.sealcache.codec.standard.StandardCodec;
import io.sealcache.servers.Needs;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The objects that npm's @msgpack/msgpack makes of the bytes of codecs {@code msgpack} and {@code
 * standard}.
 */
class JavaScriptTest {
  private static final Path READER = Path.of("src/test/node");

  record Order(
      String id,
      int count,
      long total,
      double weight,
      float rate,
      boolean paid,
      @Nullable String note,
      LocalDate day,
      BigDecimal price,
      ByteBuffer digest,
      List<Item> items,
      Map<String, Integer> tags) {}

  record Item(String name, short pieces) {}

  @BeforeAll
  static void nodeIsInstalled() {
    Needs.node(READER, "@msgpack/msgpack");
  }

  @Test
  void msgpack_isReadAsPlainObjects() throws Exception {
    Order order =
        new Order(
            "ü€😀",
            70_000,
            1L << 40,
            0.1,
            1.5f,
            true,
            null,
            LocalDate.of(2026, 11, 25),
            new BigDecimal("19.90"),
            ByteBuffer.wrap(new byte[] {1, -1}),
            List.of(new Item("pen", (short) -300), new Item("ink", (short) 1)),
            Map.of("new", 1));

    assertThat(read(messagePack(Order.class), order))
        .containsExactly(
            """
            {"id":"ü€😀","count":70000,"total":"1099511627776n","weight":0.1,"rate":1.5,\
            "paid":true,"note":null,"day":"2026-11-25","price":"19.90","digest":"bytes 01ff",\
            "items":[{"name":"pen","pieces":-300},{"name":"ink","pieces":1}],"tags":{"new":1}}\
            """);
  }

  private static Codec messagePack(Class<?> type) {
    return new MessagePackCodec(JavaScriptTest.class.getClassLoader()).forType(type);
  }

  @Test
  void msgpack_isReadAsScalars() throws Exception {
    for (int number : new int[] {0, 127, 128, 65_536, -1, -32, -33, -129, Integer.MIN_VALUE}) {
      assertThat(read(messagePack(Integer.class), number))
          .containsExactly(Integer.toString(number));
    }
    assertThat(read(messagePack(String.class), "a".repeat(300)))
        .containsExactly("\"" + "a".repeat(300) + "\"");
  }

  @Test
  void naturalTypesOfTheStandardCodec_areRead() throws Exception {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("a", new ArrayList<>(Arrays.asList(1, null, "x", 2.5, true)));
    map.put("b", new HashMap<>(Map.of("c", (short) -7)));
    StandardCodec standard = StandardCodec.forValues(JavaFilter.standard());

    assertThat(
            read(
                standard,
                "ü€😀",
                true,
                (byte) -1,
                (short) 300,
                -70_000,
                Long.MIN_VALUE,
                1.5f,
                0.1,
                new byte[] {0, -1},
                Instant.parse("2026-11-25T01:02:03.456Z"),
                map))
        .containsExactly(
            "\"ü€😀\"",
            "true",
            "-1",
            "300",
            "-70000",
            "\"-9223372036854775808n\"",
            "1.5",
            "0.1",
            "\"bytes 00ff\"",
            "\"date 2026-11-25T01:02:03.456Z\"",
            "{\"a\":[1,null,\"x\",2.5,true],\"b\":{\"c\":-7}}");
  }

  /** The objects as lines of JSON, by a Node.js that got their bytes. */
  private static List<String> read(Codec codec, Object... objects)
      throws IOException, InterruptedException {
    StringBuilder lines = new StringBuilder();
    for (Object object : objects) {
      EncodingBuffer out = new EncodingBuffer(0, 64);
      codec.encode(object, out);
      lines.append(HexFormat.of().formatHex(out.array(), 0, out.size())).append('\n');
    }
    Process process =
        new ProcessBuilder("node", "read.mjs")
            .directory(READER.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (var input = process.getOutputStream()) {
      input.write(lines.toString().getBytes(UTF_8));
    }
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isZero();
    return output.lines().toList();
  }
}
