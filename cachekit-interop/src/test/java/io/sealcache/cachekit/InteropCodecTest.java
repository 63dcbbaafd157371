package io.sealcache.cachekit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import io.sealcache.cachekit.CachekitException.Malformed;
import io.sealcache.cachekit.CachekitException.Unsupported;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class InteropCodecTest {
  private static final JsonObject VECTORS = Vectors.file("interop-mode.json");

  static Stream<Arguments> values() {
    return Vectors.group(VECTORS, "value_vectors", 6);
  }

  @ParameterizedTest
  @MethodSource("values")
  void encode_givesWhatOtherLanguagesGive(JsonObject vector) {
    byte[] encoded = InteropCodec.encode(Vectors.object(vector.get("value")));

    assertThat(Vectors.hex(encoded)).isEqualTo(Vectors.text(vector, "canonical_msgpack_hex"));
    assertThat(InteropCodec.encode(InteropCodec.decode(encoded))).isEqualTo(encoded);
  }

  static Stream<Arguments> wellFormed() {
    return Vectors.group(VECTORS, "reader_accept_vectors", 6);
  }

  @ParameterizedTest
  @MethodSource("wellFormed")
  void decode_takesWhatOtherLanguagesTake(JsonObject vector) {
    Object value = InteropCodec.decode(Vectors.bytes(vector, "input_hex"));

    switch (Vectors.text(vector, "name")) {
      case "reader_ext_type" ->
          assertThat(value).isEqualTo(new MessagePackExtension(1, new byte[] {0x2a}));
      case "reader_non_string_map_key" -> assertThat(value).isEqualTo(Map.of(1L, 42L));
      default ->
          assertThat(InteropCodec.encode(value))
              .isEqualTo(InteropCodec.encode(Vectors.object(vector.get("value"))));
    }
  }

  static Stream<Arguments> illFormed() {
    return Vectors.group(VECTORS, "reader_reject_vectors", 1);
  }

  @ParameterizedTest
  @MethodSource("illFormed")
  void decode_refusesWhatOtherLanguagesRefuse(JsonObject vector) {
    byte[] stored = Vectors.bytes(vector, "input_hex");

    assertThatThrownBy(() -> InteropCodec.decode(stored))
        .isInstanceOf(Malformed.class)
        .hasMessageContaining("follow the document");
  }

  @ParameterizedTest
  @CsvSource({
    "d4ff2a, -1, 1",
    "d5012a2a, 1, 2",
    "d6ff00000000, -1, 4",
    "c7002a, 42, 0",
    "c70301aabbcc, 1, 3",
    "c8000280aabb, -128, 2",
    "c9000000017f00, 127, 1"
  })
  void decode_takesEachExtType(String hex, int type, int length) {
    assertThat(InteropCodec.decode(Vectors.hex(hex)))
        .isInstanceOfSatisfying(
            MessagePackExtension.class,
            extension -> {
              assertThat(extension.type()).isEqualTo(type);
              assertThat(extension.data()).hasSize(length).isNotSameAs(extension.data());
              assertThat(extension)
                  .hasToString("MessagePackExtension[type=" + type + ", " + length + " bytes]");
            });
    assertThat(InteropCodec.decode(Vectors.hex("91" + hex)))
        .isEqualTo(List.of(InteropCodec.decode(Vectors.hex(hex))))
        .hasSameHashCodeAs(List.of(InteropCodec.decode(Vectors.hex(hex))));
  }

  @Test
  void encode_writesNoExtType() {
    Object extension = InteropCodec.decode(Vectors.hex("d4012a"));

    assertThatThrownBy(() -> InteropCodec.encode(extension)).isInstanceOf(Unsupported.class);
    assertThatThrownBy(() -> InteropKey.of("t", "op", extension)).isInstanceOf(Unsupported.class);
  }

  @Test
  void decode_givesBackWhatWasEncoded() {
    Map<String, Object> value = new LinkedHashMap<>();
    value.put("null", null);
    value.put("list", Arrays.asList(true, -1L, 2.0, "Grüße \ud83d\ude00", null));
    value.put("large", BigInteger.ONE.shiftLeft(63));
    value.put("longest", Long.MAX_VALUE);
    value.put("date and time", OffsetDateTime.parse("2024-02-29T12:30:45.000001+05:30"));
    value.put("local", LocalDateTime.parse("2024-02-29T00:00:00"));
    value.put("date", LocalDate.parse("0001-01-01"));
    value.put("time", LocalTime.parse("10:30:00.500000"));
    value.put("time of a zone", OffsetTime.parse("10:30:00-03:00"));
    value.put("empty", List.of(Map.of(), List.of(), ""));

    assertThat(InteropCodec.decode(InteropCodec.encode(value))).isEqualTo(value);
    assertThat((byte[]) InteropCodec.decode(InteropCodec.encode(new byte[] {1, -1})))
        .containsExactly(1, -1);
  }

  static Stream<Object> unsupported() {
    return Stream.of(
        Double.NaN,
        Float.NEGATIVE_INFINITY,
        BigInteger.ONE.shiftLeft(64),
        new BigDecimal(1),
        Set.of(1),
        new UUID(1, 1),
        Thread.State.NEW,
        ZoneId.of("Asia/Kolkata"),
        Map.of(1, 1),
        Map.of("__datetime__", true, "value", "no time"),
        Map.of("__datetime__", true, "value", "2024-01-01T00:00:00Z"), // written +00:00
        Map.of("__date__", true, "value", "2024-01-01", "more", 1),
        textsOfOneHash(101),
        "\ud800",
        Instant.parse("2024-01-01T00:00:00.000000001Z"),
        LocalDate.of(0, 1, 1),
        LocalDateTime.of(10_000, 1, 1, 0, 0),
        Instant.MAX);
  }

  @ParameterizedTest
  @MethodSource("unsupported")
  void encode_refusesOtherValues(Object value) {
    assertThatThrownBy(() -> InteropCodec.encode(List.of(value))).isInstanceOf(Unsupported.class);
  }

  /** As Python's isoformat has them. */
  @Test
  void encode_writesTimesAsPythonDoes() {
    assertThat(isoOf(Instant.parse("2024-01-01T00:00:00Z"))).isEqualTo("2024-01-01T00:00:00+00:00");
    assertThat(isoOf(LocalTime.parse("10:30"))).isEqualTo("10:30:00");
    assertThat(isoOf(LocalTime.parse("10:30:00.5"))).isEqualTo("10:30:00.500000");
  }

  @Test
  void encode_writesTimesAlikeInEachLocale() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      assertThat(isoOf(LocalDateTime.parse("2024-01-02T03:04:05.000006")))
          .isEqualTo("2024-01-02T03:04:05.000006");
    } finally {
      Locale.setDefault(before);
    }
  }

  private static Object isoOf(Object time) {
    return Objects.requireNonNull(Temporals.sentinelOf(time)).getOrDefault("value", "");
  }

  @ParameterizedTest
  @CsvSource({"2024-01-01T00:00:00Z", "2024-01-01T00:00:00z", "2024-01-01T01:00:00+01:00"})
  void decode_takesUtcInEachSpelling(String text) {
    assertThat(InteropCodec.decode(sentinel("__datetime__", true, text)))
        .isInstanceOfSatisfying(
            OffsetDateTime.class,
            time -> assertThat(time.toInstant()).isEqualTo(Instant.parse("2024-01-01T00:00:00Z")));
  }

  @Test
  void decode_leavesMapsThatOnlyLookLikeTimes() {
    assertThat(InteropCodec.decode(sentinel("__datetime__", 1, "2024-01-01T00:00:00Z")))
        .isInstanceOf(Map.class);
    assertThat(InteropCodec.decode(sentinel("__date__", true, 20240101))).isInstanceOf(Map.class);
  }

  @ParameterizedTest
  @CsvSource({
    "__datetime__, 2024-02-30T00:00:00Z",
    "__datetime__, 2024-01-01T00:00:00+01:00[Europe/Paris]",
    "__datetime__, s3cret",
    "__date__, 2024-02-30",
    "__time__, 25:00:00"
  })
  void decode_refusesTimesThatAreNone(String flag, String text) {
    assertThatThrownBy(() -> InteropCodec.decode(sentinel(flag, true, text)))
        .isInstanceOf(Malformed.class)
        .hasMessageNotContaining(text)
        .hasNoCause();
  }

  private static byte[] sentinel(String flag, Object set, Object text) {
    return CanonicalEncoder.encode(Profile.ARGUMENTS, Map.of(flag, set, "value", text));
  }

  @ParameterizedTest
  @CsvSource({"cc05", "cd0005", "cf0000000000000005", "d005", "d30000000000000005"})
  void decode_takesFormsThatAreNotCanonical(String hex) {
    assertThat(InteropCodec.decode(Vectors.hex(hex))).isEqualTo(5L);
  }

  @Test
  void decode_takesWhatOnlyOthersWrite() {
    assertThat(InteropCodec.decode(Vectors.hex("ca3fc00000"))).isEqualTo(1.5);
    assertThat(InteropCodec.decode(Vectors.hex("8201a16102a162")))
        .isEqualTo(Map.of(1L, "a", 2L, "b"));
    assertThat(InteropCodec.decode(Vectors.hex("82a16101a16102"))).isEqualTo(Map.of("a", 2L));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", // nothing
        "0101", // two documents
        "c1", // never used
        "a1ff", // no UTF-8
        "d401", // an ext type without its data
        "81d4012ac0", // an ext type as a key
        "81c40101c0", // bytes as a key
        "8190c0", // a list as a key
        "dbffffffff", // longer than an array can be
        "ddffffffffc0"
      })
  void decode_refusesOtherBytes(String hex) {
    assertThatThrownBy(() -> InteropCodec.decode(Vectors.hex(hex))).isInstanceOf(Malformed.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "db7fffffff61",
        "c67fffffff61",
        "dd7fffffffc0",
        "df7fffffffc0c0",
        "92c0",
        "c97fffffff0161",
        "dc0006dc0004c0c0c0c0", // each header fits what follows it, both together don't
        "de0004de0002c0c0c0c0c0c0" // so do these, of two elements each
      })
  void decode_readsNoFurtherWhereMoreIsAnnouncedThanThereIs(String hex) {
    assertThatThrownBy(() -> InteropCodec.decode(Vectors.hex(hex)))
        .hasMessageContaining("ends before what it announces");
  }

  @Test
  void decode_refusesEachTruncation() {
    byte[] encoded =
        InteropCodec.encode(
            List.of(Map.of("a", 300), 1.5, "text", new byte[] {1}, 1L << 40, -70_000));

    for (int length = 0; length < encoded.length; length++) {
      byte[] cut = Arrays.copyOf(encoded, length);
      assertThatThrownBy(() -> InteropCodec.decode(cut)).isInstanceOf(Malformed.class);
    }
  }

  /** From the protocol's decode-bounds vectors. */
  @Test
  void decode_boundsNestingAndWhatItReserves() {
    for (String hex : List.of("dc2710".repeat(2_048), "dd0000157c".repeat(1_100))) {
      assertThatThrownBy(() -> InteropCodec.decode(Vectors.hex(hex))).isInstanceOf(Malformed.class);
    }
    assertThat(InteropCodec.decode(Vectors.hex("91".repeat(512) + "c0"))).isInstanceOf(List.class);
    assertThatThrownBy(() -> InteropCodec.decode(Vectors.hex("91".repeat(513) + "c0")))
        .isInstanceOf(Malformed.class)
        .hasMessageContaining("512");
  }

  /** 20 million of them were 79 KB of a compressed frame, and a GiB of the heap. */
  @Test
  void decode_sharesWhatIsEmptyAndBoundsListsAndMaps() {
    List<?> empty =
        (List<?>) Objects.requireNonNull(InteropCodec.decode(Vectors.hex("9490908080")));
    assertThat(empty.get(0)).isSameAs(empty.get(1));
    assertThat(empty.get(2)).isSameAs(empty.get(3));

    for (byte header : new byte[] {(byte) 0x90, (byte) 0x80}) {
      assertThat((List<?>) InteropCodec.decode(listOf(999_999, header))).hasSize(999_999);
      assertThatThrownBy(() -> InteropCodec.decode(listOf(1_000_000, header)))
          .isInstanceOf(Malformed.class)
          .hasMessageContaining("1000000 lists and maps");
    }
  }

  @Test
  void encode_writesNoMoreListsThanItDecodes() {
    assertThat(InteropCodec.encode(Collections.nCopies(999_999, List.of()))).hasSize(1_000_004);
    assertThatThrownBy(() -> InteropCodec.encode(Collections.nCopies(1_000_000, Map.of())))
        .isInstanceOf(Unsupported.class)
        .hasMessageContaining("1000000 lists and maps");
  }

  private static byte[] listOf(int size, byte element) {
    byte[] list = ByteBuffer.allocate(5 + size).put((byte) 0xdd).putInt(size).array();
    Arrays.fill(list, 5, list.length, element);
    return list;
  }

  /** They are compared one by one, if their types have no common order. */
  @Test
  void decode_boundsKeysOfOneHash() {
    assertThat((Map<?, ?>) InteropCodec.decode(mapOfEqualHashes(100, 1))).hasSize(100);
    assertThat((Map<?, ?>) InteropCodec.decode(mapOfEqualHashes(100, 3))).hasSize(100);
    assertThatThrownBy(() -> InteropCodec.decode(mapOfEqualHashes(101, 1)))
        .isInstanceOf(Malformed.class)
        .hasMessageContaining("100 keys of one hash");
  }

  @Test
  void encode_writesAsManyKeysOfOneHashAsItDecodes() {
    Map<String, Long> map = textsOfOneHash(100);

    assertThat(InteropCodec.decode(InteropCodec.encode(map))).isEqualTo(map);
  }

  private static Map<String, Long> textsOfOneHash(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> Integer.toBinaryString(128 + i).replace("1", "BB").replace("0", "Aa"))
        .collect(Collectors.toMap(text -> text, text -> 1L));
  }

  private static byte[] mapOfEqualHashes(int keys, int times) {
    int size = keys * times;
    ByteBuffer map = ByteBuffer.allocate(5 + 10 * size).put((byte) 0xdf).putInt(size);
    for (int i = 0; i < size; i++) {
      int half = i % keys;
      map.put((byte) 0xd3).putInt(half).putInt(half).put((byte) 0xc0); // all of hash 0
    }
    return map.array();
  }

  @Test
  void encode_nestsNoDeeperThanItDecodes() {
    Object value = "end";
    for (int i = 0; i < 512; i++) {
      value = new ArrayList<>(List.of(value));
    }
    Object deepest = value;

    assertThat(InteropCodec.decode(InteropCodec.encode(deepest))).isEqualTo(deepest);
    assertThatThrownBy(() -> InteropCodec.encode(List.of(deepest))).isInstanceOf(Unsupported.class);
  }

  @Test
  void decode_namesAnEntryOfTheDefaultMode() {
    assertThatThrownBy(() -> InteropCodec.decode(Vectors.hex("434b03")))
        .isInstanceOf(Malformed.class)
        .hasMessageContaining("default mode");
  }
}
