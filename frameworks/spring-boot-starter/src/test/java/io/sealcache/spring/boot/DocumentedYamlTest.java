package io.sealcache.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.keys.KeyringFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

/** What docs/spring-boot.md shows is all that the guide's application needs. */
class DocumentedYamlTest {
  private static final Pattern YAML = Pattern.compile("(?s)<!-- yaml -->\n```yaml\n(.*?)```");

  @Test
  void yaml_ofTheDocumentStartsTheApplication(@TempDir Path directory) throws Exception {
    String document = Files.readString(Path.of("../../docs/spring-boot.md"));
    MatchResult yaml = YAML.matcher(document).results().findFirst().orElseThrow();
    Path keyring = keyring(directory);
    Path file =
        Files.writeString(
            directory.resolve("library.yml"),
            yaml.group(1).replace("/run/secrets/keyring", keyring.toString()));

    try (ConfigurableApplicationContext application =
        Library.start(Library.CAFFEINE, "spring.config.location=" + file.toUri())) {
      assertThat(Library.use(application)).isEqualTo(5);
    }
  }

  private static Path keyring(Path directory) throws Exception {
    Path file = directory.resolve("keyring");
    byte[] secret = new byte[32];
    new SecureRandom().nextBytes(secret);
    try (KeyringFile keys = KeyringFile.of("first", secret, null)) {
      keys.write(file);
    }
    return file;
  }
}
