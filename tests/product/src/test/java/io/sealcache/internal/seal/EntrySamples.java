package io.sealcache.internal.seal;

import io.sealcache.core.Compression;
import io.sealcache.core.Padding;
import io.sealcache.core.RawCiphers;
import io.sealcache.internal.seal.FrozenTypes.Customer;
import io.sealcache.internal.seal.FrozenTypes.Money;
import io.sealcache.internal.seal.FrozenTypes.Pair;
import io.sealcache.internal.seal.FrozenTypes.Place;
import io.sealcache.internal.seal.FrozenTypes.Point;
import io.sealcache.internal.seal.FrozenTypes.Shape;
import io.sealcache.internal.seal.WriterTrail.Token;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
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
import java.util.stream.IntStream;
import javax.cache.expiry.CreatedExpiryPolicy;
import org.jspecify.annotations.Nullable;

/** An entry for each thing that the stored format knows. */
@SuppressWarnings({"JavaUtilDate", "JdkObsolete"}) // they are part of the format
final class EntrySamples {
  static final String COMPRESSIBLE = "la".repeat(40);

  /** Of which the values in segments are made. */
  static final String DIGITS = "0123456789";

  private static final String TYPE = FrozenTypes.Customer.class.getName();
  private static final Customer ADA = new Customer("Ada", 36, List.of("a", "ü€😀"));
  private static final WriterTrail TRAIL =
      new WriterTrail(List.of(new Token(-1, Long.MIN_VALUE + 255), new Token(0, 128)));

  private EntrySamples() {}

  /** All whose bytes are the same on each JVM. */
  static List<EntrySample> all() {
    List<EntrySample> all = new ArrayList<>(labels());
    all.addAll(codecs());
    all.addAll(layouts());
    return all;
  }

  /** More of them, for the vectors: of random nonces, and of whole and broken segments. */
  static List<EntrySample> nonces() {
    return List.of(
        EntrySample.of("random-nonce", "k", "Ada").random(),
        EntrySample.of("random-nonce-again", "k", "Ada").random(),
        segmented("one-whole-segment", 65_536),
        segmented("one-segment-and-a-byte", 65_537),
        segmented("two-whole-segments", 131_072).random(),
        segmented("three-segments", 160_000));
  }

  /** More of them: what another data key sealed before. */
  static List<EntrySample> resealed() {
    return List.of(
        EntrySample.of("sealed-anew", "customer-1", "Ada").resealed(),
        EntrySample.of("sealed-anew-traced-deflated-padded", "k", COMPRESSIBLE)
            .codecs("string", "string")
            .packed(Compression.DEFLATE, Padding.POWER_OF_TWO)
            .traced(TRAIL)
            .resealed());
  }

  private static EntrySample segmented(String name, int plaintextLength) {
    int length = plaintextLength - RawCiphers.HEADER_LENGTH;
    return EntrySample.of(name, "k", DIGITS.repeat(length / 10 + 1).substring(0, length))
        .codecs("standard", "string");
  }

  private static List<EntrySample> labels() {
    return List.of(
        EntrySample.of("plain", "customer-1", "Ada"),
        EntrySample.of("context", "customer-1", "Ada").with("context", "shop"),
        EntrySample.of("tenant", "customer-1", "Ada")
            .with("tenant", "acme")
            .with("cache", "Käufer"),
        EntrySample.of("tenant-a-cache-bc", "k", "v").with("tenant", "a").with("cache", "bc"),
        EntrySample.of("tenant-ab-cache-c", "k", "v").with("tenant", "ab").with("cache", "c"),
        EntrySample.of("context-a-tenant-b", "k", "v").with("context", "a").with("tenant", "b"),
        EntrySample.of("previous-key", "customer-1", "Ada").rotated(),
        EntrySample.of("descriptor", "customers", descriptor())
            .with("cache", "sealcache-descriptors"));
  }

  private static Map<String, String> descriptor() {
    return new CacheDescriptor(
            "java.lang.String",
            "com.acme.Customer",
            true,
            false,
            new CreatedExpiryPolicy(javax.cache.expiry.Duration.ONE_HOUR))
        .texts();
  }

  private static List<EntrySample> codecs() {
    return List.of(
        EntrySample.of("standard-scalars", scalars(), new ArrayList<>(scalars())),
        EntrySample.of("standard-times", times(), new ArrayList<>(times())),
        EntrySample.of("standard-arrays", arrays(), new ArrayList<>(arrays())),
        EntrySample.of("standard-collections", keyCollections(), collections()),
        EntrySample.of(
            "standard-composites",
            new Place("acme", List.of("b", "a"), Set.of(3, 1, 2)),
            new Pair(new Pair(Shape.SQUARE, null), new Point(1, -1))),
        EntrySample.of("standard-serialised", new Money("EUR", 100), new Money("EUR", 250)),
        EntrySample.of("string", "customer-ü", "Grüße, 世界 😀")
            .codecs("string", "string")
            .with("carrier", "SealedValue"),
        EntrySample.of("string-empty", "", "").codecs("string", "string").with("carrier", "text"),
        EntrySample.of("bytes", new byte[] {0, -1}, new byte[] {1, 2, -128})
            .codecs("bytes", "bytes")
            .with("carrier", "text"),
        EntrySample.of("json", ADA.name(), ADA)
            .codecs("json", "json")
            .with("keyType", "java.lang.String")
            .with("valueType", TYPE),
        EntrySample.of("msgpack", 70_000, ADA)
            .codecs("msgpack", "msgpack")
            .with("keyType", "java.lang.Integer")
            .with("valueType", TYPE),
        EntrySample.of("java", new Money("EUR", 1), new Money("USD", 2)).codecs("java", "java"),
        EntrySample.of("application", "Straße", "Allee").codecs("acme", "acme ü"));
  }

