package io.sealcache.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.sealcache.benchmarks.results.Point;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JvmFiguresTest {
  @TempDir Path directory;

  /**
   * Prints how many JVMs there were, and of the first one another row; fails without a directory.
   */
  public static final class Counting {
    private Counting() {}

    @SuppressWarnings("SystemOut") // printing is what it is for
    public static void main(String[] arguments) throws IOException {
      int earlier = 0;
      while (Files.exists(Path.of(arguments[0], "" + earlier))) {
        earlier++;
      }
      Files.createFile(Path.of(arguments[0], "" + earlier));
      System.out.println("A line of the JVM's");
      System.out.println("count " + (earlier + 1));
      if (earlier == 0 && arguments.length > 1) {
        System.out.println("own-of-first -0.5");
      }
    }
  }

  @Test
  void of_hasAFigureOfEachJvm() throws Exception {
    List<JvmFigures> all = JvmFigures.of(3, Flags.QUIET, Counting.class, directory.toString());

    assertThat(all).containsExactly(new JvmFigures("count", List.of(1.0, 2.0, 3.0)));
    assertThat(all.get(0).median()).isEqualTo(2);
    assertThat(all.get(0).points("row", "ns"))
        .contains(new Point("JVM", "row", 3, 3, "ns"))
        .hasSize(3);
  }

  @Test
  void of_rowThatNotAllPrint_isNoFigure() {
    assertThatIllegalStateException()
        .isThrownBy(
            () -> JvmFigures.of(2, Flags.QUIET, Counting.class, directory.toString(), "first"))
        .withMessage("1 JVMs of 2 measured own-of-first");
  }

  @Test
  void of_jvmThatFails_isNoFigure() {
    assertThatIllegalStateException()
        .isThrownBy(() -> JvmFigures.of(1, Flags.QUIET, Counting.class))
        .withMessageContaining("Ended with 1");
  }
}
