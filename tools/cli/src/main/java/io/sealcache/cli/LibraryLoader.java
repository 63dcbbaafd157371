package io.sealcache.cli;

import java.io.File;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/**
 * Runs the tool once more, loaded together with a store's jars by one class loader: the provider's
 * rooms name the classes of their stores, so one that knows the provider alone would not do.
 */
final class LibraryLoader {
  private static final String LOADER = "sealcache-lib";

  private LibraryLoader() {}

  /** Whether this class was loaded so. */
  static boolean isLoaded() {
    return LOADER.equals(LibraryLoader.class.getClassLoader().getName());
  }

  /**
   * @param libraries jar files and folders
   * @return the exit code
   * @throws ParameterException if one isn't there, or a folder has nothing to load
   */
  static int run(List<Path> libraries, CommandLine command, List<String> arguments) {
    URL[] path = path(libraries, command).toArray(URL[]::new);
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try (URLClassLoader loader =
        new URLClassLoader(LOADER, path, ClassLoader.getPlatformClassLoader())) {
      thread.setContextClassLoader(loader);
      return (int)
          loader
              .loadClass(SealCacheTool.class.getName())
              .getDeclaredMethod("run", String[].class)
              .invoke(null, (Object) arguments.toArray(String[]::new));
    } catch (InvocationTargetException e) {
      throw new IllegalStateException("The tool failed with the jars of --lib", e.getCause());
    } catch (IOException | ReflectiveOperationException e) {
      throw new IllegalStateException("The tool can't be loaded with the jars of --lib", e);
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  /** This tool first, so that no jar of an application's brings another version of it. */
  private static List<URL> path(List<Path> libraries, CommandLine command) {
    List<URL> path = new ArrayList<>();
    for (String own : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      path.add(url(Path.of(own)));
    }
    for (Path library : libraries) {
      path.addAll(urls(library, command));
    }
    return path;
  }

  private static List<URL> urls(Path library, CommandLine command) {
    if (!Files.exists(library)) {
      throw new ParameterException(
          command, "'%s' of --lib does not exist; correct the path".formatted(library));
    }
    if (!Files.isDirectory(library)) {
      return List.of(url(library));
    }
    try (Stream<Path> found = Files.list(library)) {
      List<URL> urls = new ArrayList<>();
      urls.add(url(library));
      found
          .filter(file -> file.toString().endsWith(".jar"))
          .sorted()
          .forEach(jar -> urls.add(url(jar)));
      return urls;
    } catch (IOException e) {
      throw new ParameterException(
          command, "The folder '%s' of --lib can't be read".formatted(library), e);
    }
  }

  private static URL url(Path file) {
    try {
      return file.toUri().toURL();
    } catch (IOException e) {
      throw new IllegalStateException("'%s' is no place to load from".formatted(file), e);
    }
  }
}
