package io.sealcache.keys.table;

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
  void recordThatIsRefused_leavesTheBoundOfOthersAsItIs() {
    table.records.computeIfPresent(source.recordId("0"), (id, mine) -> changed(mine));
    forgetElsewhere(1);

    time.pass(LOOK);
    assertThat(destroyed()).isEqualTo(NAMES - 1);
    time.pass(MAX_AGE.minus(LOOK));
    assertThat(isDestroyed(0)).as("seen last a maximum age ago").isTrue();
    assertThat(source.history().get("name-keys-not-loaded")).isPositive();
  }

  @Test
  void recordsThatAreRefused_areNoReasonNotToAskForOthers() {
    for (String name : keys.keySet()) {
      table.records.computeIfPresent(source.recordId(name), (id, mine) -> changed(mine));
    }

    time.pass(LOOK);

    assertThat(key.asked).isEqualTo(NAMES);
  }

  /** Well-formed, but not what the key has wrapped. */
  private static String changed(String record) {
    int at = record.lastIndexOf("wrapped=") + 8;
    char next = record.charAt(at) == 'A' ? 'B' : 'A';
    return record.substring(0, at) + next + record.substring(at + 1);
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
    key.failing.add(source.recordId("0")); // fewer than end a look
    key.failing.add(source.recordId("1"));
    renewNames();

    time.pass(MAX_AGE.minusNanos(1));

    key.asked = 0;
    for (int i = 2; i < NAMES; i++) {
      assertThat(source.keyring("" + i).previous()).hasSize(1);
    }
    assertThat(key.asked).as("all were loaded by looks").isZero();
    assertThat(source.keyring("0")).as("in use until its age is over").isSameAs(keys.get("0"));
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

    time.pass(LOOK.multipliedBy(2));

    assertThat(destroyed()).isEqualTo(NAMES);
  }
}
