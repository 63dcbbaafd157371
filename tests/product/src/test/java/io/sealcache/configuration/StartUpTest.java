package io.sealcache.configuration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.EncryptedCachingProvider;
import io.sealcache.JacksonProgram;
import io.sealcache.fixture.StartUp;
import io.sealcache.fixture.StoreFixture;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.cache.spi.CachingProvider;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The messages to an application that can't start, each time in a JVM of its own. */
@Tag("slow")
class StartUpTest {
  private static final String OURS = "-Djavax.cache.spi.CachingProvider=" + ours();
  private static final String STORE = "-Dsealcache.store.provider=";
  private static final String OPEN = "--add-opens=java.base/java.nio=ALL-UNNAMED";
  private static final String CAFFEINE = "com.github.benmanes.caffeine.jcache.spi.CaffeineCaching";

  // A class path of the build names jars by their artifact.
  private static final List<String> API = List.of("/cache-api-", "/jspecify-");
  private static final List<String> EHCACHE =
      List.of("/ehcache-", "/slf4j-api-", "jaxb", "jakarta");
  private static final List<String> CAFFEINE_ALL = List.of("/jcache-", "/caffeine-", "/config-");
  private static final List<String> JACKSON_2 =
      List.of(
          "/jackson-annotations-",
          "/jackson-core-2",
          "/jackson-databind-2",
          "/jackson-datatype-jsr310-");
  private static final List<String> JACKSON_3 =
      List.of("/jackson-annotations-", "/jackson-core-3", "/jackson-databind-3");
  private static final List<String> ARROW =
      List.of("/arrow-vector-", "/arrow-format-", "/arrow-memory-core-", "/flatbuffers-");
  private static final List<String> ARROW_NEEDS =
      List.of("/jackson-", "/slf4j-api-", "/commons-codec-");
  private static final List<String> ARROW_MEMORY = List.of("/arrow-memory-unsafe-");

  @Test
  void oneStore_needsNoName() throws Exception {
    assertThat(start(List.of(OURS), with(CAFFEINE_ALL))).isEqualTo("started over " + ours());
  }

  @Test
  void providerNotChosen_isWhatTheReadmeSays() throws Exception {
    assertThat(start(List.of(), with(CAFFEINE_ALL)))
        .contains("Multiple CachingProviders have been configured");
  }

  @Test
  void noStore_saysWhatToAdd() throws Exception {
    assertThat(start(List.of(OURS), with(List.of())))
        .contains("no JCache provider to store the entries in", "class path");
  }

  @Test
  void twoStores_areBothNamed() throws Exception {
    assertThat(start(List.of(OURS), with(CAFFEINE_ALL, EHCACHE)))
        .contains(
            "sealcache.store.provider", CAFFEINE, "org.ehcache.jsr107.EhcacheCachingProvider");
  }

  @Test
  void wrongStore_isNamed() throws Exception {
    assertThat(start(List.of(OURS, STORE + "com.acme.Provider"), with(CAFFEINE_ALL)))
        .contains("sealcache.store.provider", "'com.acme.Provider'");
  }

  @Test
  void storeThatIsOurs_isRefused() throws Exception {
    assertThat(start(List.of(OURS, STORE + ours()), with(CAFFEINE_ALL)))
        .contains("names SealCache itself");
  }

  @Test
  void storesLibraryMissing_isNamed() throws Exception {
    assertThat(start(List.of(OURS), with(List.of("/jcache-", "/config-"))))
        .startsWith("[javax.cache.CacheException")
        .contains("is a library missing", "com/github/benmanes/caffeine");
    assertThat(start(List.of(OURS), with(List.of("/jcache-", "/caffeine-"))))
        .startsWith("[javax.cache.CacheException")
        .contains("is a library missing", "com/typesafe/config");
  }

  @Test
  void codecsLibraryMissing_isNamed() throws Exception {
    for (String codec : List.of("json", "msgpack")) {
      String named = "-Dsealcache.codec=" + codec;

      assertThat(start(List.of(OURS, named), with(CAFFEINE_ALL)))
          .contains(
              "IllegalArgumentException",
              "'sealcache.codec' is '" + codec + "'",
              "tools.jackson.core:jackson-databind",
              "com.fasterxml.jackson.core:jackson-databind");
      for (List<String> jackson : List.of(JACKSON_2, JACKSON_3)) {
        assertThat(start(List.of(OURS, named), with(CAFFEINE_ALL, jackson)))
            .contains("Codec '" + codec + "' needs a type");
      }
    }
  }

  @Test
  void partOfJackson3Missing_jackson2IsTaken() throws Exception {
    List<String> broken = List.of("/jackson-databind-3");

    assertThat(
            start(List.of(OURS, "-Dsealcache.codec=json"), with(CAFFEINE_ALL, JACKSON_2, broken)))
        .contains("Codec 'json' needs a type");
    assertThat(start(List.of(OURS, "-Dsealcache.codec=json"), with(CAFFEINE_ALL, broken)))
        .contains("'sealcache.codec' is 'json'", "tools.jackson.core:jackson-databind");
  }

