import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gradle.api.Project;
import org.gradle.api.artifacts.ModuleDependency;
import org.gradle.testfixtures.ProjectBuilder;

/** Has Gradle resolve each block of lines of a page, as a project of its own would. */
public final class GradleLines {
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```kotlin\n(.*?)^```$");
  private static final Pattern LINE =
      Pattern.compile(
          "implementation\\(\"([^\"]+)\"\\)(?: \\{ exclude\\(\"([^\"]+)\", \"([^\"]+)\"\\) })?");

  /** The repositories that the page has Gradle look in, as {@link #project} does. */
  private static final String REPOSITORIES =
      "repositories { mavenLocal { content { includeGroup(\"io.sealcache\") } }; mavenCentral() }";

  private GradleLines() {}

  /**
   * @param arguments the page, and where Gradle may write
   */
  public static void main(String[] arguments) throws IOException {
    try {
      resolve(Path.of(arguments[0]), Path.of(arguments[1]));
    } catch (RuntimeException e) {
      e.printStackTrace();
      System.exit(1);
    }
    System.exit(0); // whatever threads Gradle leaves, here and above
  }

  private static void resolve(Path page, Path directory) throws IOException {
    String repositories = "```kotlin\n" + REPOSITORIES + "\n```\n";
    String text = Files.readString(page);
    if (!text.contains(repositories)) {
      throw new IllegalArgumentException("Other repositories than are looked in here");
    }
    for (MatchResult block : BLOCK.matcher(text.replace(repositories, "")).results().toList()) {
      Project project = project(directory);
      block.group(1).lines().forEach(line -> add(line, project));
      int files = project.getConfigurations().getByName("runtimeClasspath").resolve().size();
      System.out.println(block.group(1) + "  " + files + " jars");
    }
  }

  private static Project project(Path directory) {
    Project project =
        ProjectBuilder.builder()
            .withProjectDir(directory.resolve("project").toFile())
            .withGradleUserHomeDir(directory.resolve("home").toFile())
            .build();
    project.getPluginManager().apply("java-library");
    // SealCache is installed in Maven's local repository. Anything else there may lack its jar.
    project
        .getRepositories()
        .mavenLocal(local -> local.content(content -> content.includeGroup("io.sealcache")));
    project.getRepositories().mavenCentral();
    return project;
  }

  private static void add(String line, Project project) {
    Matcher matcher = LINE.matcher(line);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("Not understood: " + line);
    }
    ModuleDependency dependency =
        (ModuleDependency) project.getDependencies().add("implementation", matcher.group(1));
    if (matcher.group(2) != null) {
      dependency.exclude(Map.of("group", matcher.group(2), "module", matcher.group(3)));
    }
  }
}
