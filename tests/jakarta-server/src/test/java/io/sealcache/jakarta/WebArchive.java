package io.sealcache.jakarta;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.sealcache.servers.ClassPath;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/** Archives of classes that this JVM has, whether Maven has them in jars or in directories. */
final class WebArchive {
  private final Map<String, byte[]> files = new LinkedHashMap<>();

  WebArchive text(String name, String text) {
    files.put(name, text.getBytes(UTF_8));
    return this;
  }

  /** Registers a class in a library. */
  WebArchive service(Class<?> service, Class<?> implementation) {
    return text("META-INF/services/" + service.getName(), implementation.getName());
  }

  /** These classes, and those that are declared in them. */
  WebArchive classes(String directory, List<Class<?>> types) throws IOException {
    for (Class<?> type : types) {
      String name = type.getName().replace('.', '/') + ".class";
      try (InputStream bytes = requireNonNull(type.getResourceAsStream("/" + name), name)) {
        files.put(directory + name, bytes.readAllBytes());
      }
      classes(directory, List.of(type.getDeclaredClasses()));
    }
    return this;
  }

  WebArchive library(String name, WebArchive library) throws IOException {
    files.put("WEB-INF/lib/" + name, library.bytes());
    return this;
  }

  /** All that lies where one of these classes does. */
  WebArchive libraries(List<Class<?>> types) throws IOException {
    int number = 0;
    for (String place : types.stream().map(ClassPath::of).distinct().toList()) {
      files.put("WEB-INF/lib/" + ++number + ".jar", jar(Path.of(place)));
    }
    return this;
  }

  private static byte[] jar(Path place) throws IOException {
    if (!Files.isDirectory(place)) {
      return Files.readAllBytes(place);
    }
    WebArchive archive = new WebArchive();
    try (Stream<Path> found = Files.walk(place)) {
      for (Path file : found.filter(Files::isRegularFile).toList()) {
        String name = place.relativize(file).toString().replace(File.separatorChar, '/');
        archive.files.put(name, Files.readAllBytes(file));
      }
    }
    return archive.bytes();
  }

  Path write(Path file) throws IOException {
    return Files.write(file, bytes());
  }

  private byte[] bytes() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JarOutputStream jar = new JarOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        jar.putNextEntry(new ZipEntry(file.getKey()));
        jar.write(file.getValue());
        jar.closeEntry();
      }
    }
    return bytes.toByteArray();
  }
}
