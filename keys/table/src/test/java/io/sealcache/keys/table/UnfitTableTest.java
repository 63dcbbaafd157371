package io.sealcache.keys.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.sealcache.fixture.CapturedLog;
import io.sealcache.internal.concurrent.ManualScheduler;
import io.sealcache.keys.FixedWrappingKey;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tables that are out of reach, lost, broken or of another key. */
class UnfitTableTest {
  private static final Duration MAX_AGE = Duration.ofMinutes(1);

  private final MemoryKeyTable table = new MemoryKeyTable();
  private final ManualScheduler time = new ManualScheduler(0);
  private final TableKeySource source = open(time);

  private TableKeySource open(ManualScheduler scheduler) {
    return new TableKeySource(
        new TableRecords(
            table,
            FixedWrappingKey.of(1),
            KeyTableOptions.of(MAX_AGE, 100),
            InstantSource.system()),
        KeyTableOptions.of(MAX_AGE, 100),
        scheduler);
  }

  @Test
  void brokenRecord_failsAndNothingIsMadeInItsPlace() {
    source.keyring("one");
    String id = source.recordId("one");
    for (String broken : List.of("", "version=3", "key.a=" + "0".repeat(64))) {
      table.records.replaceAll((at, record) -> at.equals(KeyTable.ROOT_ID) ? record : broken);

      assertThatIllegalStateException()
          .isThrownBy(() -> open(new ManualScheduler(0)).keyring("one"))
          .withMessageContaining("Key table in memory, record " + id);
      assertThat(table.records.values()).contains(broken);
    }
  }

  @Test
  void firstRecordThatIsLost_isNotMadeAgain() {
    source.keyring("one");
    table.records.remove("0".repeat(32));

    time.standStill(MAX_AGE);

    assertThatIllegalStateException()
        .isThrownBy(() -> source.keyring(null))
        .withMessageContaining("has lost its first record");
    assertThat(table.records).hasSize(1);
  }

  @Test
  void newTable_isSaidInTheLog() {
    assertThat(CapturedLog.of("io.sealcache.keys", () -> open(new ManualScheduler(0)))).isEmpty();

    table.records.clear();
    assertThat(CapturedLog.of("io.sealcache.keys", () -> open(new ManualScheduler(0))))
        .singleElement()
        .asString()
        .startsWith("WARNING Key table in memory was empty and has its first keys now.");
  }
}
