package io.sealcache.cli;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.sealcache.cli.store.HazelcastApplication;
import io.sealcache.fixture.OwnersFile;
import io.sealcache.keys.KeyringFile;
import io.sealcache.servers.Needs;
import io.sealcache.vault.StrictVault;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The jar as people run it; a build with {@code -Pslow} runs this once it has made the jar. */
@Tag("slow")
class RunnableJarTest {
  private static final String JAR = requireNonNull(System.getProperty("cli.jar"));

  private static final String SECRET =
      "f866e5447c01e694cf4ae75b6f203ab6a37406cf725906c365245ade444cc50b";

  @TempDir private Path directory;

  @Test
  void runbook_goesThrough() throws Exception {
    String file = directory.resolve("keyring").toString();

    assertThat(run(SECRET, "keyring", "new", file, "--secret-file", "-").code()).isZero();
    assertThat(run("", "keyring", "add", file, "--id", "next").code()).isZero();
    assertThat(run("", "keyring", "promote", file, "next").err())
        .matches(
            "\\S+T\\S+Z io\\.sealcache\\.audit event=key-promoted source=.* key=\\S+ before=.*\\R");
    assertThat(run("", "keyring", "retire", file, "imported").code())
        .isZero(); // it stays the index key
    run("", "keyring", "retire", file, "imported").refused(1, "in use");
    assertThat(run("", "keyring", "show", file).out())
        .contains("next", "current")
        .doesNotContain(SECRET);
    try (KeyringFile made = KeyringFile.read(Path.of(file))) {
      assertThat(made.index()).isEqualTo("imported");
      assertThat(made.current()).isEqualTo("next");
    }
  }

  @Test
  void oneJar_wrapsAndLoadsKeysWithVault() throws Exception {
    try (StrictVault vault = new StrictVault()) {
      Path token = OwnersFile.write(directory.resolve("token"), StrictVault.TOKEN + "\n");
      String keyring = directory.resolve("keyring").toString();
      Path settings =
          Files.writeString(
              directory.resolve("vault.properties"),
              ("sealcache.keyring=%s\nsealcache.kms=vault:%s/transit/caches?namespace=%s"
                      + "&auth=token&token-file=%s\n")
                  .formatted(keyring, vault.url(), StrictVault.NAMESPACE, token));
      String by = "--settings=" + settings;
      assertThat(run("", "keyring", "new", keyring).out()).contains("in clear");

      ToolRun wrapped = run("", "keyring", "wrap", keyring, by);
      assertThat(wrapped.out()).contains("Wrapped the keys");
      assertThat(wrapped.err()).contains("event=keys-wrapped").hasLineCount(1);
      assertThat(Path.of(keyring))
          .content()
          .contains("wrapped-by=vault:")
          .doesNotContainPattern("key[.].*=[0-9a-f]{64}");
      assertThat(run("", "keyring", "show", keyring, by).out()).contains("current", "index");
      ToolRun examined = run("", "doctor", by);
      assertThat(examined.out())
          .contains("ok    keys", "FAIL  store")
          .doesNotContain(StrictVault.TOKEN, "auth=token");
      assertThat(examined.code()).isEqualTo(3);
    }
  }

