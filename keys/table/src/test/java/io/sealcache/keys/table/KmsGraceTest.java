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

  @ParameterizedTest
  @ValueSource(strings = {"PT1M", "PT12H"})
  void changedNamesThatTakeLong_leaveTheServiceForTheFirstRecordAfterOneLook(Duration maxAge)
      throws Exception {
    Duration look = REFRESH.compareTo(maxAge.dividedBy(4)) < 0 ? REFRESH : maxAge.dividedBy(4);
    Duration unwrap = Duration.ofSeconds(5);
    var slow = new ManualScheduler(0);
    TableKeySource many = open(maxAge, slow);
    for (int i = 0; i < NAMES; i++) {
      many.keyring("" + i);
    }
    keyTable.renewLater(KeyTable.ROOT_ID);
    slow.hold(Duration.ZERO);
    slow.pass(look);
    key.askedFor.clear();
    key.whenAsked = () -> slow.standStill(unwrap);

    long begun = slow.nanoTime();
    slow.runHeld();
    assertThat(Duration.ofNanos(slow.nanoTime() - begun)).isBetween(look, look.plus(unwrap));
    int first = Set.copyOf(key.askedFor).size();

    slow.pass(look);
    slow.runHeld();
    assertThat(Set.copyOf(key.askedFor)).as("other ones").hasSizeGreaterThan(first);
  }
}
