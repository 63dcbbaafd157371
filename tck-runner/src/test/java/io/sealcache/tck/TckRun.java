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

  /** What the TCK unwraps to, and keys. */
  private static final List<String> SETTINGS =
      List.of(
          "-Djavax.cache.CacheManager=io.sealcache.EncryptedCacheManager",
          "-Djavax.cache.Cache=io.sealcache.EncryptedCache",
          "-Djavax.cache.Cache.Entry=io.sealcache.CacheEntry",
          "-Dsealcache.master-key=000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f",
          "-Dsealcache.index-key=202122232425262728292a2b2c2d2e2f303132333435363738393a3b3c3d3e3f");

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
