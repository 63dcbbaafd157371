package io.sealcache.benchmarks;

import java.util.List;
import java.util.stream.Stream;

/** With what flags JVMs are run that are measured. */
public enum Flags {
  /**
   * Compiling in the foreground: on one CPU a JIT thread only takes turns with the code that waits
   * for it, and warming takes several times as long. A young generation that fits a CPU's cache, so
   * that other users of the memory don't show.
   */
  QUIET("", 1),
  /**
   * Those of an application that sets none, on a machine of two CPUs: for one alone, which all that
   * is measured shares, the JVM would choose another collector.
   */
  DEFAULT("default-", 2);

  /** The modules that Hazelcast asks for, and no word of a logger that isn't there. */
  private static final List<String> OF_STORES =
      List.of(
          "-Dslf4j.internal.verbosity=ERROR",
          "--add-modules=java.se",
          "--add-exports=java.base/jdk.internal.ref=ALL-UNNAMED",
          "--add-opens=java.base/java.lang=ALL-UNNAMED",
          "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
          "--add-opens=java.management/sun.management=ALL-UNNAMED",
          "--add-opens=jdk.management/com.sun.management.internal=ALL-UNNAMED");

  private final String prefix;
  private final int warming;

  Flags(String prefix, int warming) {
    this.prefix = prefix;
    this.warming = warming;
  }

  /** How names begin of what is measured with them. */
  public String prefix() {
    return prefix;
  }

  /** How many times as long a JVM is warmed, as it compiles beside what it runs. */
  public int warming() {
    return warming;
  }

  public String[] arguments() {
    return Stream.of(own(), OF_STORES).flatMap(List::stream).toArray(String[]::new);
  }

  private List<String> own() {
    return switch (this) {
      case QUIET -> List.of("-Xms1g", "-Xmx1g", "-Xmn16m", "-XX:+UseSerialGC", "-Xbatch");
      case DEFAULT -> List.of("-XX:ActiveProcessorCount=2");
    };
  }

  static List<String> ofStores() {
    return OF_STORES;
  }
}
