package io.sealcache.servers;

import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Class paths of JVMs to start. */
public final class ClassPath {
  private ClassPath() {}

  /** The jars or directories that these classes were loaded from, and nothing else. */
  public static String of(Class<?>... types) {
    return Arrays.stream(types)
        .map(ClassPath::place)
        .distinct()
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** This JVM's class path without the places that these classes were loaded from. */
  public static String without(Class<?>... types) {
    Set<String> left = Arrays.stream(types).map(ClassPath::place).collect(Collectors.toSet());
    return places().stream()
        .map(Path::toString)
        .filter(place -> !left.contains(place))
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** This JVM's class path. */
  public static List<Path> places() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(Path::of)
        .toList();
  }

  private static String place(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
