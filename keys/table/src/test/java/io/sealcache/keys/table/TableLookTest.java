package io.sealcache.keys.table;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.sealcache.core.Keyring;
import io.sealcache.fixture.CapturedLog;
import io.sealcache.internal.concurrent.ManualScheduler;
import io.sealcache.keys.KeyEncryptionKey;
import io.sealcache.keys.RenewalTimes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The faults of one name are no other's business, above all not of one that is forgotten. */
class TableLookTest {
  private static final Duration MAX_AGE = Duration.ofMinutes(1);
  private static final Duration LOOK = MAX_AGE.dividedBy(4);
  private static final int NAMES = 50;

  private final MemoryKeyTable table = new MemoryKeyTable();
  private final FaultyKey key = new FaultyKey();
  private final ManualScheduler time = new ManualScheduler(0);
  private final TableKeySource source = open(key, time);
  private final TableKeySource elsewhere = open(new FaultyKey(), new ManualScheduler(0));
  private final Map<String, Keyring> keys = new LinkedHashMap<>();

  private TableRecords records(KeyEncryptionKey by) {
    return new TableRecords(table, by, KeyTableOptions.of(MAX_AGE, 100), InstantSource.system());
  }

  private TableKeySource open(KeyEncryptionKey by, ManualScheduler scheduler) {
    return new TableKeySource(records(by), KeyTableOptions.of(MAX_AGE, 2 * NAMES), scheduler);
  }

  @BeforeEach
  void loadNames() {
    for (int i = 0; i < NAMES; i++) {
      keys.put("" + i, source.keyring("" + i));
    }
    key.asked = 0;
  }

  private void forgetElsewhere(int from) {
    for (int i = from; i < NAMES; i++) {
      elsewhere.forget("" + i);
    }
  }

  /** Gives each one more key. */
  private void renew(String after) {
    RenewalTimes times = new RenewalTimes(Duration.ofDays(1), MAX_AGE.multipliedBy(2), MAX_AGE);
    Instant later = Instant.now().plus(Duration.ofDays(2));
    var options = KeyTableOptions.of(MAX_AGE, 100);
    new KeyTableRotation(new TableRecords(table, new FaultyKey(), options, () -> later), MAX_AGE)
        .renew(times, 1_000_000, after, progress -> {});
  }

  private void renewNames() {
    renew(KeyTable.ROOT_ID);
  }

  private boolean isDestroyed(int name) {
    Keyring keyring = keys.get("" + name);
    return keyring == null || keyring.current().isDestroyed();
  }

  private long destroyed() {
    return keys.values().stream().filter(each -> each.current().isDestroyed()).count();
  }

  private long loadedAnew() {
    return keys.entrySet().stream()
        .filter(each -> source.keyring(each.getKey()) != each.getValue())
        .count();
  }

  @Test
  void brokenRecord_leavesTheBoundOfOthersAsItIs() {
    table.records.put(source.recordId("0"), "broken");
    forgetElsewhere(1);

    List<String> log = CapturedLog.of("io.sealcache.keys", () -> time.pass(LOOK));

    assertThat(destroyed()).isEqualTo(NAMES - 1);
    assertThat(log).as("the table can be looked at").isEmpty();
    assertThat(source.history())
        .containsEntry("name-keys-not-loaded", 1L)
        .containsEntry("keys-gone", NAMES - 1L);
  }

  @Test
  void keysOfABrokenRecord_areDestroyedWithTheirAge() {
    table.records.put(source.recordId("0"), "broken");

    time.pass(MAX_AGE.minusNanos(1));
    assertThat(isDestroyed(0)).isFalse();
    time.pass(Duration.ofNanos(1));
    assertThat(isDestroyed(0)).isTrue();
    assertThat(destroyed()).isEqualTo(1);
    assertThatIllegalStateException().isThrownBy(() -> source.keyring("0"));
  }

  @Test
  void recordThatIsRefused_isAskedForOnceUntilItChanges() {
    String id = source.recordId("0");
    String mine = requireNonNull(table.records.get(id));
    table.records.put(id, changed(mine, 1));
    forgetElsewhere(1);

    time.pass(LOOK.multipliedBy(3));
    assertThat(key.asked).isEqualTo(1);
    assertThat(destroyed()).isEqualTo(NAMES - 1);

    table.records.put(id, changed(mine, 2));
    time.pass(LOOK);
    assertThat(key.asked).isEqualTo(2);
    assertThat(isDestroyed(0)).as("seen last a maximum age ago").isTrue();
    time.pass(MAX_AGE);
    assertThat(key.asked).isEqualTo(2);
  }

