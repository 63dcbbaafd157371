package io.sealcache.spring.boot;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.EncryptedCachingProvider;
import io.sealcache.servers.ClassPath;
import io.sealcache.spring.boot.guide.LibraryApplication;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.cache.CacheManager;
import javax.cache.configuration.CompleteConfiguration;
import javax.cache.expiry.CreatedExpiryPolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The YAML in docs/spring-boot.md is all that the guide's application needs. */
class DocumentedYamlTest {
  private static final Pattern YAML = Pattern.compile("(?s)<!-- yaml -->\n```yaml\n(.*?)```");
  private static final String STARTED = "Started LibraryApplication";

  @Test
  @SuppressWarnings("unchecked") // JCache's way to ask for it
  void yaml_ofTheDocumentStartsTheApplication(@TempDir Path directory) throws Exception {
    try (var application = Library.start(Library.CAFFEINE, location(directory, yaml()))) {
      assertThat(Library.use(application)).isEqualTo(5);
      CompleteConfiguration<?, ?> books =
          requireNonNull(application.getBean(CacheManager.class).getCache("books"))
              .getConfiguration(CompleteConfiguration.class);
      assertThat(books.getExpiryPolicyFactory().create()).isInstanceOf(CreatedExpiryPolicy.class);
    }
  }

  /** As where somebody took the dependency out, and nothing else. */
  @Test
  void yaml_withoutSealCachesJarsStartsNothing(@TempDir Path directory) throws Exception {
    assertThat(startWithoutSealCache(directory, yaml()))
        .contains("ClassNotFoundException: " + EncryptedCachingProvider.class.getName())
        .doesNotContain(STARTED);
  }

  /** The control: what happened without that line. */
  @Test
  void yaml_withoutTheProvidersLineAndSealCachesJarsStartsInClear(@TempDir Path directory)
      throws Exception {
    String line = "    jcache:\n      provider: io.sealcache.EncryptedCachingProvider\n";
    assertThat(yaml()).contains(line);

    assertThat(startWithoutSealCache(directory, yaml().replace(line, ""))).contains(STARTED);
  }

  private static String startWithoutSealCache(Path directory, String yaml) throws Exception {
    return OwnJvm.run(
        directory.resolve("output"),
        List.of(
            ClassPath.without(EncryptedCachingProvider.class, SealCacheAutoConfiguration.class)),
        List.of(LibraryApplication.class.getName()),
        location(directory, yaml),
        Library.NO_DATABASE.substring("--".length()),
        "spring.main.web-application-type=none");
  }

  /** Without the comments, which say why a line is there. */
  private static String yaml() throws IOException {
    String document = Files.readString(Path.of("../../docs/spring-boot.md"));
    MatchResult yaml = YAML.matcher(document).results().findFirst().orElseThrow();
    return yaml.group(1).replaceAll("(?m) *#.*$", "");
  }

  private static String location(Path directory, String yaml) throws IOException {
    Path file =
        Files.writeString(
            directory.resolve("library.yml"),
            yaml.replace("/run/secrets/keyring", Library.keyring(directory).toString()));
    return "spring.config.location=" + file.toUri();
  }
}
