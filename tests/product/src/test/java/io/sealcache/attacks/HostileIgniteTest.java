package io.sealcache.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.fixture.IgniteJvm;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whoever controls a node of Ignite names a class of the application in what it sends. */
class HostileIgniteTest {
  @Tag("slow")
  @Test
  @Timeout(300)
  void plantedObjects_areMalformedAndInitialiseNothing(@TempDir Path directory) throws Exception {
    assertThat(IgniteJvm.run(HostileIgnite.class, directory.toString()))
        .containsEntry(
            "SEEN",
            "[IBAN, null, {}, false, false, [ada], MALFORMED true, again, true, initialised"
                + " false]");
  }
}
