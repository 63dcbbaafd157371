package io.sealcache.codec;

import io.sealcache.codec.Samples.Shape;
import java.io.Serializable;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.MonthDay;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.AbstractMap.SimpleEntry;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.Date;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Random graphs of objects, and equals of them that were built in another way. */
@SuppressWarnings({"JavaUtilDate", "JdkObsolete"}) // applications have them
public final class RandomObjects {
  /** Serializable only by what it is declared as. */
  public record Couple(@Nullable Object first, @Nullable Object second) implements Serializable {}

  /** Not Serializable. */
  public record Plain(String name, @Nullable Object held) {}

  /** Equal by content, and none of the codec's own formats. */
  public static final class Bean implements Serializable {
    private static final long serialVersionUID = 1L;
    private final String name;
    private final @Nullable Object held;

    Bean(String name, @Nullable Object held) {
      this.name = name;
      this.held = held;
    }

    public @Nullable Object held() {
      return held;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Bean bean
          && name.equals(bean.name)
          && Objects.equals(held, bean.held);
    }

    @Override
    public int hashCode() {
      return Objects.hash(name, held);
    }
  }

  private final Random random;
  private final boolean serializable;

  /**
   * @param serializable whether all that is made is
   */
  public RandomObjects(long seed, boolean serializable) {
    this.random = new Random(seed);
    this.serializable = serializable;
  }

  private int below(int bound) {
    return random.nextInt(bound);
  }

  private boolean oneIn(int count) {
    return below(count) == 0;
  }

  public String text() {
    StringBuilder text = new StringBuilder();
    for (int i = oneIn(30) ? 300 : below(9); i > 0; i--) {
      switch (below(8)) {
        case 0 -> text.append((char) below(0xd800));
        case 1 -> text.appendCodePoint(0x10000 + below(0x10000));
        default -> text.append((char) ('a' + below(26)));
      }
    }
    return text.toString();
  }

  public byte[] bytes() {
    byte[] bytes = new byte[oneIn(30) ? 70_000 : below(40)];
    random.nextBytes(bytes);
    return bytes;
  }

  public long number() {
    return switch (below(4)) {
      case 0 -> below(10) - 5;
      case 1 -> Long.MAX_VALUE - below(2);
      case 2 -> 1L << below(64);
      default -> random.nextLong();
    };
  }

  public double real() {
    return switch (below(4)) {
      case 0 -> below(10) / 4.0;
      case 1 -> -0.0 * below(2);
      case 2 -> oneIn(2) ? Double.NaN : Double.NEGATIVE_INFINITY;
      default -> Double.longBitsToDouble(random.nextLong());
    };
  }

  public Shape shape() {
    return oneIn(2) ? Shape.CIRCLE : Shape.SQUARE;
  }

  public LocalDateTime time() {
    return LocalDateTime.ofEpochSecond(
        number() % 60_000_000_000L, below(1_000_000_000), ZoneOffset.UTC);
  }

  private ZoneOffset offset() {
    return ZoneOffset.ofTotalSeconds(below(36 * 3600) - 18 * 3600);
  }

  /** Of what a key may be made: a class that the JDK has for values. */
  public Object scalar() {
    return switch (below(34)) {
      case 0 -> random.nextBoolean();
      case 1 -> (byte) number();
      case 2 -> (short) number();
      case 3, 4 -> (int) number();
      case 5, 6 -> number();
      case 7 -> (float) real();
      case 8 -> real();
      case 9 -> (char) below(0x10000);
      case 10 -> text() + (char) (0xd800 + below(0x800));
      case 11 -> BigInteger.valueOf(number()).multiply(BigInteger.valueOf(number()));
      case 12 -> BigDecimal.valueOf(number(), below(50) - 25);
      case 13 -> new UUID(number(), number());
      case 14 -> new Date(number());
      case 15 -> Instant.ofEpochSecond(number() % 31_000_000_000_000_000L, below(1_000_000_000));
      case 16 -> time().toLocalDate();
      case 17 -> time().toLocalTime();
      case 18 -> time();
      case 19 -> time().toLocalTime().atOffset(offset());
      case 20 -> time().atOffset(offset());
      case 21 -> time().atZone(oneIn(2) ? offset() : ZoneId.of("Europe/Berlin"));
      case 22 -> Duration.ofSeconds(number(), below(1_000_000_000));
      case 23 -> Period.of((int) number(), below(20) - 10, below(40));
      case 24 -> Year.of(below(4000) - 2000);
      case 25 -> YearMonth.of(below(4000), 1 + below(12));
      case 26 -> MonthDay.of(2, 1 + below(29));
      case 27 -> oneIn(2) ? offset() : ZoneId.of("America/New_York");
      case 28 -> shape();
      case 29 -> DayOfWeek.of(1 + below(7));
      default -> text();
    };
  }

