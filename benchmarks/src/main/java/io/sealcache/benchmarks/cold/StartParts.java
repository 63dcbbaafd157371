package io.sealcache.benchmarks.cold;

import io.sealcache.benchmarks.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A table of where a start goes over Caffeine, unencrypted and sealed, in JVMs that take turns. */
public final class StartParts {
  private static final double MICROS_A_MILLI = 1e3;

  private final Path archives;
  private final int rounds;

  private StartParts(Path archives, int rounds) {
    this.archives = archives;
    this.rounds = rounds;
  }

  /**
   * Prints a table for each archive of classes.
   *
   * @param arguments how many JVMs there are of each kind
   */
  @SuppressWarnings("SystemOut") // printing is what it is for
  public static void main(String[] arguments) throws IOException, InterruptedException {
    StartParts parts =
        new StartParts(Files.createTempDirectory("parts"), Integer.parseInt(arguments[0]));
    for (Archive archive : Archive.values()) {
      if (archive.isThere(Runtime.version().feature())) {
        System.out.println(parts.table(archive));
      }
    }
  }

  private String table(Archive archive) throws IOException, InterruptedException {
    run(archive.making(file(archive, false)), false);
    run(archive.making(file(archive, true)), true);
    List<long[]> unencrypted = new ArrayList<>();
    List<long[]> sealed = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      unencrypted.add(run(archive.taking(file(archive, false)), false));
      sealed.add(run(archive.taking(file(archive, true)), true));
    }
    StringBuilder table =
        new StringBuilder("| %s; ms | unencrypted | sealed |%n".formatted(archive.title()))
            .append("| --- | --- | --- |%n".formatted());
    int at = 0;
    for (StartPart part : StartPart.values()) {
      table.append(
          "| %s | %.0f | %.0f |%n"
              .formatted(part.title(), mean(unencrypted, at), mean(sealed, at)));
      at++;
    }
    return table.toString();
  }

  private static long[] run(List<String> flags, boolean sealed)
      throws IOException, InterruptedException {
    return ColdJvm.run(flags, StartSamples.class, Store.CAFFEINE.name(), Boolean.toString(sealed));
  }

  private Path file(Archive archive, boolean sealed) {
    return archives.resolve(archive + "-" + sealed);
  }

  /** Not the median: a part of a few milliseconds is in few samples. */
  private static double mean(List<long[]> runs, int part) {
    return runs.stream().mapToLong(run -> run[part]).average().orElseThrow() / MICROS_A_MILLI;
  }
}
