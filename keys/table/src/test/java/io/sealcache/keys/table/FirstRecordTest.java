package io.sealcache.keys.table;

import static io.sealcache.keys.table.TimedKeyTable.MAX_AGE;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.sealcache.core.Keyring;
import io.sealcache.internal.concurrent.ManualScheduler;
import io.sealcache.keys.RefreshTimes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** The first record of a table: as it was, with another key, or of another table. */
class FirstRecordTest {

  private final TimedKeyTable keyTable = new TimedKeyTable();
  private final MemoryKeyTable table = keyTable.table;
  private final ServiceKey key = new ServiceKey(1);
  private final ManualScheduler time = new ManualScheduler(0);
  private final TableKeySource source = keyTable.open(key, time);
  private final List<Keyring> dropped = new ArrayList<>();
  private final Consumer<Keyring> listener = dropped::add;

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
    keyTable.renewLater();

    time.pass(MAX_AGE);

    Keyring after = source.keyring(null);
    assertThat(after.current().isSameKey(before.current())).isTrue();
    assertThat(after.previous()).hasSize(1);
    assertThat(dropped).containsExactly(before);
    assertThat(source.history()).containsEntry("key-added", 1L);
  }

  /** The service takes its time for the older one. */
  @Test
  void recordThatWasReadBeforeANewerOne_doesNotTakeItsPlace() {
    source.keyring(null);
    List<Keyring> newer = new ArrayList<>();
    key.whenAsked =
        () -> {
          key.whenAsked = () -> {};
          keyTable.renewLater();
          time.standStill(MAX_AGE);
          newer.add(source.keyring(null));
        };

    time.pass(RefreshTimes.standard().refreshAfter());

    assertThat(newer).singleElement().satisfies(it -> assertThat(it.previous()).hasSize(1));
    assertThat(source.keyring(null)).isSameAs(newer.get(0));
    assertThat(source.history()).containsEntry("key-added", 1L).containsEntry("key-retired", 0L);
  }

  @Test
  void recordOfAnotherTable_isRefusedUntilItsOwnIsBack() {
    Keyring before = source.keyring(null);
    String own = requireNonNull(table.records.get(KeyTable.ROOT_ID));
    var other = new TimedKeyTable();
    other.open();
    table.records.put(KeyTable.ROOT_ID, requireNonNull(other.table.records.get(KeyTable.ROOT_ID)));

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

  /** A database that failed over to an empty one, or a mount point. */
  private Map<String, String> empty() {
    Map<String, String> before = Map.copyOf(table.records);
    table.records.clear();
    return before;
  }

  @Test
  void forget_inATableThatIsEmptyNow_fails() {
    source.keyring("one");
    Map<String, String> before = empty();

    assertThatIllegalStateException()
        .isThrownBy(() -> source.forget("one"))
        .withMessageContaining("has lost its first record");
    assertThat(source.history())
        .containsEntry("no-keys-to-erase", 0L)
        .containsEntry("keys-not-erased", 1L);

    table.records.putAll(before);
    assertThat(source.forget("one")).isTrue();
  }

  @Test
  void forget_ofKeysThatAreThere_needsNoServiceThatConfirmsTheFirstRecord() {
    source.keyring("one");
    keyTable.renewLater();
    key.down = true;

    assertThat(source.forget("one")).isTrue();
  }

  @Test
  void namesOfATableThatIsEmptyNow_areNeitherLostNorMade() {
    Keyring one = source.keyring("one");
    time.standStill(MAX_AGE);
    source.keyring(null); // has the first record seen, and no name
    Map<String, String> before = empty();

    for (String name : new String[] {"one", "new"}) {
      assertThatIllegalStateException().isThrownBy(() -> source.keyring(name));
      assertThatIllegalStateException().isThrownBy(() -> source.existingKeyring(name));
    }
    assertThat(table.records).isEmpty();
    assertThat(source.history()).containsEntry("keys-gone", 0L);

    table.records.putAll(before);
    time.pass(Duration.ofSeconds(1)); // for which a failure is remembered
    assertThat(source.keyring("one")).isSameAs(one);
  }

  @Test
  void tableThatIsEmptiedInTheMiddleOfALook_losesNoNames() {
    Keyring one = source.keyring("one");
    table.whenLookedAt = table.records::clear;

    time.pass(MAX_AGE.dividedBy(4));

    assertThat(one.current().isDestroyed()).isFalse();
    assertThat(source.history()).containsEntry("keys-gone", 0L);
  }
}