  /** A key that has equals of other classes or other inner states. */
  public Object key(int depth) {
    if (depth == 0 || oneIn(3)) {
      return scalar();
    }
    return switch (below(serializable ? 7 : 12)) {
      case 0, 1 -> list(() -> oneIn(9) ? null : key(depth - 1));
      case 2, 3 -> new HashSet<>(list(() -> key(depth - 1)));
      case 4, 5 -> map(() -> key(depth - 1), () -> oneIn(9) ? null : key(depth - 1));
      case 6 -> new Couple(scalar(), serializable ? scalar() : key(depth - 1));
      case 7 -> new Plain(text(), key(depth - 1));
      case 8 -> Optional.of(key(depth - 1));
      case 9 -> new SimpleEntry<>(key(depth - 1), key(depth - 1));
      case 10 -> oneIn(2) ? bits(below(100), 0) : address("host");
      default -> optionalNumber();
    };
  }

  private Object optionalNumber() {
    return switch (below(4)) {
      case 0 -> OptionalInt.of(below(9));
      case 1 -> OptionalLong.of(number());
      case 2 -> OptionalDouble.of(real());
      default -> oneIn(2) ? OptionalInt.empty() : Optional.empty();
    };
  }

  private static BitSet bits(int bit, int room) {
    BitSet bits = new BitSet(room);
    bits.set(bit);
    return bits;
  }

  private InetAddress address(@Nullable String host) {
    return address(host, new byte[] {10, 0, 0, (byte) below(4)});
  }

