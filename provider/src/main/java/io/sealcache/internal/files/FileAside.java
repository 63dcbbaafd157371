package io.sealcache.internal.files;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.util.regex.Pattern;

/** A file beside one that it is to replace; a process that is killed before leaves it. */
public final class FileAside {
  private static final String NEW = ".new";

  private FileAside() {}

  /** The file that is replaced: that which a link leads to, if there is one. */
  static Path target(Path file) throws IOException {
    return Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
  }

  static Path make(Path target, FileAttribute<?>... attributes) throws IOException {
    return Files.createTempFile(requireNonNull(target.getParent()), start(target), NEW, attributes);
  }

  /** No name of another file makes what begins so and goes on with digits alone. */
  private static String start(Path target) {
    return "." + target.getFileName() + ".";
  }

  /**
   * Deletes those that were left. Nobody may replace the file at the same time.
   *
   * @return whether there were any
   */
  public static boolean deleteLeft(Path file) throws IOException {
    Path target = target(file);
    Pattern name = Pattern.compile(Pattern.quote(start(target)) + "[0-9]+" + Pattern.quote(NEW));
    boolean found = false;
    try (DirectoryStream<Path> left =
        Files.newDirectoryStream(
            requireNonNull(target.getParent()),
            each -> name.matcher(each.getFileName().toString()).matches())) {
      for (Path each : left) {
        found |= Files.deleteIfExists(each);
      }
    }
    return found;
  }
}
