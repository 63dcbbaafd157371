package io.sealcache.keys.table;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.sealcache.core.Keyring;
import io.sealcache.internal.concurrent.ManualScheduler;
import io.sealcache.keys.RenewalTimes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** The first record of a table: as it was, with another key, or of another table. */
class RootKeysTest {
  private static final Duration MAX_AGE = Duration.ofMinutes(1);

  private final MemoryKeyTable table = new MemoryKeyTable();
  private final CountingKey key = new CountingKey(1);
  private final ManualScheduler time = new ManualScheduler(0);
  private final TableRecords records = records(table);
  private final TableKeySource source =
      new TableKeySource(records, KeyTableOptions.of(MAX_AGE, 100), time);
  private final List<Keyring> dropped = new ArrayList<>();
  private final Consumer<Keyring> listener = dropped::add;

  private TableRecords records(MemoryKeyTable of) {
    return new TableRecords(of, key, KeyTableOptions.of(MAX_AGE, 100), InstantSource.system());
  }

  private Keyring watched() {
    Keyring keyring = source.keyring(null);
    keyring.addDropListener(listener);
    return keyring;
  }

  @Test
  void recordThatStays_leavesItsKeysInUse() {
    Keyring keyring = watched();

    time.pass(MAX_AGE.multipliedBy(2));

    assertThat(source.keyring(null)).isSameAs(keyring);
    assertThat(dropped).isEmpty();
  }

  @Test
  void recordThatGetsAKey_isTakenUpAndTold() {
    Keyring before = watched();
    Instant later = Instant.now().plus(Duration.ofDays(2));
    RenewalTimes times =
        new RenewalTimes(Duration.ofDays(1), MAX_AGE.multipliedBy(2), Duration.ofDays(1));
    var options = KeyTableOptions.of(MAX_AGE, 100);
    new KeyTableRotation(new TableRecords(table, key, options, () -> later), MAX_AGE)
        .renew(times, 1_000, "", progress -> {});

    time.pass(MAX_AGE);

    Keyring after = source.keyring(null);
    assertThat(after.current().isSameKey(before.current())).isTrue();
    assertThat(after.previous()).hasSize(1);
    assertThat(dropped).containsExactly(before);
    assertThat(source.history()).containsEntry("key-added", 1L);
  }

  @Test
  void recordOfAnotherTable_isRefusedUntilItsOwnIsBack() {
    Keyring before = source.keyring(null);
    String own = requireNonNull(table.records.get(KeyTable.ROOT_ID));
    var other = new MemoryKeyTable();
    new TableKeySource(records(other), KeyTableOptions.of(MAX_AGE, 100), new ManualScheduler(0));
    table.records.put(KeyTable.ROOT_ID, requireNonNull(other.records.get(KeyTable.ROOT_ID)));

    time.pass(MAX_AGE);

    assertThatIllegalStateException()
        .isThrownBy(() -> source.keyring(null))
        .withMessage("Key table in memory is another one than it was");
    assertThatIllegalStateException().isThrownBy(() -> source.keyring("one"));
    assertThat(table.names()).as("none is made under ids of the table of before").isZero();
    table.records.put(KeyTable.ROOT_ID, own);
    time.pass(Duration.ofSeconds(1)); // for which a failure is remembered
    assertThat(source.keyring(null)).isSameAs(before);
  }
}