  private static InetAddress address(@Nullable String host, byte[] address) {
    try {
      return InetAddress.getByAddress(host, address);
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }

  private List<@Nullable Object> list(Supplier<? extends @Nullable Object> elements) {
    List<@Nullable Object> list = new ArrayList<>();
    for (int i = oneIn(40) ? 17 : below(5); i > 0; i--) {
      list.add(elements.get());
    }
    return list;
  }

  private Map<@Nullable Object, @Nullable Object> map(
      Supplier<?> keys, Supplier<? extends @Nullable Object> values) {
    Map<@Nullable Object, @Nullable Object> map = new LinkedHashMap<>();
    for (int i = oneIn(40) ? 17 : below(5); i > 0; i--) {
      map.put(keys.get(), values.get());
    }
    return map;
  }

  /** Another key that equals that one. */
  public Object twin(Object key) {
    if (key instanceof String text) {
      return new String(text.toCharArray());
    } else if (key instanceof Double real && real.isNaN()) {
      return Double.longBitsToDouble(0x7ff8000000000001L | below(1000));
    } else if (key instanceof Float real && real.isNaN()) {
      return Float.intBitsToFloat(0xffc00001 | below(1000));
    } else if (key instanceof BigDecimal number) {
      return new BigDecimal(number.unscaledValue().add(BigInteger.ZERO), number.scale());
    } else if (key instanceof Date date) {
      return new Date(date.getTime());
    } else if (key instanceof BitSet bits) {
      return bits(bits.nextSetBit(0), 200 + below(1000));
    } else if (key instanceof InetAddress address) {
      return address(oneIn(2) ? null : text(), address.getAddress());
    } else if (key instanceof Couple couple) {
      return new Couple(twinOrNull(couple.first()), twinOrNull(couple.second()));
    } else if (key instanceof Plain plain) {
      return new Plain(new String(plain.name().toCharArray()), twinOrNull(plain.held()));
    } else if (key instanceof Optional<?> optional) {
      return optional.map(this::twin);
    } else if (key instanceof Map.Entry<?, ?> entry) {
      return Map.entry(twin(entry.getKey()), twin(entry.getValue()));
    }
    return collectionTwin(key);
  }

  private @Nullable Object twinOrNull(@Nullable Object key) {
    return key == null ? null : twin(key);
  }

  private Object collectionTwin(Object key) {
    if (key instanceof List<?> list) {
      List<@Nullable Object> twins = new ArrayList<>();
      list.forEach(each -> twins.add(twinOrNull(each)));
      return switch (below(5)) {
        case 0 -> new LinkedList<>(twins);
        case 1 -> Arrays.asList(twins.toArray());
        case 2 -> Collections.unmodifiableList(twins);
        case 3 -> new CopyOnWriteArrayList<>(twins);
        default -> twins.stream().toList();
      };
    } else if (key instanceof Set<?> set) {
      List<Object> twins = new ArrayList<>(set.stream().map(this::twin).toList());
      Collections.shuffle(twins, random);
      return switch (below(4)) {
        case 0 -> new LinkedHashSet<>(twins);
        case 1 -> Set.copyOf(twins);
        case 2 -> Collections.synchronizedSet(new HashSet<>(twins));
        default -> {
          Set<Object> roomy = new HashSet<>(1000);
          roomy.addAll(twins);
          yield roomy;
        }
      };
    } else if (key instanceof Map<?, ?> map) {
      List<Object> keys = new ArrayList<>(map.keySet());
      Collections.shuffle(keys, random);
      Map<Object, @Nullable Object> twins = oneIn(2) ? new HashMap<>(1000) : new LinkedHashMap<>();
      keys.forEach(each -> twins.put(twin(each), twinOrNull(map.get(each))));
      return oneIn(2) || twins.containsValue(null)
          ? Collections.unmodifiableMap(twins)
          : new ConcurrentHashMap<>(twins);
    }
    return key;
  }

  /** Of what a value may be made. */
  public Object value(int depth) {
    if (depth == 0 || oneIn(4)) {
      return oneIn(6) ? array(0) : scalar();
    }
    Supplier<Object> part = () -> value(depth - 1);
    return switch (below(serializable ? 20 : 29)) {
      case 0 -> list(() -> oneIn(9) ? null : value(depth - 1));
      case 1 -> new LinkedList<>(list(part));
      case 2 -> new ArrayDeque<>(nonNull(part));
      case 3 -> List.copyOf(nonNull(part));
      case 4 -> list(() -> oneIn(9) ? null : value(depth - 1)).stream().toList();
      case 5 -> new HashSet<>(list(this::scalar));
      case 6 -> new LinkedHashSet<>(list(this::scalar));
      case 7 -> new TreeSet<>(texts());
      case 8 -> Set.copyOf(nonNull(this::scalar));
      case 9 -> new HashMap<>(map(this::scalar, part));
      case 10 -> map(this::scalar, () -> oneIn(9) ? null : value(depth - 1));
      case 11 -> reversedOrNot(part);
      case 12 -> Map.copyOf(map(this::scalar, part));
      case 13 -> EnumSet.of(Shape.CIRCLE, shape());
      case 14 -> new Couple(part.get(), oneIn(4) ? null : part.get());
      case 15 -> new Bean(text(), serializable ? part.get() : scalar());
      case 16 -> wrapped(nonNull(part));
      case 17 -> ofTheirClass(part);
      case 18, 19 -> array(depth);
      case 20, 21, 22 -> new Plain(text(), oneIn(5) ? null : part.get());
      case 23, 24 -> Optional.of(part.get());
      case 25 -> optionalNumber();
      case 26 -> nonNull(part).subList(0, 0);
      default -> {
        List<Object> list = nonNull(part);
        list.add(new Plain(text(), part.get()));
        yield oneIn(2) ? list.subList(below(list.size()), list.size()) : wrapped(list);
      }
    };
  }

  private List<Object> nonNull(Supplier<Object> part) {
    List<Object> list = new ArrayList<>();
    for (int i = oneIn(40) ? 17 : below(5); i > 0; i--) {
      list.add(part.get());
    }
    return list;
  }

  private List<String> texts() {
    return List.of(text(), text(), text());
  }

  private Object reversedOrNot(Supplier<Object> part) {
    Map<String, Object> map =
        oneIn(2) ? new TreeMap<>() : new TreeMap<>(Collections.reverseOrder());
    texts().forEach(key -> map.put(key, part.get()));
    return map;
  }

  private Object wrapped(List<Object> list) {
    return switch (below(6)) {
      case 0 -> Arrays.asList(list.toArray());
      case 1 -> Collections.unmodifiableList(list);
      case 2 -> Collections.synchronizedList(list);
      case 3 -> Collections.singletonList(list);
      case 4 -> Collections.nCopies(below(4), list);
      default -> Collections.unmodifiableMap(new LinkedHashMap<>(Map.of("list", list)));
    };
  }

  private Object ofTheirClass(Supplier<Object> part) {
    return switch (below(5)) {
      case 0 -> new ConcurrentHashMap<>(Map.of(text(), part.get()));
      case 1 -> new EnumMap<>(Map.of(shape(), part.get()));
      case 2 -> new CopyOnWriteArrayList<>(nonNull(part));
      case 3 -> new java.util.Vector<>(nonNull(part));
      default -> new SimpleEntry<>(text(), part.get());
    };
  }

  private Object array(int depth) {
    int length = below(6);
    return switch (below(10)) {
      case 0 -> new boolean[] {oneIn(2), oneIn(2)};
      case 1 -> bytes();
      case 2 -> new short[] {(short) number()};
      case 3 -> text().toCharArray();
      case 4 -> random.ints(length).toArray();
      case 5 -> random.longs(length).toArray();
      case 6 -> new float[] {(float) real(), 1};
      case 7 -> random.doubles(length).toArray();
      case 8 -> new @Nullable String[] {text(), null};
      default -> depth == 0 ? new int[][] {{1}, {}} : new Object[] {value(depth - 1), scalar()};
    };
  }
}
