package io.sealcache.spring.cloud;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealcache.EncryptedCacheManager;
import io.sealcache.fixture.StoreContents;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

/** An application whose settings, and keys too, are those that a config server has for it. */
@Tag("slow")
@ExtendWith(OutputCaptureExtension.class)
class ConfigServerTest {
  private static final String NUMBER = "CANARYnumberCANARY";
  private static final String KEY = key();
  private static final String PREVIOUS = key();
  private static final String NO_WEB = "--spring.main.web-application-type=none";
  private static final String CACHES =
      """
      spring.cache.cache-names: patients
      sealcache.store.provider: com.github.benmanes.caffeine.jcache.spi.CaffeineCachingProvider
      sealcache.padding: padme
      """;

  @TempDir private static Path files;
  private static ConfigServer server;

  @BeforeAll
  static void startServer() {
    server = ConfigServer.over(files);
  }

  @AfterAll
  static void stopServer() {
    server.close();
  }

  private static String key() {
    byte[] key = new byte[32];
    new Random().nextBytes(key);
    return HexFormat.of().formatHex(key);
  }

  private static String withKeys() {
    return CACHES
        + "sealcache.master-key: %s\nsealcache.previous-master-keys: [%s]\n"
            .formatted(KEY, PREVIOUS);
  }

  private static ConfigurableApplicationContext start(String name, String... lines) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--spring.application.name=" + name,
                "--spring.main.banner-mode=off",
                "--spring.cloud.config.enabled=true")); // not so by itself beside the server's jar
    arguments.addAll(List.of(lines));
    return new SpringApplicationBuilder(WardApplication.class)
        .run(arguments.toArray(String[]::new));
  }

  private static String ofServer() {
    return "--spring.config.import=configserver:" + server.url();
  }

  private static String actuator(
      ConfigurableApplicationContext application, String method, String endpoint) throws Exception {
    String port = application.getEnvironment().getProperty("local.server.port");
    URI uri = URI.create("http://127.0.0.1:" + port + "/actuator/" + endpoint);
    HttpRequest request =
        HttpRequest.newBuilder(uri).method(method, BodyPublishers.noBody()).build();
    HttpResponse<String> answer =
        HttpClient.newHttpClient().send(request, BodyHandlers.ofString(UTF_8));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return answer.body();
  }

  private static void assertSealed(ConfigurableApplicationContext application) throws Exception {
    Patients patients = application.getBean(Patients.class);
    assertThat(patients.nameOf(NUMBER)).isEqualTo(Patients.NAME);
    assertThat(patients.nameOf(NUMBER)).isEqualTo(Patients.NAME);
    assertThat(patients.asked()).isEqualTo(1);

    StoreContents contents = StoreContents.of(application.getBean(EncryptedCacheManager.class));
    assertThat(contents.size()).isEqualTo(1);
    assertThat(contents.find(NUMBER)).isEmpty();
    assertThat(contents.find(Patients.NAME)).isEmpty();
  }

  /** With Actuator showing all as it is, except secrets that are hidden from it. */
  @Test
  void keysOfTheServer_encryptAndAreNotShown(CapturedOutput output) throws Exception {
    server.put("ward", withKeys() + "another.name: ${sealcache.master-key}\n");

    try (ConfigurableApplicationContext application =
        start(
            "ward",
            ofServer(),
            "--server.address=127.0.0.1",
            "--server.port=0",
            "--management.endpoints.web.exposure.include=*",
            "--management.endpoint.env.show-values=always",
            "--management.endpoint.configprops.show-values=always")) {
      assertSealed(application);

      assertThat(actuator(application, "GET", "env"))
          .contains("configserver:", "another.name", "sealcache.padding", "padme", "******")
          .doesNotContain(KEY, PREVIOUS);
      assertThat(actuator(application, "GET", "env/sealcache.master-key"))
          .contains("configserver:", "******")
          .doesNotContain(KEY);
      assertThat(actuator(application, "GET", "configprops")).doesNotContain(KEY, PREVIOUS);

      server.put("ward", CACHES.replace("padme", "none") + "spring.cache.type: simple\n");
      assertThat(actuator(application, "POST", "refresh"))
          .contains("spring.cache.type", "sealcache.master-key", "sealcache.padding");
      assertSealed(application);

      application.stop();
      application.start(); // by the settings that were taken
      assertSealed(application);
    }
    assertThat(output).contains("sealcache.padding=padme").doesNotContain(KEY, PREVIOUS);
  }

  @ParameterizedTest
  @CsvSource({
    "no-key, , Set sealcache.keyring to the path of a keyring file",
    "in-clear, spring.cache.type: simple, spring.cache.type",
    "misspelt, sealcache.pading: padme, sealcache.pading"
  })
  void wrongLineOfTheServer_isRefused(
      String name, @Nullable String line, String named, CapturedOutput output) throws Exception {
    server.put(name, line == null ? CACHES : withKeys() + line + "\n");

    assertThatThrownBy(() -> start(name, ofServer(), NO_WEB).close()).isInstanceOf(Exception.class);

    assertThat(output).contains("APPLICATION FAILED TO START", named).doesNotContain(KEY, PREVIOUS);
  }

  @ParameterizedTest
  @CsvSource({
    "configserver:, 'Could not locate PropertySource'",
    "optional:configserver:, Set sealcache.keyring to the path of a keyring file"
  })
  void serverThatIsDown_startsNothingInClear(String location, String said, CapturedOutput output) {
    String[] lines =
        Stream.concat(
                Stream.of(NO_WEB, "--spring.config.import=" + location + "http://127.0.0.1:1"),
                CACHES.lines().map(line -> "--" + line.replace(": ", "=")))
            .toArray(String[]::new);

    assertThatThrownBy(() -> start("ward", lines).close()).isInstanceOf(Exception.class);

    assertThat(output).contains(said);
  }
}
