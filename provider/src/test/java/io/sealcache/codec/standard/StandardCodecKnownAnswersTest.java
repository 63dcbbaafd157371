package io.sealcache.codec.standard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.sealcache.codec.Samples.Point;
import io.sealcache.codec.Samples.Shape;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The stored format. A change that fails here makes entries that exist unreadable, or keys
 * unfindable.
 */
@SuppressWarnings({"JavaUtilDate", "JdkObsolete"}) // they are part of the format
class StandardCodecKnownAnswersTest {
  private static final LocalDateTime TIME = LocalDateTime.of(2024, 2, 29, 23, 59, 59, 999_999_999);

  static Stream<Arguments> keysAndValues() {
    return Stream.of(
        arguments(true, "c3"),
        arguments((byte) -128, "d080"),
        arguments((short) 1, "d10001"),
        arguments(1, "d200000001"),
        arguments(1L, "d30000000000000001"),
        arguments(1.5f, "ca3fc00000"),
        arguments(Float.NaN, "ca7fc00000"),
        arguments(-0.0, "cb8000000000000000"),
        arguments('x', "d5010078"),
        arguments("", "a0"),
        arguments("id-4711", "a769642d34373131"),
        arguments("Grüße, 世界 \uD83D\uDE00", "b44772c3bcc39f652c20e4b896e7958c20f09f9880"),
        arguments(
            "a".repeat(32), "d9206161616161616161616161616161616161616161616161616161616161616161"),
        arguments("a\uD800", "d6020061d800"),
        arguments(new BigDecimal("1.50"), "c70604000000020096"),
        arguments(BigInteger.valueOf(128), "d5030080"),
        arguments(new UUID(1, 2), "d80500000000000000010000000000000002"),
        arguments(new Date(1_700_000_000_000L), "d7060000018bcfe56800"),
        arguments(Instant.MAX, "c70cff3b9ac9ff00701cd2fa9578ff"),
        arguments(TIME.toLocalDate(), "c70610000007e8021d"),
        arguments(TIME.toLocalTime(), "d71100004e94914effff"),
        arguments(TIME, "c70e12000007e8021d00004e94914effff"),
        arguments(
            OffsetTime.of(TIME.toLocalTime(), ZoneOffset.ofHours(-3)),
            "c70c1300004e94914effffffffd5d0"),
        arguments(
            OffsetDateTime.of(TIME, ZoneOffset.ofHoursMinutes(5, 45)),
            "c71214000007e8021d00004e94914effff000050dc"),
        arguments(
            ZonedDateTime.of(TIME, ZoneId.of("Europe/Berlin")),
            "c71f15000007e8021d00004e94914effff00000e104575726f70652f4265726c696e"),
        arguments(Duration.ofSeconds(-1, 5), "c70c16ffffffffffffffff00000005"),
        arguments(Period.of(1, -2, 3), "c70c1700000001fffffffe00000003"),
        arguments(Year.of(-44), "d618ffffffd4"),
        arguments(YearMonth.of(2024, 12), "c70519000007e80c"),
        arguments(MonthDay.of(2, 29), "d51a021d"),
        arguments(ZoneOffset.ofTotalSeconds(-3661), "d61bfffff1b3"),
        arguments(ZoneId.of("Europe/Berlin"), "c70d1c4575726f70652f4265726c696e"),
        arguments(
            DayOfWeek.MONDAY, "c90000001b50b36a6176612e74696d652e4461794f665765656ba64d4f4e444159"),
        arguments(
            new Point(1, -1),
            "c90000003151d920696f2e7365616c63616368652e636f6465632e53616d706c657324506f696e7482a178d200000001a179d2ffffffff"),
        arguments(new byte[] {1, -1}, "c40201ff"),
        arguments(new boolean[] {true, false}, "d5200100"),
        arguments(new short[] {1, -1}, "d6210001ffff"),
        arguments(new char[] {'a', '\uD800'}, "d6220061d800"),
        arguments(new int[] {1, -1}, "d72300000001ffffffff"),
        arguments(new long[] {1, -1}, "d8240000000000000001ffffffffffffffff"),
        arguments(new float[] {1, Float.NaN}, "d7253f8000007fc00000"),
        arguments(new double[] {-0.0, Double.NaN}, "d82680000000000000007ff8000000000000"),
        arguments(
            new int[][] {{1}, {}, {2, 3}},
            "c90000001727a25b4993d62300000001c70023d7230000000200000003"),
        arguments(
            Shape.SQUARE,
            "c90000002950d920696f2e7365616c63616368652e636f6465632e53616d706c6573245368617065a6535155415245"),
        arguments(
            new String[] {"a", null}, "c90000001527b06a6176612e6c616e672e537472696e6792a161c0"));
  }

