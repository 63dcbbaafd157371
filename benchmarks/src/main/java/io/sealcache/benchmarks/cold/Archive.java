package io.sealcache.benchmarks.cold;

import java.nio.file.Path;
import java.util.List;

/** The archive of classes that a JVM has of earlier runs. */
enum Archive {
  /** Those of the JDK, as it comes. */
  NONE("the JDK's archive", 17, "", ""),
  /** Class data sharing, from JDK 13 on. */
  CDS("class data sharing", 17, "-XX:ArchiveClassesAtExit=", "-XX:SharedArchiveFile="),
  /** Classes that are linked too, and profiles of methods, from JDK 25 on. */
  AOT("AOT cache", 25, "-XX:AOTCacheOutput=", "-XX:AOTCache=");

  private final String title;
  private final int jdk;
  private final String makes;
  private final String takes;

  Archive(String title, int jdk, String makes, String takes) {
    this.title = title;
    this.jdk = jdk;
    this.makes = makes;
    this.takes = takes;
  }

  String title() {
    return title;
  }

  boolean isThere(int feature) {
    return feature >= jdk;
  }

  List<String> making(Path file) {
    return this == NONE ? List.of() : List.of(makes + file);
  }

  List<String> taking(Path file) {
    return this == NONE ? List.of() : List.of(takes + file);
  }
}
