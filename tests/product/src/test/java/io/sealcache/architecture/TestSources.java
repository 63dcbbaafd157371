package io.sealcache.architecture;

import io.sealcache.fixture.Needs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The tests of all modules as they are written, and what each needs to run. */
final class TestSources {
  static final Path ROOT = Path.of("../..");

  private static final Pattern MODULE = Pattern.compile("<module>(.*)</module>");
  private static final Pattern ARTIFACT =
      Pattern.compile("(?s).*?</parent>.*?<artifactId>sealcache-([^<]*)<.*");
  private static final Pattern IMPORT = Pattern.compile("(?m)^import (?!static).*");
  private static final Pattern CLASS = Pattern.compile("\\b[A-Z]\\w+");
  private static final Pattern TEST =
      Pattern.compile("(?ms)^  @(?:\\w+Test|Test|TestFactory)\\b.*?^  }$");
  private static final Pattern NEED = Pattern.compile("Needs\\.(\\w+)\\(\"?([^\",)]*)");
  private static final Pattern MISSING =
      Pattern.compile("(?s)static \\w+ (\\w+)\\([^{]*\\{.*?missing\\([^\"]*\"([^\"]*)\"");
  private static final String SKIPPED = "<skipTests>true</skipTests>";
  private static final Pattern PROFILE =
      Pattern.compile("<id>(\\w+)</id>\\s*<properties>\\s*<skipTests>false</skipTests>");

  /** By simple name, then by module. */
  private final Map<String, Map<String, String>> sources = new HashMap<>();

  private final Map<String, String> poms = new HashMap<>();

  TestSources() throws IOException {
    for (Path module : modules()) {
      String pom = Files.readString(module.resolve("pom.xml"));
      String name = ARTIFACT.matcher(pom).replaceFirst("$1");
      poms.put(name, pom);
      read(name, module.resolve(name.equals("test-servers") ? "src/main/java" : "src/test/java"));
    }
  }

  /** The folders of all modules. */
  static List<Path> modules() throws IOException {
    return MODULE
        .matcher(Files.readString(ROOT.resolve("pom.xml")))
        .results()
        .map(module -> ROOT.resolve(module.group(1)))
        .toList();
  }

  private void read(String module, Path directory) throws IOException {
    for (Path file : Files.exists(directory) ? files(directory, ".java") : List.<Path>of()) {
      String name = file.getFileName().toString().replace(".java", "");
      String source = IMPORT.matcher(Files.readString(file)).replaceAll("");
      sources.computeIfAbsent(name, any -> new TreeMap<>()).merge(module, source, String::concat);
    }
  }

  static List<Path> files(Path directory, String end) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(file -> file.toString().endsWith(end)).toList();
    }
  }

  /**
   * @param method null for any
   */
  boolean has(String test, @Nullable String method) {
    return named(test).values().stream().anyMatch(source -> declares(source, method));
  }

  /**
   * A profile that runs the test's module, and what {@link Needs} asks for in the test or in a
   * fixture of its. To a method its class counts without the other tests.
   *
   * @param method null for all of the class
   */
  Set<String> needs(String test, @Nullable String method) {
    Set<String> needs = new TreeSet<>();
    named(test)
        .forEach(
            (module, source) -> {
              if (declares(source, method)) {
                addProfile(module, needs);
                addNeeds(module, withoutOthers(source, method), new HashSet<>(), needs);
              }
            });
    return needs;
  }

  private Map<String, String> named(String name) {
    return sources.getOrDefault(name, Map.of());
  }

  private static boolean declares(String source, @Nullable String method) {
    return method == null || Pattern.compile("(void|>) " + method + "\\(").matcher(source).find();
  }

  private static String withoutOthers(String source, @Nullable String method) {
    return TEST.matcher(source)
        .replaceAll(
            test -> declares(test.group(), method) ? Matcher.quoteReplacement(test.group()) : "");
  }

  private void addProfile(String module, Set<String> needs) {
    String pom = poms.getOrDefault(module, "");
    if (pom.split("<profiles>", 2)[0].contains(SKIPPED)) {
      Matcher profile = PROFILE.matcher(pom);
      needs.add(profile.find() ? "-P" + profile.group(1) : "a profile that " + module + " lacks");
    }
  }

  private void addNeeds(String module, String source, Set<String> seen, Set<String> needs) {
    for (MatchResult need : NEED.matcher(source).results().toList()) {
      String what = missing(module, need.group(1));
      needs.add(what.endsWith(" ") ? what + need.group(2) : what);
    }
    for (MatchResult name : CLASS.matcher(source).results().toList()) {
      if (seen.add(name.group()) && !name.group().endsWith("Test")) {
        seenFrom(module, name.group()).forEach((in, next) -> addNeeds(in, next, seen, needs));
      }
    }
  }

  /** The name that a method of {@link Needs} has for what it looks for. */
  private String missing(String module, String method) {
    return seenFrom(module, Needs.class.getSimpleName()).values().stream()
        .flatMap(source -> MISSING.matcher(source).results())
        .filter(missing -> missing.group(1).equals(method))
        .map(missing -> missing.group(2))
        .findFirst()
        .orElse(method);
  }

  /** The class of this name in the module, or else in those that it depends on. */
  private Map<String, String> seenFrom(String module, String name) {
    Map<String, String> seen = new TreeMap<>(named(name));
    boolean own = seen.containsKey(module);
    String pom = poms.getOrDefault(module, "");
    seen.keySet()
        .removeIf(
            other ->
                own
                    ? !other.equals(module)
                    : !pom.contains("<artifactId>sealcache-" + other + "<"));
    return seen;
  }
}
