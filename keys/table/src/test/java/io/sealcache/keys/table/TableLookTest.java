package io.sealcache.keys.table;

import static io.sealcache.keys.table.TimedKeyTable.MAX_AGE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.sealcache.core.Keyring;
import io.sealcache.fixture.CapturedLog;
import io.sealcache.internal.concurrent.ManualScheduler;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The faults of one name are no other's business, above all not of one that is forgotten. */
class TableLookTest {
  private static final Duration LOOK = MAX_AGE.dividedBy(4);
  private static final int NAMES = 50;

  private final TimedKeyTable keyTable = new TimedKeyTable();
  private final MemoryKeyTable table = keyTable.table;
  private final ServiceKey key = new ServiceKey(1);
  private final ManualScheduler time = new ManualScheduler(0);
  private final TableKeySource source = keyTable.open(key, time);
  private final TableKeySource elsewhere = keyTable.open();
  private final Map<String, Keyring> keys = new LinkedHashMap<>();

  @BeforeEach
  void loadNames() {
    for (int i = 0; i < NAMES; i++) {
      keys.put("" + i, source.keyring("" + i));
    }
    key.unwraps.set(0);
  }

  private void forgetElsewhere(int from) {
    for (int i = from; i < NAMES; i++) {
      elsewhere.forget("" + i);
    }
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
    assertThat(source.keyring("0")).isSameAs(keys.get("0"));
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
    assertThatIllegalStateException().isThrownBy(() -> source.keyring("0"));
    assertThat(source.history().get("name-keys-not-loaded")).isPositive();
  }

  @Test
  void recordsThatHaveChanged_areUnwrappedForWhoeverNeedsThem() {
    keyTable.renewNamesLater();

    time.pass(LOOK);

    assertThat(key.unwraps).hasValue(0);
    assertThat(source.keyring("0")).as("in use meanwhile").isSameAs(keys.get("0"));
    assertThat(source.keyring("0").previous()).hasSize(1);
    assertThat(key.unwraps).hasValue(1);
    assertThat(isDestroyed(0)).as("an operation may use it yet").isFalse();
  }

  /** Well-formed, but not what the key has wrapped. */
  private static String changed(String record) {
    int at = record.lastIndexOf("secrets=") + 8;
    char next = record.charAt(at) == 'A' ? 'B' : 'A';
    return record.substring(0, at) + next + record.substring(at + 1);
  }

  @Test
  void serviceThatIsDown_leavesTheBoundAsItIsAndIsAskedByNoLook() {
    keyTable.renewNamesLater();
    forgetElsewhere(10);
    key.down = true;

    time.pass(LOOK);
    assertThat(destroyed()).isEqualTo(NAMES - 10);
    time.pass(MAX_AGE.minus(LOOK).minusNanos(1));
    assertThat(destroyed()).isEqualTo(NAMES - 10);
    time.pass(Duration.ofNanos(1));
    assertThat(destroyed()).as("nobody knows whether they are forgotten").isEqualTo(NAMES);
    assertThat(key.unwraps).hasValue(0);

    key.down = false;
    assertThat(source.keyring("0").previous()).hasSize(1);
  }

  @Test
  void serviceThatIsDown_leavesNamesThatHaveChangedInUseUntilTheirAge() {
    keyTable.renewNamesLater();
    key.down = true;
    time.pass(LOOK);
    for (int i = 0; i < 10; i++) {
      assertThat(source.keyring("0")).isSameAs(keys.get("0"));
    }
    assertThat(key.unwraps).as("once a look").hasValue(1);
    time.pass(LOOK);
    assertThat(source.keyring("0")).isSameAs(keys.get("0"));
    assertThat(key.unwraps).hasValue(2);
    time.pass(MAX_AGE.minus(LOOK.multipliedBy(2)));

    assertThatIllegalStateException().isThrownBy(() -> source.keyring("0"));
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
  void confirmationThatAnErrorEnds_leavesTheBoundAsItIs() {
    keyTable.renewLater();
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
    keyTable.renewLater();
    forgetElsewhere(0);
    key.down = true;

    time.pass(LOOK.multipliedBy(2));

    assertThat(destroyed()).isEqualTo(NAMES);
  }
}
