package io.sealcache.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.fixture.ApplicationHeap;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** That entries which are sealed anew leave no plaintext of theirs in the heap. */
@Timeout(300)
class ResealedHeapTest {
  private static final String KEY = "canary of the key 4711 0815";
  private static final String VALUE = "canary of the value 0815 4711";

  @TempDir private Path directory;

  @Test
  void resealing_leavesNoKeyAndNoValueInTheHeap() throws Exception {
    Path entry = Files.writeString(directory.resolve("entry"), KEY + "\n" + VALUE);
    Path before = directory.resolve("before.hprof");
    Path after = directory.resolve("after.hprof");

    ApplicationHeap.run(
        ResealingApplication.class,
        List.of("-Xlog:gc"),
        before.toString(),
        after.toString(),
        entry.toString());

    Map<String, byte[]> plaintext =
        Map.of("key", ApplicationHeap.ascii(KEY), "value", ApplicationHeap.ascii(VALUE));
    assertThat(ApplicationHeap.found(before, ResealingApplication.CACHE, plaintext))
        .as("of what was put")
        .isEmpty();
    assertThat(ApplicationHeap.found(after, ResealingApplication.CACHE, plaintext)).isEmpty();
  }
}