  static Stream<Arguments> values() {
    return Stream.of(
        arguments(new ArrayList<>(List.of("a")), "91a161"),
        arguments(new LinkedList<>(List.of("a")), "c9000000033091a161"),
        arguments(new ArrayDeque<>(List.of("a")), "c9000000033191a161"),
        arguments(List.of("a"), "c9000000033291a161"),
        arguments(List.of(), "c9000000013390"),
        arguments(new HashSet<>(List.of("a")), "c9000000033891a161"),
        arguments(new LinkedHashSet<>(List.of("b", "a")), "c9000000053992a162a161"),
        arguments(new TreeSet<>(List.of("b", "a")), "c9000000053a92a161a162"),
        arguments(Set.of("a"), "c9000000033b91a161"),
        arguments(new HashMap<>(Map.of("a", "b")), "81a161a162"),
        arguments(new LinkedHashMap<>(Map.of("a", "b")), "df00000001a161a162"),
        arguments(new TreeMap<>(Map.of("a", "b")), "c9000000054181a161a162"),
        arguments(Map.of("a", "b"), "c9000000054281a161a162"));
  }

  static Stream<Arguments> keys() {
    return Stream.of(
        arguments(new LinkedList<>(Arrays.asList("b", null)), "92a162c0"),
        arguments(
            new LinkedHashSet<Object>(List.<Object>of("b", "aa", "a", 1)),
            "c90000000d3894a161a162a26161d200000001"),
        arguments(new LinkedHashMap<>(Map.of("b", 1, "a", 2)), "82a161d200000002a162d200000001"),
        arguments(
            URI.create("urn:a"),
            "c90000004852aced00057372000c6a6176612e6e65742e555249ac01782e"
                + "439e49ab0300014c0006737472696e677400124c6a6176612f6c616e672f"
                + "537472696e673b787074000575726e3a6178"),
        // Java's stream; each JVM has an order of its own for Set.of.
        arguments(
            new AtomicReference<Object>(Set.<Object>of("a", "b", Map.of(1, 2, 3, 4))),
            "c9000001aa52aced00057372002b6a6176612e7574696c2e636f6e637572"
                + "72656e742e61746f6d69632e41746f6d69635265666572656e6365e65771"
                + "d4557854c60200014c000576616c75657400124c6a6176612f6c616e672f"
                + "4f626a6563743b7870737200176a6176612e7574696c2e4c696e6b656448"
                + "617368536574d86cd75a95dd2a1e020000787200116a6176612e7574696c"
                + "2e48617368536574ba44859596b8b7340300007870770c000000103f4000"
                + "0000000003737200176a6176612e7574696c2e4c696e6b6564486173684d"
                + "617034c04e5c106cc0fb0200015a000b6163636573734f72646572787200"
                + "116a6176612e7574696c2e486173684d61700507dac1c31660d103000246"
                + "000a6c6f6164466163746f724900097468726573686f6c6478703f400000"
                + "0000000c77080000001000000002737200116a6176612e6c616e672e496e"
                + "746567657212e2a0a4f781873802000149000576616c7565787200106a61"
                + "76612e6c616e672e4e756d62657286ac951d0b94e08b0200007870000000"
                + "017371007e0009000000027371007e0009000000037371007e0009000000"
                + "047800740001617400016278"));
  }

  @ParameterizedTest
  @MethodSource({"keysAndValues", "values"})
  void values_areStoredAsTheyEverWere(Object value, String hex) throws Exception {
    assertThat(Coding.values().hex(value)).isEqualTo(hex);
    assertThat(Coding.values().hex(Coding.values().decodeHex(hex))).isEqualTo(hex);
  }

  @ParameterizedTest
  @MethodSource({"keysAndValues", "keys"})
  void keys_areStoredAsTheyEverWere(Object key, String hex) throws Exception {
    assertThat(Coding.keys().hex(key)).isEqualTo(hex);
    assertThat(Coding.keys().hex(Coding.keys().decodeHex(hex))).isEqualTo(hex);
  }
}
