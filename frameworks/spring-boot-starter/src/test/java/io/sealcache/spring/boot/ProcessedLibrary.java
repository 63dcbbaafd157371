package io.sealcache.spring.boot;

import io.sealcache.fixture.SourceCompiler;
import io.sealcache.spring.boot.guide.LibraryApplication;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.boot.SpringApplicationAotProcessor;
import org.springframework.context.aot.AbstractAotProcessor.Settings;

/** The guide's application as a build's process-aot makes it, started in a JVM of its own. */
final class ProcessedLibrary {
  private static final String CLASS_PATH = System.getProperty("java.class.path");

  private final Path directory;

  private ProcessedLibrary(Path directory) {
    this.directory = directory;
  }

  /**
   * Processes the application and compiles what was generated.
   *
   * @param lines of configuration that the build sees
   */
  static ProcessedLibrary of(Path directory, String... lines) throws IOException {
    ProcessedLibrary library = new ProcessedLibrary(directory);
    Settings settings =
        Settings.builder()
            .sourceOutput(library.sources())
            .resourceOutput(library.resources())
            .classOutput(library.classes())
            .groupId("io.sealcache")
            .artifactId("library")
            .build();
    List<String> arguments = new ArrayList<>(List.of(Library.NO_DATABASE));
    Arrays.stream(lines).map(line -> "--" + line).forEach(arguments::add);
    new SpringApplicationAotProcessor(
            LibraryApplication.class, settings, arguments.toArray(String[]::new))
        .process();
    library.compile();
    return library;
  }

  Path sources() {
    return directory.resolve("sources");
  }

  Path resources() {
    return directory.resolve("resources");
  }

  private Path classes() {
    return directory.resolve("classes");
  }

  private void compile() throws IOException {
    try (Stream<Path> found = Files.walk(sources())) {
      SourceCompiler.withTheClassPathOfTestsAnd(classes())
          .compile(found.filter(file -> file.toString().endsWith(".java")).toList(), classes());
    }
  }

  /**
   * Starts it with these lines of configuration, and has {@link LibraryUse} use it.
   *
   * @return its output
   */
  String start(String... lines) throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(List.of(lines));
    all.add(Library.NAMES);
    return OwnJvm.run(
        directory.resolve("output"),
        List.of(classes().toString(), resources().toString(), CLASS_PATH),
        List.of("-Dspring.aot.enabled=true", LibraryUse.class.getName()),
        all.toArray(String[]::new));
  }
}
