package io.sealcache;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.core.UnreadableReason;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The filter of the whole JVM, which is set once: each time in a JVM of its own. */
class SerialFilterTest {
  record Allowed(int number) implements Serializable {}

  record Rejected(int number) implements Serializable {}

  @Test
  void valueThatTheJvmsFilterRejects_isNotRead() throws Exception {
    assertThat(read("-Djdk.serialFilter=!" + Rejected.class.getName()))
        .containsExactly("Allowed[number=1]", "null", "undecodable: 1");
  }

  @Test
  void withoutAFilter_bothAreRead() throws Exception {
    assertThat(read()).containsExactly("Allowed[number=1]", "Rejected[number=2]", "undecodable: 0");
  }

  private static List<String> read(String... options) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:TieredStopAtLevel=1");
    command.addAll(List.of(options));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(Application.class.getName());
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).isZero();
    return output.lines().toList();
  }

  /** Puts a value of each class, and prints what it gets. */
  static final class Application {
    private Application() {}

    public static void main(String[] arguments) {
      try (StoreFixture fixture =
          StoreFixture.over(TestStore.CAFFEINE, Map.of("sealcache.codec", "java"))) {
        EncryptedCache<String, Object> cache = fixture.create("any");
        cache.put("allowed", new Allowed(1));
        cache.put("rejected", new Rejected(2));

        System.out.println(cache.get("allowed"));
        System.out.println(cache.get("rejected"));
        long undecodable =
            cache.components().store().statistics().unreadable(UnreadableReason.UNDECODABLE);
        System.out.println("undecodable: " + undecodable);
      }
    }
  }
}