  private static List<EntrySample> layouts() {
    return List.of(
        EntrySample.of("padded", "k", "four-and-twenty letters.")
            .packed(Compression.NONE, Padding.PADME),
        EntrySample.of("padded-to-a-power", "k", new byte[] {0, -128, 0})
            .codecs("standard", "bytes")
            .packed(Compression.NONE, Padding.POWER_OF_TWO),
        EntrySample.of("deflated", "k", COMPRESSIBLE)
            .codecs("string", "string")
            .packed(Compression.DEFLATE, Padding.NONE),
        EntrySample.of("traced", "k", "Ada").traced(TRAIL),
        EntrySample.of("traced-by-sixteen", "k", "Ada").traced(longest()),
        EntrySample.of("traced-deflated-padded", "k", COMPRESSIBLE)
            .codecs("string", "string")
            .packed(Compression.DEFLATE, Padding.POWER_OF_TWO)
            .traced(TRAIL));
  }

  private static WriterTrail longest() {
    return new WriterTrail(
        IntStream.range(0, WriterTrail.LIMIT).mapToObj(i -> new Token(i, 1L << i)).toList());
  }

  private static List<Object> scalars() {
    return List.of(
        true,
        false,
        (byte) -128,
        (short) 1,
        1,
        Integer.MIN_VALUE,
        1L,
        Long.MAX_VALUE,
        1.5f,
        Float.NaN,
        -0.0,
        Double.NEGATIVE_INFINITY,
        'ü',
        "",
        "a".repeat(32),
        "ü".repeat(128),
        "lone \uD800",
        BigInteger.ZERO,
        BigInteger.valueOf(128),
        BigInteger.ONE.shiftLeft(200).negate(),
        new BigDecimal("-1.50"),
        new BigDecimal("7E+30"),
        new UUID(1, 2),
        new Date(1_700_000_000_000L));
  }

  private static List<Object> times() {
    LocalDateTime time = LocalDateTime.of(2024, 2, 29, 23, 59, 59, 999_999_999);
    ZoneId berlin = ZoneId.of("Europe/Berlin");
    return List.of(
        Instant.ofEpochSecond(-1, 5),
        time.toLocalDate(),
        LocalDate.of(-44, 3, 15),
        LocalTime.MIDNIGHT,
        time,
        OffsetTime.of(time.toLocalTime(), ZoneOffset.ofHours(-3)),
        OffsetDateTime.of(time, ZoneOffset.ofHoursMinutes(5, 45)),
        ZonedDateTime.of(LocalDateTime.of(2024, 10, 27, 2, 30), berlin).withLaterOffsetAtOverlap(),
        ZonedDateTime.of(time, ZoneOffset.UTC),
        Duration.ofSeconds(-1, 5),
        Period.of(1, -2, 3),
        Year.of(-44),
        YearMonth.of(2024, 12),
        MonthDay.of(2, 29),
        ZoneOffset.ofTotalSeconds(-3661),
        berlin);
  }

  private static List<Object> arrays() {
    return List.of(
        new byte[] {1, -1},
        new byte[256],
        new boolean[] {true, false},
        new short[] {1, -1},
        new char[] {'a', '\uD800'},
        new int[] {1, -1},
        new int[0],
        new long[] {1, Long.MIN_VALUE},
        new float[] {1, Float.NaN},
        new double[] {-0.0, Double.NaN},
        new String[] {"a", null},
        new int[][] {{1}, {}, {2, 3}},
        new Point[][] {{new Point(1, 2)}, null});
  }

  private static List<@Nullable Object> keyCollections() {
    Map<@Nullable Object, @Nullable Object> map = new HashMap<>();
    map.put("b", List.of());
    map.put("aa", Map.of());
    map.put(null, Set.of());
    map.put(1L, null);
    return Arrays.asList(Set.of("b", "aa", "a", 1), map, null, List.of(List.of()));
  }

  private static List<@Nullable Object> collections() {
    Map<@Nullable Object, @Nullable Object> map = new LinkedHashMap<>();
    map.put("b", 1);
    map.put(null, null);
    return new ArrayList<@Nullable Object>(
        Arrays.asList(
            null,
            new ArrayList<>(),
            new ArrayList<>(IntStream.range(0, 16).mapToObj(i -> i % 2 == 0).toList()),
            new LinkedList<>(List.of("b", "a")),
            new ArrayDeque<>(List.of(1, 2)),
            List.of(),
            List.of(1),
            List.of(1, 2),
            List.of(1, 2, 3),
            new HashSet<>(List.of("a")),
            new LinkedHashSet<>(List.of("b", "a")),
            new TreeSet<>(List.of("b", "a")),
            Set.of(),
            Set.of("a"),
            new HashMap<>(Map.of("a", new HashMap<>())),
            map,
            new TreeMap<>(Map.of("b", 1, "a", 2)),
            Map.of(),
            Map.of("a", 1)));
  }
}
