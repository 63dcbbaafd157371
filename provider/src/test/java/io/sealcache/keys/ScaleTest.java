package io.sealcache.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sealcache.internal.concurrent.ClockCache;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The simulations of docs/scale.md, whose tables are what they give. */
class ScaleTest {
  private static final long SEED = 20261128;

  private final SplittableRandom random = new SplittableRandom(SEED);

  /** Two sessions meet if their ids are equal and their counters overlap. */
  @Test
  void noncesThatRepeat_areAsManyAsTheFormulaSays() {
    int ids = 1 << 16;
    int counters = 1 << 16;
    int counted = 1 << 8;
    int sessions = 1 << 10;
    int trials = 4_000;
    long met = 0;
    for (int trial = 0; trial < trials; trial++) {
      met += meetings(sessions, ids, counters, counted);
    }

    double pairs = (double) sessions * (sessions - 1) / 2;
    double expected = trials * pairs * (2.0 * counted - 1) / ((double) ids * counters);
    assertThat((double) met).isCloseTo(expected, within(4 * Math.sqrt(expected)));
  }

  private long meetings(int sessions, int ids, int counters, int counted) {
    long[] begun = new long[sessions];
    for (int i = 0; i < sessions; i++) {
      begun[i] = (long) random.nextInt(ids) * counters + random.nextInt(counters);
    }
    Arrays.sort(begun);
    long met = 0;
    for (int i = 0; i < sessions; i++) {
      for (int j = i + 1; j < sessions && begun[j] / counters == begun[i] / counters; j++) {
        long apart = begun[j] - begun[i];
        if (Math.min(apart, counters - apart) < counted) {
          met++;
        }
      }
    }
    return met;
  }

  @Tag("slow")
  @Test
  void namesInMemory_missAsTheTableSays() throws IOException {
    List<String> table = new ArrayList<>();
    table.add("| in memory | of a million tenants, Zipf | of a million tenants, all alike |");
    table.add("| --- | --- | --- |");
    double[] zipf = zipf(1_000_000);
    for (int inMemory : new int[] {1_000, 10_000, 100_000}) {
      table.add(
          row(
              number(inMemory),
              percent(misses(inMemory, zipf)),
              percent(misses(inMemory, new double[0]))));
    }
    assertThat(documented("names")).isEqualTo(table);
  }

  /** Of how many operations the keys are not there. */
  private double misses(int inMemory, double[] distribution) {
    ClockCache<Integer, Boolean> names = new ClockCache<>(inMemory, null);
    int operations = 2_000_000;
    int counted = operations / 2; // the first half fills it
    int missed = 0;
    for (int i = 0; i < operations; i++) {
      int name = name(distribution);
      if (names.find(name) == null) {
        names.change(name, known -> true);
        missed += i >= counted ? 1 : 0;
      }
    }
    return (double) missed / (operations - counted);
  }

  private int name(double[] distribution) {
    if (distribution.length == 0) {
      return random.nextInt(1_000_000);
    }
    int at = Arrays.binarySearch(distribution, random.nextDouble());
    return at < 0 ? -at - 1 : at;
  }

  @Test
  void rowOfTheKeyTable_isAsLongAsThePageSays() throws IOException {
    Instant made = Instant.parse("2026-11-28T08:30:00.123456789Z");
    String record =
        WrappedKeyring.wrap(KeyringFile.generate(made), FixedWrappingKey.of(1), Map.of());
    int row = 32 + record.length(); // with its id

    assertThat(Files.readString(Path.of("../docs/scale.md")))
        .contains("N rows of %d bytes".formatted(row), "%.0f GB".formatted(row * 1e8 / 1e9));
  }

  private static double[] zipf(int names) {
    double[] cumulated = new double[names];
    double sum = 0;
    for (int i = 0; i < names; i++) {
      sum += 1.0 / (i + 1);
      cumulated[i] = sum;
    }
    for (int i = 0; i < names; i++) {
      cumulated[i] /= sum;
    }
    return cumulated;
  }

  @Test
  void loadsOfManyJvms_areAsTheTableSays() throws IOException {
    Loads loads = new Loads(10_000, Duration.ofHours(1), Duration.ofMinutes(80));
    loads.run(Duration.ofHours(2));
    List<String> table =
        List.of(
            "| 10,000 JVMs that start within a second | loads a second |",
            "| --- | --- |",
            row("the first second", number(loads.perSecond(0))),
            row(
                "the busiest second of the first ten minutes after it",
                number(loads.busiest(1, 600))),
            row(
                "the busiest second of the rest of the first hour",
                number(loads.busiest(600, 3_600))),
            row(
                "the busiest second of an outage of 20 minutes",
                number(loads.busiest(3_600, 4_800))),
            row("the busiest second after it", number(loads.busiest(4_800, 7_200))),
            "| | **seconds** |",
            row("from a change to the last JVM's load", number(loads.lastAfter(1_800))),
            row(
                "from the end of the outage to the last JVM's load",
                number(loads.lastAfter(4_800))));

    assertThat(documented("loads")).isEqualTo(table);
  }

  /** JVMs that load their keys by the standard times, and a service that is out for a while. */
  private final class Loads {
    private final RefreshTimes times = RefreshTimes.standard();
    private final int jvms;
    private final double outFrom;
    private final double outUntil;
    private final List<Load> made = new ArrayList<>();

    private record Load(double at, int jvm, boolean good) {}

    private record Planned(double at, int jvm) {}

    Loads(int jvms, Duration outFrom, Duration outUntil) {
      this.jvms = jvms;
      this.outFrom = outFrom.toSeconds();
      this.outUntil = outUntil.toSeconds();
    }

    void run(Duration until) {
      PriorityQueue<Planned> planned =
          new PriorityQueue<>((one, other) -> Double.compare(one.at(), other.at()));
      for (int jvm = 0; jvm < jvms; jvm++) {
        planned.add(new Planned(random.nextDouble(), jvm));
      }
      while (planned.peek().at() < until.toSeconds()) {
        Planned now = planned.poll();
        boolean good = now.at() < outFrom || now.at() >= outUntil;
        made.add(new Load(now.at(), now.jvm(), good));
        Duration next = times.untilNext(good, random.nextDouble());
        planned.add(new Planned(now.at() + next.toNanos() / 1e9, now.jvm()));
      }
    }

    int perSecond(int second) {
      return (int) made.stream().filter(load -> (int) load.at() == second).count();
    }

    int busiest(int from, int to) {
      int[] counts = new int[to];
      made.stream()
          .filter(load -> load.at() >= from && load.at() < to)
          .forEach(load -> counts[(int) load.at()]++);
      return Arrays.stream(counts).max().orElseThrow();
    }

    /** How long after a time it is that each JVM has loaded. */
    int lastAfter(int second) {
      double[] first = new double[jvms];
      for (Load load : made) {
        if (load.at() >= second && load.good() && first[load.jvm()] == 0) {
          first[load.jvm()] = load.at();
        }
      }
      return (int) Math.ceil(Arrays.stream(first).max().orElseThrow() - second);
    }
  }

  private static List<String> documented(String table) throws IOException {
    String page = Files.readString(Path.of("..", "docs", "scale.md"));
    String start = "<!-- " + table + " -->\n";
    int from = page.indexOf(start) + start.length();
    return page.substring(from, page.indexOf("<!-- /" + table + " -->")).lines().toList();
  }

  private static String row(String... cells) {
    return "| " + String.join(" | ", cells) + " |";
  }

  private static String number(int number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }
}
