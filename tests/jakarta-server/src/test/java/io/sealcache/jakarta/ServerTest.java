package io.sealcache.jakarta;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.jcache.spi.CaffeineCachingProvider;
import com.typesafe.config.Config;
import io.sealcache.EncryptedCachingProvider;
import io.sealcache.InsideProvider;
import io.sealcache.cdi.JCacheExtension;
import io.sealcache.core.Keyring;
import io.sealcache.fixture.CanarySearch;
import io.sealcache.fixture.StoreContents;
import io.sealcache.jakarta.application.Patients;
import io.sealcache.jakarta.application.PatientsServlet;
import io.sealcache.jakarta.application.StoreServlet;
import io.sealcache.jakarta.application.TckBeans;
import io.sealcache.jakarta.application.TckExtension;
import io.sealcache.jakarta.application.TckServlet;
import io.sealcache.keys.KeyringFile;
import io.sealcache.servers.GlassFishServer;
import jakarta.enterprise.inject.spi.Extension;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.annotation.BeanProvider;
import org.hamcrest.CoreMatchers;
import org.jspecify.annotations.Nullable;
import org.jsr107.tck.annotation.AbstractInterceptionTest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.runner.JUnitCore;

/** Applications in one server, which differ in a line of settings and in one library. */
@Tag("slow")
class ServerTest {
  private static final String PATIENT = "CANARYpatientCANARY";
  private static final String PROVIDER = EncryptedCachingProvider.class.getName();

  @TempDir private static Path place;
  private static @Nullable GlassFishServer server;

  private final HttpClient client = HttpClient.newHttpClient();

  @BeforeAll
  static void start() throws Exception {
    String key = "sealcache.keyring=" + keyring() + "\n";
    List<Path> applications =
        List.of(
            application("sealed", key, List.of(JCacheExtension.class)),
            application("keyless", "", List.of(JCacheExtension.class)),
            application("without", key, List.of()));
    server =
        GlassFishServer.start(
            Path.of(System.getProperty("server.jar")),
            place,
            List.of("-D" + Caching.JAVAX_CACHE_CACHING_PROVIDER + "=" + PROVIDER),
            applications);
  }

  /** A file of its own, as others may read what a server unpacks. */
  private static Path keyring() throws IOException {
    byte[] secret = new byte[32];
    new SecureRandom().nextBytes(secret);
    Path file = place.resolve("keyring");
    try (KeyringFile keys = KeyringFile.of("first", secret, null)) {
      keys.write(file);
    }
    return file;
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
  }

  @Test
  void annotations_cacheAndStoreSeesNothing() throws Exception {
    String patient = "/sealed/patients?name=" + PATIENT;

    assertThat(get(patient).body()).isEqualTo("diagnosis 1 of " + PATIENT);
    assertThat(get(patient).body()).isEqualTo("diagnosis 1 of " + PATIENT);
    assertThat(get("/sealed/store?text=" + PATIENT).body()).matches("[1-9]\\d* entries, \\[]");
    send("DELETE", patient);
    assertThat(get(patient).body()).isEqualTo("diagnosis 2 of " + PATIENT);
  }

  @Test
  void tck_passesItsAnnotationTests() throws Exception {
    assertThat(get("/sealed/tck").body()).isEqualTo("12 run, 0 ignored, failures: []");
  }

  @Test
  void keyForgotten_isNotDeployed() throws Exception {
    assertThat(get("/keyless/patients?name=" + PATIENT).statusCode()).isEqualTo(404);
    assertThat(requireNonNull(server).said())
        .contains("'sealcache.master-key' must be set")
        .doesNotContain("No CacheManager for JCache's annotations");
  }

  /** Only this library caches: a server has no JCache of its own. */
  @Test
  void libraryForgotten_cachesNothing() throws Exception {
    String patient = "/without/patients?name=" + PATIENT;

    assertThat(get(patient).body()).isEqualTo("diagnosis 1 of " + PATIENT);
    assertThat(get(patient).body()).isEqualTo("diagnosis 2 of " + PATIENT);
  }

  private static Path application(String name, String settings, List<Class<?>> more)
      throws Exception {
    List<Class<?>> classes =
        List.of(Patients.class, PatientsServlet.class, StoreServlet.class, TckServlet.class);
    List<Class<?>> search =
        List.of(
            InsideProvider.class,
            StoreContents.class,
            CanarySearch.class,
            Class.forName("io.sealcache.fixture.BytePatterns"));
    List<Class<?>> libraries =
        new ArrayList<>(
            List.of(
                EncryptedCachingProvider.class,
                Keyring.class,
                CacheManager.class,
                Nullable.class,
                CaffeineCachingProvider.class,
                Caffeine.class,
                Config.class,
                BeanProvider.class,
                AbstractInterceptionTest.class,
                JUnitCore.class,
                CoreMatchers.class));
    libraries.addAll(more);
    // By itself, as an archive with an extension and without beans.xml is not looked at for beans.
    WebArchive tck =
        new WebArchive()
            .classes("", List.of(TckBeans.class, TckExtension.class))
            .service(BeanProvider.class, TckBeans.class)
            .service(Extension.class, TckExtension.class);
    return new WebArchive()
        .classes("WEB-INF/classes/", classes)
        .classes("WEB-INF/classes/", search)
        .text("WEB-INF/classes/sealcache.properties", settings)
        .library("tck.jar", tck)
        .libraries(libraries)
        .write(place.resolve(name + ".war"));
  }

  private HttpResponse<String> get(String path) throws Exception {
    return send("GET", path);
  }

  private HttpResponse<String> send(String method, String path) throws Exception {
    return client.send(
        HttpRequest.newBuilder(requireNonNull(server).uri(path))
            .method(method, HttpRequest.BodyPublishers.noBody())
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }
}