  @Test
  void eitherJackson_writesTheSameBytesAloneAndBesideTheOther() throws Exception {
    String two = "io.sealcache.codec.jackson ";
    String three = "io.sealcache.codec.jackson3 ";
    String classOf2 = "io.sealcache.codec.jackson.JsonCodec";
    String classOf3 = "io.sealcache.codec.jackson3.JsonCodec";
    String json = hex("{\"name\":\"Ada\",\"age\":36,\"born\":\"1815-12-10\",\"plan\":\"GOLD\"}");
    String jsonKey = hex("{\"year\":\"2026\",\"number\":1}");
    String bytes = json + " " + jsonKey;
    String packed =
        "84a46e616d65a3416461a361676524a4626f726eaa313831352d31322d3130a4706c616ea4474f4c44 "
            + "82a479656172a432303236a66e756d62657201";

    assertThat(jackson(with(JACKSON_2), "json", "msgpack", classOf2))
        .containsExactly(two + bytes, two + packed, two + bytes);
    assertThat(jackson(with(JACKSON_3), "json", "msgpack", classOf3))
        .containsExactly(three + bytes, three + packed, three + bytes);
    assertThat(jackson(with(JACKSON_2, JACKSON_3), "json", "msgpack", classOf2, classOf3))
        .containsExactly(three + bytes, three + packed, two + bytes, three + bytes);
  }

  private static List<String> jackson(String classPath, String... codecs) throws Exception {
    return run(JacksonProgram.class, List.of(), classPath, codecs).lines().toList();
  }

  private static String hex(String text) {
    return HexFormat.of().formatHex(text.getBytes(UTF_8));
  }

  @Test
  void arrowsLibraryMissing_isNamed() throws Exception {
    List<String> options = List.of(OURS, "-Dsealcache.codec=arrow", OPEN);

    for (String classPath : List.of(with(CAFFEINE_ALL), with(CAFFEINE_ALL, ARROW, ARROW_NEEDS))) {
      assertThat(start(options, classPath))
          .contains(
              "IllegalArgumentException",
              "'sealcache.codec' is 'arrow'",
              "org.apache.arrow:arrow-vector and arrow-memory-unsafe or arrow-memory-netty");
    }
    assertThat(start(options, with(CAFFEINE_ALL, ARROW, ARROW_NEEDS, ARROW_MEMORY)))
        .contains("Codec 'arrow' takes VectorSchemaRoot, not java.lang.String");
  }

  @Test
  void arrowsOptionMissing_isNamed() throws Exception {
    List<String> options = List.of(OURS, "-Dsealcache.codec=arrow");

    assertThat(start(options, with(CAFFEINE_ALL, ARROW, ARROW_NEEDS, ARROW_MEMORY)))
        .contains("IllegalArgumentException", "'sealcache.codec' is 'arrow'", OPEN);
  }

  @Test
  void registeredStoreThatIsNotThere_isNamed(@TempDir Path directory) throws Exception {
    Path services = directory.resolve("META-INF/services");
    Files.createDirectories(services);
    Files.writeString(services.resolve(CachingProvider.class.getName()), "com.acme.Forgotten");

    assertThat(start(List.of(OURS), with(List.of()) + File.pathSeparator + directory))
        .startsWith("[javax.cache.CacheException")
        .contains("can't be loaded", "sealcache.store.provider", "com.acme.Forgotten");
  }

  @Test
  void wrongUri_isShownWithTheStoresReason() throws Exception {
    String missing = "file:///nowhere/ehcache.xml";

    assertThat(start(List.of(OURS), with(EHCACHE), missing)).contains("CacheException", missing);
    assertThat(start(List.of(OURS, "-Dsealcache.store.uri=" + missing), with(EHCACHE)))
        .contains("CacheException", missing);
    assertThat(start(List.of(OURS, "-Dsealcache.store.uri=no uri"), with(EHCACHE)))
        .contains("'sealcache.store.uri' is 'no uri'; it must be a URI");
  }

  @Test
  void uriWithCredentials_isNotShown() throws Exception {
    String uri = "http://user:CANARY@127.0.0.1:1/ehcache.xml?token=CANARY";

    assertThat(start(List.of(OURS), with(EHCACHE), uri))
        .contains("CacheException")
        .doesNotContain("CANARY");
  }

  private static String ours() {
    return EncryptedCachingProvider.class.getName();
  }

  @SafeVarargs
  private static String with(List<String>... jars) {
    List<String> wanted = new ArrayList<>(API);
    for (List<String> some : jars) {
      wanted.addAll(some);
    }
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(
            place ->
                place.endsWith("classes") // ours and, for StartUp, the tests'
                    || place.contains("/sealcache-") // or, once they are packed, their jars
                    || wanted.stream().anyMatch(place::contains))
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static String start(List<String> options, String classPath, String... arguments)
      throws IOException, InterruptedException {
    return run(StartUp.class, options, classPath, arguments);
  }

  private static String run(
      Class<?> program, List<String> options, String classPath, String... arguments)
      throws IOException, InterruptedException {
    List<String> command =
        Stream.of(
                Stream.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()),
                options.stream(),
                Stream.of("-Xshare:auto", "-XX:TieredStopAtLevel=1", "-cp", classPath),
                Stream.of("-Dsealcache.master-key=" + StoreFixture.MASTER_KEY),
                Stream.of(program.getName()),
                Arrays.stream(arguments))
            .flatMap(part -> part)
            .toList();
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return output;
  }
}
