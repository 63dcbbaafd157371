package io.sealcache.codec;

import java.io.Serializable;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.Currency;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.provider.Arguments;

/** Objects that tests share. */
public final class Samples {
  private Samples() {}

  public enum Shape {
    CIRCLE,
    SQUARE {
      @Override
      int corners() {
        return 4;
      }
    };

    int corners() {
      return 0;
    }
  }

  public record Point(int x, int y) {}

  public record Pair(@Nullable Object first, @Nullable Object second) {}

  public record Box<T>(T content) {}

  public record Empty() {}

  private record Hidden(String name, Shape shape, List<Point> points) {}

  /** Serializable, and equal by content. */
  public static final class Money implements Serializable {
    private final String currency;
    private final BigDecimal amount;

    public Money(String currency, BigDecimal amount) {
      this.currency = currency;
      this.amount = amount;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Money money
          && currency.equals(money.currency)
          && amount.equals(money.amount);
    }

    @Override
    public int hashCode() {
      return currency.hashCode() ^ amount.hashCode();
    }
  }

  public static final class Unserialisable {
    @Override
    public String toString() {
      return "classified";
    }
  }

  /** Objects whose class all of StandardCodec's value formats keep, and that have an equals. */
  public static Stream<Object> values() {
    return Stream.of(
            ScalarSamples.basic(),
            ScalarSamples.temporals(),
            collections(),
            composites(),
            optionals(),
            serialised())
        .flatMap(s -> s);
  }

  @SuppressWarnings("JdkObsolete") // LinkedList is among what must be kept
  public static Stream<Object> collections() {
    Map<@Nullable Object, @Nullable Object> map = new LinkedHashMap<>();
    map.put("b", 1);
    map.put(null, null);
    map.put(2L, List.of("x"));
    List<@Nullable Object> list = Arrays.asList("b", null, 3, 3L, new ArrayList<>(List.of('c')));
    Map<Integer, Integer> large = new LinkedHashMap<>();
    for (int i = 0; i < 65_536; i++) {
      large.put(i, i);
    }
    return Stream.of(
        new ArrayList<>(),
        new ArrayList<>(list),
        new ArrayList<>(Collections.nCopies(16, 7)),
        new ArrayList<>(Collections.nCopies(70_000, true)),
        new java.util.LinkedList<>(list),
        new java.util.HashSet<>(list),
        new java.util.LinkedHashSet<>(list),
        new TreeSet<>(List.of("b", "a")),
        new HashMap<>(map),
        new HashMap<>(),
        new HashMap<>(large),
        map,
        large,
        new TreeMap<>(Map.of("b", 1, "a", 2)),
        List.of(),
        List.of(1),
        List.of(1, 2),
        List.of(1, 2, 3),
        Stream.of("a", null).toList(),
        Stream.of("a").toList(),
        java.util.Set.of(),
        java.util.Set.of(1),
        java.util.Set.of(1, 2, 3),
        Map.of(),
        Map.of("a", 1),
        Map.of("a", 1, "b", 2),
        new EnumMap<>(Map.of(Shape.CIRCLE, "c")),
        new ConcurrentHashMap<>(Map.of("a", 1)),
        reversed());
  }

  public static Stream<Object> composites() {
    return Stream.of(
        Shape.CIRCLE,
        Shape.SQUARE,
        TimeUnit.DAYS,
        DayOfWeek.MONDAY,
        new Point(1, -1),
        new Empty(),
        new Pair(new Pair("a", null), List.of(new Point(0, 0))),
        new Box<>(new Box<>(1L)),
        new Hidden("n", Shape.SQUARE, new ArrayList<>(List.of(new Point(1, 2)))));
  }

  public static Stream<Object> optionals() {
    return Stream.of(
        Optional.empty(),
        Optional.of(1),
        Optional.of(Optional.of(new Point(1, 2))),
        OptionalInt.empty(),
        OptionalInt.of(1),
        OptionalLong.empty(),
        OptionalLong.of(-1),
        OptionalDouble.empty(),
        OptionalDouble.of(Double.NaN));
  }

  /** All that they hold is Serializable, as they are. */
  public static Stream<Object> wrappers() {
    return Stream.of(
        Collections.emptyList(),
        Collections.singletonList(null),
        Collections.unmodifiableMap(new HashMap<>(Map.of(1, 2))),
        Arrays.asList(1, 2));
  }

  /** What has no form in StandardCodec but Java's stream, or is a list of it. */
  public static Stream<Object> serialised() {
    return Stream.of(
        new Money("EUR", new BigDecimal("1.00")),
        new ArrayList<>(
            List.of(new Money("EUR", BigDecimal.ONE), new Money("EUR", BigDecimal.TEN))),
        Locale.GERMANY,
        Currency.getInstance("EUR"),
        java.net.URI.create("https://example.org/a?b"),
        new java.util.BitSet(70),
        EnumSet.of(Shape.SQUARE),
        new EnumMap<>(Shape.class),
        new ConcurrentSkipListMap<>(Map.of("a", 1)),
        inAnyCase(),
        Map.entry(1, 2).getClass(),
        int.class,
        void.class,
        java.sql.Timestamp.valueOf("2024-01-01 00:00:00"));
  }

  private static Object reversed() {
    TreeSet<String> set = new TreeSet<>(Comparator.reverseOrder());
    Collections.addAll(set, "a", "b");
    return set;
  }

  private static Object inAnyCase() {
    TreeSet<String> set = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    Collections.addAll(set, "a", "B");
    return set;
  }

  /** Arrays of all kinds, multi-dimensional ones too. */
  public static Stream<Object> arrays() {
    return Stream.of(
        new byte[0],
        new byte[] {1, -1},
        new byte[256],
        new byte[65_536],
        new boolean[] {true, false},
        new short[] {1, -1},
        new char[] {'a', '\uD800'},
        new int[] {1, -1},
        new long[] {1, -1},
        new float[] {1, Float.NaN},
        new double[] {-0.0, Double.NaN},
        new int[0],
        new String[] {"a", null},
        new Object[] {1, "a", null, List.of(1)},
        new int[][] {{1}, {}, {2, 3}},
        new Point[][] {{new Point(1, 2)}, null},
        new Shape[] {Shape.SQUARE},
        new Money[] {new Money("EUR", BigDecimal.ONE)});
  }

  /** JUnit takes an array for all arguments of a test. */
  public static Stream<Arguments> arrayArguments() {
    return arrays().map(array -> Arguments.of(array));
  }

  public static Stream<Arguments> refusedArguments() {
    return refused().map(object -> Arguments.of(object));
  }

  /** Objects without an equals whose string says all. */
  public static Stream<Object> printables() {
    return Stream.of(
        new java.util.ArrayDeque<>(List.of(1, 2)),
        new PriorityQueue<>(List.of(2, 1)),
        new AtomicLong(5),
        new IllegalStateException("outer", new java.io.IOException("inner")));
  }

  public static Stream<Object> refused() {
    return Stream.of(
        new Unserialisable(),
        Optional.of(new Unserialisable()),
        new Object(),
        new ArrayList<>(List.of(new Unserialisable())),
        new Pair(1, new Unserialisable()),
        new Object[] {new Unserialisable()},
        Collections.unmodifiableList(new ArrayList<>(List.of(new Unserialisable()))));
  }
}
