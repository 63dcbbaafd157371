package io.sealcache.stores;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.fixture.CanaryProgram;
import io.sealcache.fixture.IgniteJvm;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Every byte between an application that is a client of Ignite and its server node. */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IgniteWireTest {
  private Map<String, String> said = Map.of();

  @BeforeAll
  void run(@TempDir Path directory) throws Exception {
    said = IgniteJvm.run(IgniteWire.class, directory.toString());
  }

  @Test
  void run_withEncryption_leavesNoCanaryOnTheWire() {
    assertThat(said.get("found")).isEqualTo("{}{}");
    assertThat(Integer.parseInt(said.getOrDefault("bytes", "0"))).isGreaterThan(20_000);
    assertThat(said.get("name")).isEqualTo("[" + IgniteWire.NAME + "]");
    assertThat(said.get("nodes")).isEqualTo("1"); // the node of the application holds no entries
  }

  // Proves the tap and the search.
  @Test
  void put_withoutEncryption_showsCanariesOnTheWire() {
    assertThat(said.get("unencrypted")).contains(CanaryProgram.KEY, CanaryProgram.VALUE);
  }
}
