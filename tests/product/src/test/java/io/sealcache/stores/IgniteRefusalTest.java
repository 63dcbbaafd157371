package io.sealcache.stores;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.fixture.IgniteJvm;
import io.sealcache.fixture.Ports;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Code that Ignite's own configuration gives to caches is refused: it would see ciphertext. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IgniteRefusalTest {
  /** By the name of a cache, what became of it. */
  private Map<String, String> outcomes = Map.of();

  @BeforeAll
  void run(@TempDir Path directory) throws Exception {
    String port = String.valueOf(Ports.free());
    outcomes = IgniteJvm.run(IgniteDeclaredCaches.class, port, directory.toString());
  }

  @ParameterizedTest
  @CsvSource({
    "stored, a cache store",
    "intercepted, an interceptor",
    "queried, query entities",
    "filtered, an eviction filter",
    "evicting, an eviction policy of user code",
    "placed, an affinity function of user code"
  })
  void createCache_ofOneThatIsGivenCode_isRefused(String cache, String what) {
    assertThat(outcomes.get(cache))
        .isEqualTo(
            "Ignite's configuration gives cache '%s' %s, which would be handed encrypted entries;"
                + " remove it there",
            cache, what);
  }

  @Test
  void createCache_ofOneWithoutCode_opensIt() {
    assertThat(outcomes.get("plain")).isEqualTo("value, stored by the node as ciphertext");
    assertThat(outcomes.get("new")).isEqualTo("value, stored by the node as ciphertext");
  }
}
