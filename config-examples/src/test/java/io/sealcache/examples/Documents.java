package io.sealcache.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The documents, by their names from the root on, such as {@code docs/keys.md}. */
final class Documents {
  static final Path ROOT = Path.of("..");

  private static final Pattern MODULE = Pattern.compile("<module>(.*)</module>");
  private static final Pattern PAGE = Pattern.compile("\\bdocs/[\\w/-]+\\.md\\b");
  private static final Set<String> LEFT_OUT = Set.of(".git", "target", "node_modules", "site");
  private static final Pattern SECTION = Pattern.compile("(?ms)^## ([^\n]+)\n(.*?)(?=^## |\\z)");

  private Documents() {}

  static String read(String document) throws IOException {
    return Files.readString(ROOT.resolve(document));
  }

  /** All of them, at the root and below docs. */
  static List<String> all() throws IOException {
    try (Stream<Path> top = Files.list(ROOT);
        Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
      return Stream.concat(top, docs)
          .map(file -> ROOT.relativize(file).toString().replace('\\', '/'))
          .filter(name -> name.endsWith(".md"))
          .sorted()
          .toList();
    }
  }

  /** Those that code, messages and builds tell of, in whichever module. */
  static List<String> namedInSources() throws IOException {
    List<String> pages = new ArrayList<>();
    Files.walkFileTree(
        ROOT,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            return LEFT_OUT.contains(String.valueOf(folder.getFileName()))
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            if (String.valueOf(file.getFileName()).matches("pom\\.xml|.*\\.(java|yml|sh)")) {
              PAGE.matcher(Files.readString(file))
                  .results()
                  .map(MatchResult::group)
                  .forEach(pages::add);
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return pages;
  }

  /** The folder of the module that makes an artifact of ours, from the root on. */
  static String folder(String artifact) throws IOException {
    for (MatchResult module : MODULE.matcher(read("pom.xml")).results().toList()) {
      if (read(module.group(1) + "/pom.xml")
          .contains("</parent>\n\n  <artifactId>" + artifact + "</")) {
        return module.group(1);
      }
    }
    throw new AssertionError("No module makes " + artifact);
  }

  static String section(String document, String title) throws IOException {
    List<String> found =
        SECTION
            .matcher(read(document))
            .results()
            .filter(section -> section.group(1).equals(title))
            .map(section -> section.group(2))
            .toList();
    assertThat(found).as("sections '%s'", title).hasSize(1);
    return found.get(0);
  }

  static String between(String text, String start, String end) {
    int from = text.indexOf(start);
    assertThat(from).as("'%s'", start).isNotNegative();
    int to = text.indexOf(end, from + start.length());
    assertThat(to).as("'%s'", end).isNotNegative();
    return text.substring(from + start.length(), to);
  }
}
