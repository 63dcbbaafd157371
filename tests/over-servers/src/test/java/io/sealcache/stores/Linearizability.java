package io.sealcache.stores;

import io.sealcache.linearizability.LongRace;
import io.sealcache.linearizability.RaceTally;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.function.LongPredicate;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The long form, which {@code tests/over-servers/linearizability.sh} runs. */
public final class Linearizability {
  private static final Logger HAZELCAST = Logger.getLogger("com.hazelcast");
  private static final Logger IO_SEALCACHE = Logger.getLogger("io.sealcache");

  private Linearizability() {}

  /**
   * Races, and prints what came of it as one line of a table; what is wrong follows it.
   *
   * @param arguments a store, {@code sealed} or {@code alone}, how many calls or, with an m behind,
   *     minutes, and a seed
   */
  // The program's output is what it prints.
  @SuppressWarnings("SystemOut")
  public static void main(String[] arguments) throws Exception {
    HAZELCAST.setLevel(Level.OFF);
    IO_SEALCACHE.setLevel(Level.INFO);
    IO_SEALCACHE.setUseParentHandlers(false);
    RacedStore.Kind kind = RacedStore.Kind.valueOf(arguments[0].toUpperCase(Locale.ROOT));
    boolean encrypted = arguments[1].equals("sealed");
    long seed = Long.parseLong(arguments[3]);
    boolean inJvm = kind == RacedStore.Kind.CAFFEINE || kind == RacedStore.Kind.EHCACHE;
    LongRace.Shape shape =
        inJvm ? new LongRace.Shape(4, 3, 20_000) : new LongRace.Shape(6, 3, 2_000);
    Instant begin = Instant.now();
    boolean right;
    try (RacedStore store = new RacedStore(kind, encrypted, Files.createTempDirectory("raced"));
        LongRace race = new LongRace(store.applications(), shape, kind.clock(), seed)) {
      DisturbedRace disturbed =
          new DisturbedRace(
              store, race, inJvm ? 10 : 24, () -> System.err.println(progress(race.tally())));
      disturbed.runWhile(until(arguments[2], begin));
      RaceTally tally = disturbed.tally();
      System.out.println(line(arguments, begin, disturbed, store.renewals()));
      tally.violations().forEach(System.out::println);
      tally.undecided().forEach(System.out::println);
      right = isRight(tally, disturbed.resources());
    }
    System.exit(right ? 0 : 1);
  }

  /** Whether the calls are linearizable, and the JVM that made them holds no more than before. */
  static boolean isRight(RaceTally tally, List<Resources> samples) {
    return tally.violations().isEmpty()
        && tally.undecided().isEmpty()
        && !Resources.isGrowing(samples);
  }

  private static String progress(RaceTally tally) {
    return "%s %,d calls, %d violations, thrown %s, %s"
        .formatted(
            Instant.now().truncatedTo(ChronoUnit.SECONDS),
            tally.calls(),
            tally.violations().size(),
            tally.thrown(),
            Resources.now());
  }

  private static LongPredicate until(String limit, Instant begin) {
    if (limit.endsWith("m")) {
      Instant end =
          begin.plus(Long.parseLong(limit.substring(0, limit.length() - 1)), ChronoUnit.MINUTES);
      return calls -> Instant.now().isBefore(end);
    }
    return calls -> calls < Long.parseLong(limit);
  }

  private static String line(String[] arguments, Instant begin, DisturbedRace race, int renewals) {
    RaceTally tally = race.tally();
    return "| %s, %s | %s | %s | %,d | %,d | %,d | %d | %d | %s | %d | %d | %s |"
        .formatted(
            arguments[0],
            arguments[1],
            begin.truncatedTo(ChronoUnit.MINUTES),
            arguments[3],
            Duration.between(begin, Instant.now()).toSeconds(),
            tally.calls(),
            tally.contended(),
            race.replaced(),
            renewals,
            tally.thrown(),
            tally.violations().size(),
            tally.undecided().size(),
            Resources.verdict(race.resources()));
  }
}
