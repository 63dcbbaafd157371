package io.sealcache.benchmarks.cold;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * CPU time of all threads of this process, the compiler's too, by Linux: the JVM's own bean takes
 * longer to load than what is measured. On one CPU that does nothing else it is the elapsed time.
 */
final class CpuClock {
  private static final Path THREADS = Path.of("/proc/self/task");

  private CpuClock() {}

  static long nanos() {
    long sum = 0;
    try (DirectoryStream<Path> threads = Files.newDirectoryStream(THREADS)) {
      for (Path thread : threads) {
        String line = Files.readString(thread.resolve("schedstat"));
        sum += Long.parseLong(line.substring(0, line.indexOf(' ')));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return sum;
  }
}
