package io.sealcache.tck;

import io.sealcache.servers.ClassPath;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jsr107.tck.CacheTest;

/** The TCK over one store, in a JVM of its own, by JUnit's console launcher. */
final class TckRun {
  private static final long MINUTES = 15;

  /** The types that the TCK unwraps to, and keys. */
  private static final List<String> SETTINGS =
      List.of(
          "-Djavax.cache.CacheManager=io.sealcache.EncryptedCacheManager",
          "-Djavax.cache.Cache=io.sealcache.EncryptedCache",
          "-Djavax.cache.Cache.Entry=io.sealcache.internal.application.CacheEntry",
          "-Dsealcache.master-key=747e073fa013ebfc5551fa6479f8f0d21051df83f440a31f3000083cea2dd7f9",
          "-Dsealcache.index-key=1357e5961e9ae7144d07c61e5ee36f8b4c601b7e7867c8b12c8245d9dcbaba84");

  private final Store store;
  private final Path reports;
  private final List<String> command = new ArrayList<>();

  /**
   * Of one store.
   *
   * @param java to run it with
   * @param reports where it works and leaves its reports, and {@code output.txt}
   */
  TckRun(Store store, Path java, String classPath, Path reports) {
    this.store = store;
    this.reports = reports;
    // The second compiler and a parallel collector would cost more than they save.
    command.addAll(List.of(java.toString(), "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.add("-Xmx1g");
    command.add("-Djava.net.preferIPv4Stack=true");
    command.addAll(store.options());
    command.addAll(SETTINGS);
    command.addAll(store.systemProperties());
    command.addAll(List.of("-cp", classPath, "org.junit.platform.console.ConsoleLauncher"));
    command.addAll(List.of("execute", "--scan-class-path=" + ClassPath.of(CacheTest.class)));
    command.addAll(List.of("--include-classname=.*Test1?", "--reports-dir=" + reports));
    // Annotations are not a provider's business, but a container's.
    command.addAll(List.of("--exclude-classname=.*\\.annotation\\..*", "--details=none"));
  }

  /** Runs it, says how it went, and whether that is all tests and no failure. */
  boolean passes(int tests) throws IOException, InterruptedException {
    Reports.clear(reports);
    long start = System.nanoTime();
    boolean ended = ends();
    long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start);
    Counts counts = Counts.in(reports);
    boolean passed = ended && counts.areOfPassed(tests);
    System.out.printf(
        "[%s] TCK over %s: %s, Time elapsed: %d s%s%n",
        passed ? "INFO" : "ERROR",
        store.name(),
        counts,
        seconds,
        passed ? "" : "; it must be %d that pass, see %s".formatted(tests, reports));
    return passed;
  }

  private boolean ends() throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command)
            .directory(reports.toFile())
            .redirectErrorStream(true)
            .redirectOutput(reports.resolve("output.txt").toFile())
            .start();
    Thread lastResort = new Thread(process::destroy);
    Runtime.getRuntime().addShutdownHook(lastResort);
    boolean ended = process.waitFor(MINUTES, TimeUnit.MINUTES);
    process.destroy();
    Runtime.getRuntime().removeShutdownHook(lastResort);
    return ended && process.exitValue() == 0;
  }
}
