package io.sealcache.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.fixture.OwnersFile;
import io.sealcache.keys.FixedKey;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jsr107.ri.spi.RICachingProvider;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("slow")
class PrintingStoreTest {
  public static final class Printing extends RICachingProvider {
    public Printing() {
      System.out.println("The store is here");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"--verbose", "--lib=src"})
  void storeThatPrints_leavesTheAnswerAnObject(String more, @TempDir Path directory)
      throws Exception {
    String settings =
        "sealcache.master-key=%s\nsealcache.store.provider=%s"
            .formatted(FixedKey.hex(1), Printing.class.getName());
    Path file = OwnersFile.write(directory.resolve("app.properties"), settings);
    Path out = directory.resolve("out");
    Path err = directory.resolve("err");
    String java = Path.of(System.getProperty("java.home"), "bin/java").toString();
    String path = System.getProperty("java.class.path");
    String tool = SealCacheTool.class.getName();
    int code =
        new ProcessBuilder(java, "-cp", path, tool, "doctor", "--json", "--settings=" + file, more)
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start()
            .waitFor();

    ToolRun run = new ToolRun(code, Files.readString(out), Files.readString(err));
    assertThat(run.json().isEmpty()).isFalse();
    assertThat(run.err()).contains("The store is here");
  }
}
