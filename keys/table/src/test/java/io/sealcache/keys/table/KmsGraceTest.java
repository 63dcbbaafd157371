package io.sealcache.keys.table;

import static io.sealcache.keys.table.TimedKeyTable.MAX_AGE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.sealcache.core.Keyring;
import io.sealcache.encryption.AuditNames;
import io.sealcache.internal.concurrent.ManualScheduler;
import io.sealcache.keys.RefreshTimes;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A key-encryption key that is withdrawn, while its table is as it was. */
class KmsGraceTest {
  private static final Duration REFRESH = Duration.ofMinutes(5);
  private static final Duration GRACE = Duration.ofHours(1);

  private static final int NAMES = 100;

  private final TimedKeyTable keyTable = new TimedKeyTable();
  private final MemoryKeyTable table = keyTable.table;
  private final ManualScheduler time = new ManualScheduler(0);
  private final ServiceKey key = new ServiceKey(1);
  private final TableKeySource source = open();

  private TableKeySource open() {
    KeyTableOptions options =
        new KeyTableOptions(
            MAX_AGE, NAMES, new RefreshTimes(REFRESH, GRACE), AuditNames.HASHED, "");
    return new TableKeySource(
        new TableRecords(table, key, null, options, () -> keyTable.now), options, time);
  }

  @Test
  void keyThatAnswers_isAskedOnceEachRefreshHoweverManyNamesThereAre() {
    for (int i = 0; i < 50; i++) {
      source.keyring("name " + i);
    }
    key.unwraps.set(0);

    time.pass(GRACE);

    assertThat(key.unwraps.get()).isBetween(10, 12);
  }

  @Test
  void keysOfAllNames_areGivenUpAfterTheGraceAndComeBack() {
    Keyring one = source.keyring("one");
    key.down = true;
    time.pass(GRACE.minus(MAX_AGE));
    assertThat(source.keyring("one")).isSameAs(one);

    time.pass(MAX_AGE.multipliedBy(2));
    for (String name : new String[] {"one", "new", null}) {
      assertThatIllegalStateException()
          .isThrownBy(() -> source.keyring(name))
          .withMessageContainingAll("PT1H", "sealcache.kms.grace", "withdrawn");
    }
    assertThat(one.current().isDestroyed()).isTrue();

    key.down = false;
    time.pass(MAX_AGE);
    assertThat(source.keyring("one")).hasToString(one.toString());
    assertThat(source.keyring(null).current().isDestroyed()).isFalse();
  }

  @Test
  void namesThatHaveChanged_areNoReasonToAskIt() {
    useNames();
    keyTable.renewNamesLater();
    key.unwraps.set(0);

    time.pass(GRACE);

    assertThat(key.unwraps.get()).isBetween(10, 12);
  }

  /** Operations ask for all names. */
  private void useNames() {
    for (int i = 0; i < NAMES; i++) {
      source.keyring("" + i);
    }
  }

  @Test
  void changedNames_haveTheirTurnOneByOneSoThatTheFirstRecordWaitsForOneAtMost() throws Exception {
    useNames();
    keyTable.renewNamesLater();
    time.hold(Duration.ZERO);
    time.pass(MAX_AGE.dividedBy(4));
    key.askedFor.clear();
    for (int turn = 1; turn <= 3; turn++) {
      useNames();
      assertThat(time.heldBack()).isEqualTo(1);

      time.runHeld();
      useNames();
      assertThat(time.heldBack()).as("the end of the turn").isEqualTo(1);
      time.runHeld();
      assertThat(Set.copyOf(key.askedFor)).hasSize(turn);
    }
  }

  @Test
  void changedNames_areNoReasonToAskAServiceThatIsDownMoreThanOnceASecond() {
    useNames();
    keyTable.renewNamesLater();
    time.pass(MAX_AGE.dividedBy(4));
    key.down = true;
    key.unwraps.set(0);

    for (int i = 0; i < 100; i++) {
      useNames();
      time.pass(Duration.ofMillis(100));
    }

    assertThat(key.unwraps.get()).isBetween(9, 11);
  }

  @Test
  void changedNamesThatCannotBeLoaded_standInTheWayOfOthersForASecondEach() {
    useNames();
    keyTable.renewNamesLater();
    time.pass(MAX_AGE.dividedBy(4));
    int failing = 5;
    for (int i = 0; i < failing; i++) {
      key.failing.add(source.recordId("" + i));
    }

    for (int i = 0; i < failing; i++) {
      useNames();
      time.pass(Duration.ofSeconds(1));
    }
    useNames();

    assertThat(source.keyring("" + failing).previous()).hasSize(1);
  }

  @Test
  void confirmation_isToldAsNoLoadOfANamesKeys() {
    time.pass(GRACE);

    assertThat(key.unwraps.get()).isPositive();
    assertThat(source.history()).containsEntry("name-keys-loaded", 0L);
  }
}
