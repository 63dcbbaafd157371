package io.sealcache.tck;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A store that lacks a program: said as other tests say it, so that a build's end can gather it.
 */
final class LeftOut {
  private static final String REPORT =
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <testsuite name="%1$s" tests="1" skipped="1" errors="0" failures="0">
        <testcase name="TCK" classname="%1$s">
          <skipped message="%2$s"/>
        </testcase>
      </testsuite>
      """;

  private LeftOut() {}

  static void report(String store, String program, Path reports) throws IOException {
    String need = "NEEDS %1$s: apt-get install %1$s".formatted(program);
    Reports.clear(reports);
    Files.writeString(reports.resolve("TEST-" + store + ".xml"), REPORT.formatted(store, need));
    System.out.printf("[WARNING] TCK over %s: %s%n", store, need);
  }
}
