package io.sealcache.cli.keyring;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.cli.TemporaryKeys;
import io.sealcache.cli.ToolRun;
import io.sealcache.fixture.OwnersFile;
import io.sealcache.keys.KeyringFile;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The events that auditors hear of the tool. */
class ToolAuditTest {
  private static final String SECRET =
      "f866e5447c01e694cf4ae75b6f203ab6a37406cf725906c365245ade444cc50b";

  private final Logger logger = Logger.getLogger("io.sealcache.audit");
  private final List<String> lines = new ArrayList<>();
  private final Handler handler =
      new Handler() {
        @Override
        public void publish(LogRecord line) {
          lines.add(line.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  @TempDir private Path directory;
  private Path file;
  private ToolRun.Input input;

  @BeforeEach
  void listen() {
    file = directory.resolve("keyring");
    input = ToolRun.at(Instant.parse("2026-11-30T23:59:59Z"));
    logger.addHandler(handler);
  }

  @AfterEach
  void leave() {
    logger.removeHandler(handler);
  }

  private void run(int code, String command, String... more) {
    assertThat(ToolRun.of(input, command, file, more).code()).isEqualTo(code);
  }

  private String id(String key) {
    try (KeyringFile keyring = KeyringFile.read(file)) {
      return "%08x".formatted(keyring.keyId(key));
    }
  }

  @Test
  void rotation_isToldStepByStep() {
    run(0, "new");
    run(0, "add", "--id=next");
    String old = id("2026-11");
    run(0, "promote", "next");
    run(0, "retire", "2026-11");

    String place = " source=" + file + " key=";
    assertThat(lines)
        .containsExactly(
            "event=keys-created source=" + file + " current=" + old + " index=" + id("index"),
            "event=key-added" + place + id("next"),
            "event=key-promoted" + place + id("next") + " before=" + old,
            "event=key-retired" + place + old);
  }

  @Test
  void wrapping_isTold() throws Exception {
    String settings =
        "--settings="
            + OwnersFile.write(
                directory.resolve("kek.properties"),
                TemporaryKeys.in(directory).wrappingSettings());
    run(0, "new");
    String data = id("2026-11");
    String index = id("index");
    lines.clear();
    run(0, "wrap", settings);
    run(1, "wrap", settings);

    assertThat(lines)
        .containsExactly(
            "event=keys-wrapped source=" + file + " current=" + data + " index=" + index);
  }

  @Test
  void keyThatWasInUse_isToldWithoutIt() {
    input.in(SECRET);
    run(0, "new", "--secret-file=-");

    assertThat(lines).singleElement().asString().contains("keys-created").doesNotContain(SECRET);
  }

  @Test
  void whatIsRefusedOrChangesNothing_isNotTold() {
    run(0, "new");
    lines.clear();

    run(1, "new");
    run(1, "retire", "2026-11");
    run(0, "promote", "2026-11");
    run(0, "show");

    assertThat(lines).isEmpty();
  }
}
