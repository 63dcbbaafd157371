package io.sealcache.cli;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
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
   * @throws ParameterException if one isn't there
   */
  static int run(List<Path> libraries, CommandLine command, List<String> arguments) {
    // This tool first, so that no jar of an application brings another version of it.
    String[] own = System.getProperty("java.class.path").split(File.pathSeparator, -1);
    URL[] path =
        Stream.concat(
                Stream.of(own).map(Path::of).map(LibraryLoader::url),
                libraries.stream().flatMap(library -> urls(library, command).stream()))
            .toArray(URL[]::new);
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try (URLClassLoader loader =
        new URLClassLoader(LOADER, path, ClassLoader.getPlatformClassLoader())) {
      thread.setContextClassLoader(loader);
      return (int)
          loader
              .loadClass(SealCacheTool.class.getName())
              .getDeclaredMethod("run", String[].class, PrintWriter.class)
              .invoke(null, arguments.toArray(String[]::new), command.getOut());
    } catch (InvocationTargetException e) {
      throw new IllegalStateException("The tool failed with the jars of --lib", e.getCause());
    } catch (IOException | ReflectiveOperationException e) {
      throw new IllegalStateException("The tool can't be loaded with the jars of --lib", e);
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private static List<URL> urls(Path library, CommandLine command) {
    try (Stream<Path> found = Files.walk(library, 1)) { // itself first
      return found
          .filter(file -> file.equals(library) || file.toString().endsWith(".jar"))
          .sorted()
          .map(LibraryLoader::url)
          .toList();
    } catch (IOException e) {
      throw new ParameterException(
          command, "'%s' of --lib can't be read; correct the path".formatted(library), e);
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
