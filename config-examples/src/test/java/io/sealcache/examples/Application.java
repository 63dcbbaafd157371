package io.sealcache.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** An example in a JVM of its own, configured on the command line as a user would. */
final class Application {
  /** Names SealCache as JCache's provider, and gives it a key. */
  private static final List<String> SEALED =
      List.of(
          "-Djavax.cache.spi.CachingProvider=io.sealcache.EncryptedCachingProvider",
          "-Dsealcache.master-key="
              + "747e073fa013ebfc5551fa6479f8f0d21051df83f440a31f3000083cea2dd7f9");

  private final Class<?> main;
  private final List<String> options;

  private Application(Class<?> main, List<String> options) {
    this.main = main;
    this.options = options;
  }

  /** With the store itself as JCache's provider. */
  static Application unencrypted(Class<?> main, String storeProvider) {
    return new Application(main, List.of("-Djavax.cache.spi.CachingProvider=" + storeProvider));
  }

  /** With SealCache over that store. */
  static Application sealed(Class<?> main, String storeProvider) {
    List<String> options = new ArrayList<>(SEALED);
    options.add("-Dsealcache.store.provider=" + storeProvider);
    return new Application(main, options);
  }

  /** With one more system property. */
  Application with(String property, Object value) {
    List<String> more = new ArrayList<>(options);
    more.add("-D" + property + "=" + value);
    return new Application(main, more);
  }

  /** The lines that it prints; it has to end well. */
  List<String> run(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:TieredStopAtLevel=1");
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(Arrays.asList(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    List<String> lines =
        new String(process.getInputStream().readAllBytes(), UTF_8).lines().toList();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(String.join("\n", lines)).isZero();
    return lines;
  }

  /** The URI of a store's configuration beside the examples. */
  static String resource(String name) {
    URL found = Objects.requireNonNull(DropIn.class.getResource(name), name);
    return found.toString();
  }
}
