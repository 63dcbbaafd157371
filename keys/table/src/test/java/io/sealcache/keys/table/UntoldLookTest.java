package io.sealcache.keys.table;

import static io.sealcache.keys.table.TimedKeyTable.MAX_AGE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.sealcache.core.Keyring;
import io.sealcache.fixture.CapturedLog;
import io.sealcache.internal.concurrent.ManualScheduler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Looks at a table of which the log takes nothing. */
class UntoldLookTest {
  private static final Duration LOOK = MAX_AGE.dividedBy(4);
  private static final int NAMES = 3;

  private final TimedKeyTable keyTable = new TimedKeyTable();
  private final MemoryKeyTable table = keyTable.table;
  private final ServiceKey key = new ServiceKey(1);
  private final ManualScheduler time = new ManualScheduler(0);
  private final TableKeySource source = keyTable.open(key, time);
  private final TableKeySource elsewhere = keyTable.open();
  private final List<Keyring> keys = new ArrayList<>();

  @BeforeEach
  void loadNames() {
    for (int i = 0; i < NAMES; i++) {
      keys.add(source.keyring("" + i));
    }
  }

  /** As a file that is full. */
  private static final class FullLog extends Handler {
    private int refused; // lines that are

    FullLog(int refused) {
      this.refused = refused;
    }

    @Override
    public void publish(LogRecord line) {
      if (refused-- > 0) {
        throw new IllegalStateException("The disk is full");
      }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  private static void withFullLog(String name, Runnable action) {
    withLog(name, new FullLog(Integer.MAX_VALUE), action);
  }

  private static void withLog(String name, FullLog full, Runnable action) {
    Logger logger = Logger.getLogger(name);
    logger.addHandler(full);
    try {
      action.run();
    } finally {
      logger.removeHandler(full);
    }
  }

  @Test
  void lookWhoseFailureCannotBeSaid_isNotTheLast() {
    table.down = true;
    withFullLog(
        "io.sealcache.keys",
        () ->
            assertThatIllegalStateException()
                .isThrownBy(() -> time.pass(LOOK))
                .withMessage("The disk is full"));
    assertThat(CapturedLog.of("io.sealcache.keys", () -> time.pass(LOOK)))
        .as("said as soon as it can be")
        .singleElement()
        .asString()
        .contains("can't be looked at");
    table.down = false;
    elsewhere.forget("0");

    assertThat(CapturedLog.of("io.sealcache.keys", () -> time.pass(LOOK)))
        .anyMatch(line -> line.equals("INFO Key table in memory can be looked at again"));
    assertThat(keys.get(0).current().isDestroyed()).isTrue();
  }

  @Test
  void keysOfForgottenNames_areDestroyedThoughNobodyIsTold() {
    for (int i = 0; i < NAMES; i++) {
      elsewhere.forget("" + i);
    }

    List<String> log =
        CapturedLog.of(
            "io.sealcache.keys", () -> withFullLog("io.sealcache.audit", () -> time.pass(LOOK)));

    assertThat(keys).allMatch(each -> each.current().isDestroyed());
    assertThat(log).singleElement().asString().contains("The disk is full");
  }

  @Test
  void nameThatNobodyIsToldOf_isNoReasonNotToTellOfOthers() {
    for (int i = 0; i < NAMES; i++) {
      elsewhere.forget("" + i);
    }

    withLog("io.sealcache.audit", new FullLog(1), () -> time.pass(LOOK));

    assertThat(source.history()).containsEntry("keys-gone", NAMES - 1L);
  }

  @Test
  void keysThatWereRenewed_areTakenUpThoughNobodyIsTold() {
    keyTable.renewNamesLater();

    withFullLog(
        "io.sealcache.audit",
        () -> {
          for (int look = 0; look < 2; look++) {
            time.pass(LOOK);
            assertThat(source.keyring("0").previous()).isEmpty();
          }
        });

    int unwraps = key.unwraps.get();
    assertThat(source.keyring("0").previous()).hasSize(1);
    assertThat(key.unwraps).as("it was loaded").hasValue(unwraps);
  }
}
