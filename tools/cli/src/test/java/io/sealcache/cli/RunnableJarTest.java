package io.sealcache.cli;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.cli.store.HazelcastApplication;
import io.sealcache.keys.KeyringFile;
import io.sealcache.servers.Needs;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar as people run it; the build runs this once it has made the jar. */
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
    ToolRun refused = run("", "keyring", "retire", file, "imported");
    assertThat(refused.code()).isEqualTo(1);
    assertThat(refused.err()).contains("index key").hasLineCount(1);
    assertThat(run("", "keyring", "show", file).out())
        .contains("next", "current")
        .doesNotContain(SECRET);
    try (KeyringFile made = KeyringFile.read(Path.of(file))) {
      assertThat(made.index()).isEqualTo("imported");
      assertThat(made.current()).isEqualTo("next");
    }
  }

  @Test
  void withoutATerminal_aPasswordIsNotWaitedFor() throws Exception {
    Path keyStore = Files.createFile(directory.resolve("keys.p12"));
    ToolRun run =
        run(
            "",
            "keyring",
            "new",
            directory + "/keyring",
            "--keystore=" + keyStore,
            "--alias=wrapping");

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("--password-file").hasLineCount(1);
  }

  @Test
  void help_namesTheJarsVersion() throws Exception {
    assertThat(run("", "keyring", "--help").out()).contains("retire FILE");
    assertThat(run("").code()).isEqualTo(2);
    assertThat(run("", "--version").out()).matches("sealcache \\d+\\.\\d+.*\\R");
  }

  @Tag("slow")
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
      ToolRun inspected =
          run(
              "ada",
              "inspect",
              "customers",
              "-",
              "--settings",
              file,
              "--lib",
              libraries.toString());
      assertThat(inspected.err()).isEmpty();
      assertThat(inspected.out()).contains("the current one").doesNotContain("lovelace", SECRET);
      ToolRun checked = run("", "check", "--settings", file, "--lib", libraries.toString());
      assertThat(checked.err()).doesNotContain("sealcache: "); // a store may log warnings
      assertThat(checked.out()).contains("Fit: all of 10 probes passed");

      ToolRun without = run("", "census", "customers", "--settings", file);
      assertThat(without.code()).isEqualTo(1);
      assertThat(without.err()).contains("HazelcastClient", "--lib").hasLineCount(1);
      ToolRun nowhere = run("", "census", "customers", "--settings", file, "--lib", "nowhere");
      assertThat(nowhere.code()).isEqualTo(2);
      assertThat(nowhere.err()).contains("'nowhere'", "--lib").hasLineCount(1);
    }
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
    }
  }

  private ToolRun run(String in, String... arguments) throws Exception {
    List<String> command =
        new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin/java").toString()));
    command.addAll(List.of("-jar", JAR));
    command.addAll(List.of(arguments));
    Path out = directory.resolve("out");
    Path err = directory.resolve("err");
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    try (OutputStream stream = process.getOutputStream()) {
      stream.write(in.getBytes(StandardCharsets.US_ASCII));
    }
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    return new ToolRun(process.exitValue(), Files.readString(out), Files.readString(err));
  }
}
