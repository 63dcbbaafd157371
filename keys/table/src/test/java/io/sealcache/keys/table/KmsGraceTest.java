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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A key-encryption key that is withdrawn, while its table is as it was. */
class KmsGraceTest {
  private static final Duration REFRESH = Duration.ofMinutes(5);
  private static final Duration GRACE = Duration.ofHours(1);

  private static final int NAMES = 100;

  private final TimedKeyTable keyTable = new TimedKeyTable();
  private final MemoryKeyTable table = keyTable.table;
  private final ManualScheduler time = new ManualScheduler(0);
  private final ServiceKey key = new ServiceKey(1);
  private final TableKeySource source = open(MAX_AGE, time);

  private TableKeySource open(Duration maxAge, ManualScheduler scheduler) {
    KeyTableOptions options =
        new KeyTableOptions(
            maxAge, NAMES, null, new RefreshTimes(REFRESH, GRACE), AuditNames.HASHED, "");
    return new TableKeySource(
        new TableRecords(table, key, options, () -> keyTable.now), options, scheduler);
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
    for (int i = 0; i < NAMES; i++) {
      source.keyring("" + i);
    }
    keyTable.renewLater(KeyTable.ROOT_ID);
    key.unwraps.set(0);

    time.pass(GRACE);

    assertThat(key.unwraps.get()).isBetween(10, 12);
  }

  /** Operations ask for all names; what has to be loaded anew is held back. */
  private static void useNames(TableKeySource many) {
    for (int i = 0; i < NAMES; i++) {
      many.keyring("" + i);
    }
  }

  private static void runAllHeld(ManualScheduler scheduler) throws InterruptedException {
    while (scheduler.heldBack() > 0) {
      scheduler.runHeld();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT1M", "PT12H"})
  void changedNamesThatTakeLong_leaveTheServiceForTheFirstRecordAfterOneLook(Duration maxAge)
      throws Exception {
    Duration look = REFRESH.compareTo(maxAge.dividedBy(4)) < 0 ? REFRESH : maxAge.dividedBy(4);
    Duration unwrap = Duration.ofSeconds(5);
    var slow = new ManualScheduler(0);
    TableKeySource many = open(maxAge, slow);
    useNames(many);
    keyTable.renewLater(KeyTable.ROOT_ID);
    slow.hold(Duration.ZERO);
    slow.pass(look);
    useNames(many);
    key.askedFor.clear();
    key.whenAsked = () -> slow.standStill(unwrap);

    long begun = slow.nanoTime();
    runAllHeld(slow);
    assertThat(Duration.ofNanos(slow.nanoTime() - begun)).isBetween(look, look.plus(unwrap));
    int first = Set.copyOf(key.askedFor).size();

    slow.pass(look);
    useNames(many);
    runAllHeld(slow);
    assertThat(Set.copyOf(key.askedFor)).as("other ones").hasSizeGreaterThan(first);
  }

  @Test
  void changedNames_areNoReasonToAskAServiceThatIsDownMoreThanThriceALook() throws Exception {
    useNames(source);
    keyTable.renewLater(KeyTable.ROOT_ID);
    time.hold(Duration.ZERO);
    key.down = true;
    for (int look = 0; look < 2; look++) {
      time.pass(MAX_AGE.dividedBy(4));
      useNames(source);
      key.unwraps.set(0);

      runAllHeld(time);

      assertThat(key.unwraps).hasValue(3);
    }
  }
}
