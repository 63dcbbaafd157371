package io.sealcache.benchmarks.cold;

import io.sealcache.benchmarks.Store;
import io.sealcache.benchmarks.results.Point;
import io.sealcache.benchmarks.results.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Starts of a provider with what follows, and heap, in fresh JVMs that take turns; of each figure
 * the median.
 */
public final class ColdStart {
  private static final double MICROS_A_MILLI = 1e3;

  private final Path archives;
  private final int rounds;
  private final List<Point> points = new ArrayList<>();

  private ColdStart(Path archives, int rounds) {
    this.archives = archives;
    this.rounds = rounds;
  }

  /**
   * Measures.
   *
   * @param arguments the directory of results, the commit, how many JVMs there are for each figure
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    ColdStart cold =
        new ColdStart(Files.createTempDirectory("cold"), Integer.parseInt(arguments[2]));
    for (Store store : EnumSet.complementOf(EnumSet.of(Store.EHCACHE_OFFHEAP))) {
      cold.start(
          store,
          store == Store.CAFFEINE ? EnumSet.allOf(Before.class) : EnumSet.of(Before.NOTHING));
    }
    cold.heap(Store.CAFFEINE);
    Run.now(arguments[1], "cold", ColdJvm.flags(), cold.points).write(Path.of(arguments[0]));
  }

  private record Kind(Before before, Archive archive, boolean sealed) {
    String series() {
      return sealed ? "sealed" : "unencrypted";
    }
  }

  private void start(Store store, Set<Before> befores) throws IOException, InterruptedException {
    Map<Kind, List<long[]>> times = new LinkedHashMap<>();
    for (Kind kind : kinds(befores)) {
      run(kind.archive().making(file(store, kind)), store, kind);
      times.put(kind, new ArrayList<>());
    }
    for (int round = 0; round < rounds; round++) {
      for (Map.Entry<Kind, List<long[]>> kind : times.entrySet()) {
        kind.getValue()
            .add(
                run(
                    kind.getKey().archive().taking(file(store, kind.getKey())),
                    store,
                    kind.getKey()));
      }
    }
    times.forEach((kind, runs) -> add(store, kind, runs));
  }

  private static List<Kind> kinds(Set<Before> befores) {
    List<Kind> kinds = new ArrayList<>();
    for (Before before : befores) {
      for (Archive archive : Archive.values()) {
        if (archive.isThere(Runtime.version().feature())) {
          kinds.add(new Kind(before, archive, false));
          kinds.add(new Kind(before, archive, true));
        }
      }
    }
    return kinds;
  }

  private static long[] run(List<String> flags, Store store, Kind kind)
      throws IOException, InterruptedException {
    return ColdJvm.run(
        flags,
        FirstOperations.class,
        store.name(),
        Boolean.toString(kind.sealed()),
        kind.before().name());
  }

  private Path file(Store store, Kind kind) {
    return archives.resolve(
        "%s-%s-%s-%s".formatted(store, kind.archive(), kind.sealed(), kind.before()));
  }

  private void add(Store store, Kind kind, List<long[]> runs) {
    String topic =
        "cold-%s-%s%s"
            .formatted(
                store.name().toLowerCase(Locale.ROOT),
                kind.archive().name().toLowerCase(Locale.ROOT),
                kind.before().suffix());
    for (int mark = 0; mark < FirstOperations.MARKS.length; mark++) {
      int at = mark;
      double millis = median(runs.stream().mapToLong(run -> run[at]).toArray()) / MICROS_A_MILLI;
      points.add(new Point(topic, kind.series(), FirstOperations.MARKS[mark], millis, "ms"));
    }
  }

  private void heap(Store store) throws IOException, InterruptedException {
    for (HeapUse.Item item : HeapUse.Item.values()) {
      for (boolean sealed : new boolean[] {false, true}) {
        if (sealed || item != HeapUse.Item.TENANT) {
          String[] arguments = {store.name(), Boolean.toString(sealed), item.name()};
          long[] bytes = new long[Math.min(rounds, 3)];
          for (int i : IntStream.range(0, bytes.length).toArray()) {
            bytes[i] = ColdJvm.run(List.of("-XX:+UseSerialGC"), HeapUse.class, arguments)[0];
          }
          points.add(
              new Point(
                  "heap-" + item.name().toLowerCase(Locale.ROOT),
                  sealed ? "sealed" : "unencrypted",
                  0,
                  median(bytes),
                  "B"));
        }
      }
    }
  }

  private static double median(long[] values) {
    long[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
