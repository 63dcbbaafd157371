package io.sealcache.keys.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealcache.core.Keyring;
import io.sealcache.fixture.CapturedLog;
import io.sealcache.internal.concurrent.ManualScheduler;
import io.sealcache.keys.FixedWrappingKey;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
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
  void tableOutOfReach_isBridgedForTheMaximumAgeAndThenNothingGoes() {
    Keyring one = source.keyring("one");
    List<String> log =
        CapturedLog.of(
            "io.sealcache.keys",
            () -> {
              table.down = true;
              time.pass(MAX_AGE.dividedBy(2));
              assertThat(source.keyring("one")).isSameAs(one);
              assertThatThrownBy(() -> source.keyring("new")).hasMessage("The table is down");

              time.pass(MAX_AGE.dividedBy(2));
              for (@Nullable String name : new @Nullable String[] {"one", null}) {
                assertThatThrownBy(() -> source.keyring(name)).hasMessage("The table is down");
                assertThatThrownBy(() -> source.existingKeyring(name))
                    .hasMessage("The table is down");
              }

              assertThat(one.current().isDestroyed()).isTrue();
              table.down = false;
              time.pass(Duration.ofSeconds(1)); // for which a failure is remembered
              assertThat(source.keyring("one")).hasToString(one.toString());
              time.pass(MAX_AGE);
            });
    assertThat(log)
        .containsExactly(
            "WARNING Key table in memory can't be looked at: java.lang.IllegalStateException: The"
                + " table is down. Keys stay in use for PT1M after they were last seen in it",
            "INFO Key table in memory can be looked at again");
  }

  @Test
  void keysOfAnotherWrappingKey_areRefusedAtTheStart() {
    assertThatThrownBy(
            () ->
                new TableKeySource(
                    new TableRecords(
                        table,
                        FixedWrappingKey.of(2),
                        KeyTableOptions.of(MAX_AGE, 100),
                        InstantSource.system()),
                    KeyTableOptions.of(MAX_AGE, 10),
                    new ManualScheduler(0)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContainingAll("Key table in memory", "does not open with this wrapping key");
  }

  @Test
  void brokenRecord_failsAndNothingIsMadeInItsPlace() {
    source.keyring("one");
    String id = source.recordId("one");
    for (String broken : List.of("", "version=2", "key.a.secret=" + "0".repeat(64))) {
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
