package io.sealcache.codec.jackson;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.codec.Cases;
import io.sealcache.codec.RandomObjects;
import io.sealcache.codec.Samples.Shape;
import io.sealcache.codec.standard.Coding;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A record that is put is got as it was; equal keys have equal bytes, and other keys have others.
 */
class RandomRecordsTest {
  record Leaf(
      boolean flag,
      short small,
      int number,
      @Nullable Long large,
      double real,
      float single,
      String text,
      BigInteger integer,
      BigDecimal decimal,
      UUID id,
      Shape shape,
      LocalDate date,
      LocalDateTime time,
      OffsetDateTime moment,
      Instant instant,
      Duration duration) {}

  record Tree(
      Leaf leaf,
      List<Tree> branches,
      Map<String, Leaf> named,
      Set<Shape> shapes,
      @Nullable Tree next) {}

  private static Leaf leaf(RandomObjects objects, Random random) {
    LocalDateTime time = objects.time();
    return new Leaf(
        random.nextBoolean(),
        (short) objects.number(),
        (int) objects.number(),
        random.nextInt(4) == 0 ? null : objects.number(),
        objects.real(),
        (float) objects.real(),
        objects.text(),
        BigInteger.valueOf(objects.number()).pow(1 + random.nextInt(3)),
        BigDecimal.valueOf(objects.number(), random.nextInt(50) - 25),
        new UUID(objects.number(), objects.number()),
        objects.shape(),
        time.toLocalDate(),
        time,
        time.atOffset(ZoneOffset.ofHours(random.nextInt(36) - 18)),
        time.toInstant(ZoneOffset.UTC),
        Duration.ofSeconds(objects.number() % 1_000_000, random.nextInt(1_000_000_000)));
  }

  private static Leaf twin(Leaf leaf) {
    return new Leaf(
        leaf.flag,
        leaf.small,
        leaf.number,
        leaf.large,
        Double.isNaN(leaf.real) ? Double.longBitsToDouble(-1) : leaf.real,
        Float.isNaN(leaf.single) ? Float.intBitsToFloat(-1) : leaf.single,
        new String(leaf.text.toCharArray()),
        leaf.integer.add(BigInteger.ZERO),
        new BigDecimal(leaf.decimal.unscaledValue(), leaf.decimal.scale()),
        new UUID(leaf.id.getMostSignificantBits(), leaf.id.getLeastSignificantBits()),
        leaf.shape,
        leaf.date.plusDays(0),
        leaf.date.atTime(leaf.time.toLocalTime()),
        leaf.time.atOffset(leaf.moment.getOffset()),
        leaf.instant.plusNanos(0),
        leaf.duration.plusNanos(0));
  }

  private static Tree tree(RandomObjects objects, Random random, int depth) {
    Supplier<Tree> branch = () -> tree(objects, random, depth - 1);
    Map<String, Leaf> named = new HashMap<>();
    List<Tree> branches = new ArrayList<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      named.put(objects.text(), leaf(objects, random));
      if (depth > 0) {
        branches.add(branch.get());
      }
    }
    return new Tree(
        leaf(objects, random),
        branches,
        named,
        Set.of(objects.shape()),
        depth > 0 && random.nextBoolean() ? branch.get() : null);
  }

  private static List<Coding> codings(Jackson jackson, Class<?> type) {
    return List.of(Coding.of(jackson.json(type)), Coding.of(jackson.messagePack(type)));
  }

  @ParameterizedTest
  @EnumSource(Jackson.class)
  void values_comeBackEqual(Jackson jackson) {
    List<Coding> codings = codings(jackson, Tree.class);
    Cases.all(
        seed -> {
          Tree value = tree(new RandomObjects(seed, false), new Random(seed), 2);
          for (Coding coding : codings) {
            assertThat(coding.roundTrip(value)).isEqualTo(value);
          }
        });
  }

  @ParameterizedTest
  @EnumSource(Jackson.class)
  void keys_areEqualByTheirBytesAndComeBackEqual(Jackson jackson) {
    for (Coding any : codings(jackson, Leaf.class)) {
      Coding keys = Coding.of(any.codec().forKeysOf(Leaf.class));
      Map<ByteBuffer, Leaf> found = new HashMap<>();
      Cases.all(
          seed -> {
            Leaf key = leaf(new RandomObjects(seed, false), new Random(seed));
            byte[] encoded = keys.encode(key);

            assertThat(keys.encode(twin(key))).isEqualTo(encoded);
            assertThat(keys.decode(encoded)).isEqualTo(key);
            assertThat(found.put(ByteBuffer.wrap(encoded), key)).isIn(null, key);
          });
    }
  }
}
