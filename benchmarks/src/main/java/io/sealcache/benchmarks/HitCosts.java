package io.sealcache.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What hits cost over each store, and where that was measured: a file that is checked in.
 *
 * @param measured the day, as in {@code 2026-11-28}
 * @param command what measured it
 */
record HitCosts(String measured, String command, String jdk, String cpu, List<HitCost> hits) {
  private static final ObjectMapper JSON = new ObjectMapper();

  HitCosts {
    hits = List.copyOf(hits);
  }

  static HitCosts read(Path file) throws IOException {
    return JSON.readValue(file.toFile(), HitCosts.class);
  }

  void write(Path file) throws IOException {
    Files.writeString(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(this) + "\n");
  }
}
