package io.sealcache.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.spring.boot.guide.LibraryApplication;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplicationAotProcessor;
import org.springframework.context.aot.AbstractAotProcessor.Settings;

/** What a build's process-aot makes of the guide's application. */
class AheadOfTimeTest {
  @Test
  void processing_generatesTheGuardAndTheHints(@TempDir Path directory) throws IOException {
    Settings settings =
        Settings.builder()
            .sourceOutput(directory.resolve("sources"))
            .resourceOutput(directory.resolve("resources"))
            .classOutput(directory.resolve("classes"))
            .groupId("io.sealcache")
            .artifactId("library")
            .build();

    new SpringApplicationAotProcessor(
            LibraryApplication.class, settings, new String[] {"--" + Library.CAFFEINE})
        .process();

    assertThat(text(directory.resolve("sources")))
        .contains("sealCacheGuard", "sealCacheStartCheck", "jCacheCacheManager");
    assertThat(text(directory.resolve("resources")))
        .contains("io.sealcache.EncryptedCachingProvider")
        .contains("CaffeineCachingProvider");
  }

  private static String text(Path directory) throws IOException {
    StringBuilder text = new StringBuilder();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        text.append(Files.readString(file));
      }
    }
    return text.toString();
  }
}
