package io.sealcache.tck;

import io.sealcache.EncryptedCachingProvider;
import io.sealcache.servers.ClassPath;
import java.io.File;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Class paths of the runs. The TCK clears the system property that chooses a provider, so only one
 * may be registered: ours. Of the stores' jars there are copies without their registration, and
 * each run sees one of them.
 */
final class ClassPaths {
  private static final String REGISTRATION = "META-INF/services/javax.cache.spi.CachingProvider";

  private final List<Path> common;

  private ClassPaths(List<Path> common) {
    this.common = common;
  }

  /**
   * Divides this JVM's class path.
   *
   * @param copies where the stores' jars go, named after their artifacts
   */
  static ClassPaths divide(Path copies) throws IOException {
    Path ours = Path.of(ClassPath.of(EncryptedCachingProvider.class));
    Files.createDirectories(copies);
    List<Path> common = new ArrayList<>();
    for (Path place : ClassPath.places()) {
      if (place.equals(ours) || !copied(place, copies)) {
        common.add(place);
      }
    }
    return new ClassPaths(common);
  }

  /** Copies a jar that registers a provider. */
  private static boolean copied(Path jar, Path copies) throws IOException {
    if (!Files.isRegularFile(jar)) {
      return false;
    }
    try (FileSystem original = FileSystems.newFileSystem(jar)) {
      if (!Files.exists(original.getPath(REGISTRATION))) {
        return false;
      }
    }
    Path copy = copies.resolve(artifact(jar) + ".jar");
    Files.copy(jar, copy, StandardCopyOption.REPLACE_EXISTING);
    try (FileSystem copied = FileSystems.newFileSystem(copy)) {
      Files.delete(copied.getPath(REGISTRATION));
    }
    return true;
  }

  String of(Store store) {
    List<Path> left = common.stream().filter(path -> !isOfAny(store.without(), path)).toList();
    return Stream.concat(store.classPath().stream(), left.stream().map(Path::toString))
        .collect(Collectors.joining(File.pathSeparator));
  }

  // GROUP/ARTIFACT/VERSION/FILE
  private static boolean isOfAny(List<String> groups, Path jar) {
    return groups.stream()
        .anyMatch(group -> jar.resolve("../../..").normalize().endsWith(group.replace('.', '/')));
  }

  private static String artifact(Path jar) {
    return jar.resolve("../..").normalize().getFileName().toString();
  }
}