  @Test
  void recordsThatAreRefused_areNoReasonNotToAskForOthers() {
    for (String name : keys.keySet()) {
      table.records.computeIfPresent(source.recordId(name), (id, mine) -> changed(mine, 1));
    }

    time.pass(LOOK);

    assertThat(key.asked).isEqualTo(NAMES);
  }

  /** Well-formed, but not what the key has wrapped. */
  private static String changed(String record, int times) {
    String changed = record;
    for (int i = 0; i < times; i++) {
      int at = changed.lastIndexOf("wrapped=") + 8 + i;
      char next = changed.charAt(at) == 'A' ? 'B' : 'A';
      changed = changed.substring(0, at) + next + changed.substring(at + 1);
    }
    return changed;
  }

  @Test
  void serviceThatIsDown_leavesTheBoundAsItIsAndIsAskedThreeTimesALook() {
    renewNames();
    forgetElsewhere(10);
    key.down = true;

    time.pass(LOOK);
    assertThat(destroyed()).isEqualTo(NAMES - 10);
    assertThat(key.asked).isEqualTo(3);
    time.pass(MAX_AGE.minus(LOOK).minusNanos(1));
    assertThat(destroyed()).isEqualTo(NAMES - 10);
    time.pass(Duration.ofNanos(1));
    assertThat(destroyed()).as("nobody knows whether they are forgotten").isEqualTo(NAMES);
    assertThat(key.asked).isEqualTo(4 * 3);
    time.pass(MAX_AGE);
    assertThat(key.asked).isEqualTo(4 * 3);

    key.down = false;
    assertThat(source.keyring("0").previous()).hasSize(1);
  }

  @Test
  void serviceThatFailsForSomeNames_isAskedForAllOthers() {
    for (int i = 0; i < 10; i++) {
      key.failing.add(source.recordId("" + i * 5));
    }
    renewNames();

    time.pass(MAX_AGE.minusNanos(1));

    key.asked = 0;
    for (int i = 0; i < NAMES; i++) {
      if (i % 5 != 0) {
        assertThat(source.keyring("" + i).previous()).hasSize(1);
      }
    }
    assertThat(key.asked).as("all were loaded by looks").isZero();
    assertThat(source.keyring("0")).as("in use until its age is over").isSameAs(keys.get("0"));
  }

  @Test
  void namesForWhichTheServiceFailed_comeLast() {
    renewNames();
    key.askedFor.clear();
    key.down = true;
    time.pass(LOOK);
    key.down = false;
    key.failing.addAll(key.askedFor);
    assertThat(key.failing).hasSize(3);

    time.pass(LOOK);

    key.asked = 0;
    assertThat(loadedAnew()).isEqualTo(NAMES - 3);
    assertThat(key.asked).as("all others were loaded by that look").isZero();
  }

  @Test
  void serviceThatIsSlow_doesNotDelayTheNextLook() {
    renewNames();
    key.whenAsked = () -> time.standStill(LOOK.dividedBy(5));

    time.pass(LOOK);

    assertThat(key.asked).isBetween(5, 7);
    key.whenAsked = () -> {};
    time.pass(LOOK.multipliedBy(2));
    assertThat(key.asked).isEqualTo(NAMES);
    assertThat(loadedAnew()).isEqualTo(NAMES);
  }

  private void assertFailedLooksEndAllWithTheirAge() {
    List<String> log = CapturedLog.of("io.sealcache.keys", () -> time.pass(MAX_AGE.minusNanos(1)));
    assertThat(log).singleElement().asString().contains("can't be looked at");
    assertThat(destroyed()).isZero();
    time.pass(Duration.ofNanos(1));
    assertThat(destroyed()).isEqualTo(NAMES);
  }

  @Test
  void firstRecordThatIsBroken_endsAllWithTheirAge() {
    table.records.put(KeyTable.ROOT_ID, "broken");

    assertFailedLooksEndAllWithTheirAge();
  }

  @Test
  void tableThatIsDown_endsAllWithTheirAge() {
    table.breakDown();

    assertFailedLooksEndAllWithTheirAge();
  }

  @Test
  void lookThatAnErrorEnds_leavesTheBoundAsItIs() {
    renewNames();
    key.whenAsked =
        () -> {
          throw new NoClassDefFoundError("of the service's library");
        };

    time.pass(MAX_AGE.minusNanos(1));
    assertThat(destroyed()).isZero();
    time.pass(Duration.ofNanos(1));
    assertThat(destroyed()).isEqualTo(NAMES);
  }

  @Test
  void firstRecordThatCannotBeUnwrappedNow_isNoReasonToKeepForgottenNames() {
    renew("");
    forgetElsewhere(0);
    key.down = true;

    time.pass(LOOK);

    assertThat(destroyed()).isEqualTo(NAMES);
  }
}
