package io.sealcache.tck;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where a run leaves its reports. */
final class Reports {
  private Reports() {}

  /** Makes the directory, without what an earlier run left in it. */
  static void clear(Path directory) throws IOException {
    delete(directory.toFile());
    Files.createDirectories(directory);
  }

  private static void delete(File file) {
    File[] inside = file.listFiles();
    if (inside != null) {
      for (File each : inside) {
        delete(each);
      }
    }
    file.delete();
  }
}