  @Test
  void oneJar_asksAwsAndSaysWhatItAnswers() throws Exception {
    HttpServer aws =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    aws.createContext(
        "/",
        exchange -> {
          byte[] answer = "{\"__type\":\"NotFoundException\"}".getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(400, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    aws.start();
    try {
      String keyring = directory.resolve("keyring").toString();
      Path settings =
          Files.writeString(
              directory.resolve("aws.properties"),
              "sealcache.kms=aws:alias/caches?region=eu-central-1&endpoint=http://localhost:%d\n"
                  .formatted(aws.getAddress().getPort()));

      ToolRun run = run("", "keyring", "new", keyring, "--settings=" + settings);

      assertThat(run.err()).contains("alias/caches", "does not exist").hasLineCount(1);
      assertThat(run.code()).isEqualTo(1);
    } finally {
      aws.stop(0);
    }
  }

  @Test
  void help_namesTheJarsVersion() throws Exception {
    assertThat(run("", "keyring", "--help").out()).contains("retire FILE");
    assertThat(run("").code()).isEqualTo(2);
    assertThat(run("", "--version").out()).matches("sealcache \\d+\\.\\d+.*\\R");
  }

  @Test
  void storesJars_areLoadedFromFilesAndFolders() throws Exception {
    Path libraries = Files.createDirectory(directory.resolve("lib"));
    Path jar = Path.of(HazelcastApplication.jar());
    Files.copy(jar, libraries.resolve(jar.getFileName()));
    try (HazelcastApplication store = HazelcastApplication.start(directory)) {
      Path settings = store.settings("app.properties", "sealcache.master-key=" + SECRET);
      store.run(settings, "customers", cache -> cache.put("ada", "lovelace"));

      String file = settings.toString();
      ToolRun run = run("", "census", "customers", "--settings", file, "--lib", jar.toString());
      assertThat(run.err()).isEmpty();
      assertThat(run.out()).contains("Entries: 1;");
      assertThat(run.code()).isZero();
      ToolRun resealed =
          run("", "reseal", "customers", "--settings", file, "--lib", libraries.toString());
      assertThat(resealed.err()).isEmpty();
      assertThat(resealed.out())
          .contains("1 were under the current key")
          .doesNotContain("lovelace", SECRET);
      ToolRun examined =
          run("", "doctor", "--probe", "--settings", file, "--lib", libraries.toString());
      assertThat(examined.err()).doesNotContain("sealcache: "); // a store may log warnings
      assertThat(examined.out()).contains("compare-and-set").doesNotContain("FAIL", SECRET);

      run("", "census", "customers", "--settings", file).refused(1, "HazelcastClient", "--lib");
      ToolRun nowhere = run("", "census", "customers", "--settings", file, "--lib", "nowhere");
      nowhere.refused(2, "'nowhere'", "--lib");
    }
  }

  /** As cron runs it. */
  @Test
  void outputInThePosixLocale_isUtf8() throws Exception {
    TemporaryKeys files = TemporaryKeys.in(directory);
    Path settings = OwnersFile.write(directory.resolve("settings"), files.tableSettings());
    files.fill(files.table(), Instant.now(), "J\u00f6rg");
    Path names = Files.writeString(directory.resolve("names"), "J\u00f6rg\nJ\u00e4rg\n");
    String[] command = {
      "keys", "list", "--settings=" + settings, "--names-file=" + names, "--json"
    };

    ToolRun run = run("", Map.of("LC_ALL", "C"), command);

    run.ended(3).contains("\"J\u00f6rg\"", "\"J\u00e4rg\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {">/dev/full", ">&-"})
  void outputThatCannotBeWritten_isAFailure(String redirection) throws Exception {
    Needs.bash();
    String java = Path.of(System.getProperty("java.home"), "bin/java").toString();
    String command = "'%s' -jar '%s' keyring --help %s".formatted(java, JAR, redirection);
    Process bash = new ProcessBuilder("bash", "-c", command).start();

    String said = new String(bash.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(said).startsWith("sealcache: Standard output").hasLineCount(1);
    assertThat(bash.waitFor()).isEqualTo(1);
  }

  @Test
  void completion_isAScriptThatBashTakes() throws Exception {
    Needs.bash();
    Path script = Files.writeString(directory.resolve("completion"), run("", "completion").out());
    Process bash =
        new ProcessBuilder("bash", "-c", "source '" + script + "' && complete -p sealcache")
            .redirectErrorStream(true)
            .start();

    String said = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(said).contains("_complete_sealcache");
    assertThat(bash.waitFor()).isZero();
  }

  @Test
  void jar_hasWhatApplicationsHaveTooUnderOtherNames() throws IOException {
    try (JarFile jar = new JarFile(JAR)) {
      assertThat(jar.stream().map(JarEntry::getName))
          .noneMatch(name -> name.startsWith("picocli/") || name.startsWith("com/google/"))
          .contains("javax/cache/Cache.class", "io/sealcache/StoreCensus.class");
    }
  }

  @Test
  void jar_isNoCachingProviderAndKeepsTheLicences() throws IOException {
    try (JarFile jar = new JarFile(JAR)) {
      assertThat(jar.getEntry("META-INF/services/javax.cache.spi.CachingProvider")).isNull();
      assertThat(jar.getEntry("META-INF/LICENSE")).isNotNull();
      assertThat(jar.getEntry("META-INF/NOTICE")).isNotNull();
      JarEntry others = jar.getJarEntry("META-INF/THIRD-PARTY.txt");
      assertThat(new String(jar.getInputStream(others).readAllBytes(), StandardCharsets.UTF_8))
          .contains("picocli", "Gson", "JSR 107", "AWS SDK", "SLF4J", "Reactive Streams");
    }
  }

  private ToolRun run(String in, String... arguments) throws Exception {
    return run(in, Map.of("AWS_ACCESS_KEY_ID", "id", "AWS_SECRET_ACCESS_KEY", "none"), arguments);
  }

  private ToolRun run(String in, Map<String, String> environment, String... arguments)
      throws Exception {
    List<String> command =
        new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin/java").toString()));
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-jar", JAR));
    command.addAll(List.of(arguments));
    Path out = directory.resolve("out");
    Path err = directory.resolve("err");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
    builder.environment().putAll(environment);
    Process process = builder.start();
    try (OutputStream stream = process.getOutputStream()) {
      stream.write(in.getBytes(StandardCharsets.US_ASCII));
    }
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    return new ToolRun(process.exitValue(), Files.readString(out), Files.readString(err));
  }
}
