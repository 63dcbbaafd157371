package io.sealcache.spring.boot;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.benmanes.caffeine.jcache.spi.CaffeineCachingProvider;
import io.sealcache.EncryptedCachingProvider;
import io.sealcache.servers.ClassPath;
import io.sealcache.spring.boot.guide.LibraryApplication;
import io.sealcache.spring.boot.records.RecordsApplication;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.cache.CacheManager;
import javax.cache.configuration.CompleteConfiguration;
import javax.cache.expiry.CreatedExpiryPolicy;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.cache.jcache.JCacheCacheManager;

/** The YAML in docs/spring-boot.md is all that the guide's application needs. */
@Tag("slow")
class DocumentedYamlTest {
  private static final Path PAGE = Path.of("../../docs/spring-boot.md");
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

  /** As where nothing else brought it. */
  @Test
  void yaml_withoutWhatTheStarterBringsStartsNothing(@TempDir Path directory) throws Exception {
    assertThat(startWithoutSealCache(directory, yaml(), JCacheCacheManager.class))
        .contains("caching type is 'JCACHE'")
        .doesNotContain(STARTED);
  }

  /** The control: what happened without these lines. */
  @Test
  void yaml_withoutTheLineForItAndWhatItBringsStartsInClear(@TempDir Path directory)
      throws Exception {
    String type = "    type: jcache\n";
    String provider = "    jcache:\n      provider: io.sealcache.EncryptedCachingProvider\n";
    assertThat(yaml()).contains(type, provider);

    assertThat(startWithoutSealCache(directory, yaml().replace(type, "").replace(provider, "")))
        .contains(STARTED);
    assertThat(startWithoutSealCache(directory, yaml().replace(type, ""), JCacheCacheManager.class))
        .contains(STARTED);
  }

  private static String startWithoutSealCache(Path directory, String yaml, Class<?>... lost)
      throws Exception {
    return OwnJvm.run(
        directory.resolve("output"),
        List.of(
            ClassPath.without(
                Stream.concat(
                        Stream.of(EncryptedCachingProvider.class, SealCacheAutoConfiguration.class),
                        Stream.of(lost))
                    .toArray(Class<?>[]::new))),
        List.of(LibraryApplication.class.getName()),
        location(directory, yaml),
        Library.NO_DATABASE.substring("--".length()),
        "spring.main.web-application-type=none");
  }

  /** And the control: what happened without the line of that section. */
  @Test
  void hibernatesLine_withoutSealCachesJarsStartsNothing(@TempDir Path directory) throws Exception {
    String line =
        "spring.jpa.properties.hibernate.javax.cache.provider: "
            + EncryptedCachingProvider.class.getName();
    assertThat(Files.readString(PAGE)).contains("\n    " + line + "\n");

    assertThat(startEntitiesWithoutSealCache(directory, line.replace(": ", "=")))
        .contains(EncryptedCachingProvider.class.getName())
        .doesNotContain("Started ");
    assertThat(startEntitiesWithoutSealCache(directory, "spring.main.banner-mode=off"))
        .contains("Started ");
  }

  private static String startEntitiesWithoutSealCache(Path directory, String line)
      throws Exception {
    return OwnJvm.run(
        directory.resolve("output"),
        List.of(
            ClassPath.without(EncryptedCachingProvider.class, SealCacheAutoConfiguration.class)),
        List.of(
            "-Djavax.cache.spi.CachingProvider=" + CaffeineCachingProvider.class.getName(),
            SpringApplication.class.getName()),
        line,
        "spring.main.sources=" + RecordsApplication.class.getName(),
        "spring.main.web-application-type=none",
        "spring.datasource.url=jdbc:h2:mem:entities",
        "spring.jpa.hibernate.ddl-auto=create");
  }

  /** Without the comments, which say why a line is there. */
  private static String yaml() throws IOException {
    MatchResult yaml = YAML.matcher(Files.readString(PAGE)).results().findFirst().orElseThrow();
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
