package io.sealcache.keys.table;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.sealcache.CapturedLog;
import io.sealcache.core.IndexKey;
import io.sealcache.core.Keyring;
import io.sealcache.core.MasterKey;
import io.sealcache.internal.concurrent.ManualScheduler;
import io.sealcache.internal.text.LoggerName;
import io.sealcache.keys.FixedKey;
import io.sealcache.keys.KeyRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MoveTest {
  private static final int DERIVED_INDEX = MasterKey.of(FixedKey.secret(13)).id();
  private static final Instant LATER = MovingKeys.UNTIL.plus(Duration.ofDays(10));

  private final MovingKeys moving = new MovingKeys();

  private static int index(Keyring keyring, String tenant, String cache) {
    try (IndexKey key = keyring.indexKey(64, "", tenant, cache)) {
      return key.id();
    }
  }

  private KeyRecord record() {
    return KeyRecord.parse(
        "test", requireNonNull(moving.table.records.get(moving.table.idOfTheOnlyName())));
  }

  @Test
  void name_sealsWithAKeyOfItsOwnAndOpensWithThoseOfBefore() {
    Keyring one = moving.open().keyring("one");
    Keyring derived = MovingKeys.derived().keyring("one");

    assertThat(derived.dataKey(one.current().id())).isNull();
    assertThat(one.previous().stream().map(MasterKey::id))
        .containsExactly(derived.current().id(), derived.previous().get(0).id());
    assertThat(one.indexKey().id()).isNotEqualTo(DERIVED_INDEX);
    try (IndexKey found = one.indexKey(64, "", "one", "cache");
        IndexKey before = derived.indexKey(64, "", "one", "cache")) {
      assertThat(found.id()).isEqualTo(DERIVED_INDEX);
      assertThat(found.secret()).isEqualTo(before.secret());
    }
  }

  @Test
  void record_tellsNeitherCachesNorKeys() {
    Keyring one = moving.open().keyring("Jane Doe"); // in no Base64 by chance
    byte[] secret = one.indexKey(64, "", "Jane Doe", "patients").secret();

    assertThat(moving.table.records.get(moving.table.idOfTheOnlyName()))
        .contains("derived=open", "derived.")
        .doesNotContain("patients", "Jane Doe", HexFormat.of().formatHex(secret))
        .doesNotContain(Base64.getEncoder().encodeToString(secret).substring(0, 20));
  }

  @Test
  void lineThatWasChangedOrMoved_failsAndIsNoKey() {
    moving.open().keyring("one").indexKey(64, "", "one", "cache").close();
    String id = moving.table.idOfTheOnlyName();
    String good = requireNonNull(moving.table.records.get(id));
    int at = good.indexOf(':', good.indexOf("derived.")) + 10;
    char other = good.charAt(at) == 'A' ? 'B' : 'A';

    moving.table.records.put(id, good.substring(0, at) + other + good.substring(at + 1));
    assertThatIllegalStateException()
        .isThrownBy(() -> index(moving.open().keyring("one"), "one", "cache"))
        .withMessageContaining("has been changed");
  }

  @Test
  void keysThatAreGone_areNotNeededOnceCachesAreEntered() {
    Keyring one = moving.open().keyring("one");
    index(one, "one", "used");
    moving.now = MovingKeys.UNTIL;

    Keyring later = moving.open(null, null).keyring("one");

    assertThat(later.previous()).isEmpty();
    assertThat(index(later, "one", "used")).isEqualTo(DERIVED_INDEX);
    assertThat(index(later, "one", "new")).isEqualTo(later.indexKey().id());
    assertThat(record().isOpenForDerived()).as("that is final").isFalse();
    moving.now = MovingKeys.BEGIN;
    assertThat(index(moving.open().keyring("one"), "one", "new"))
        .as("for a JVM whose clock is late, too")
        .isEqualTo(later.indexKey().id());
  }

  @Test
  void recordThatIsFull_takesNoMoreCachesAndAllJvmsAgree() {
    Keyring one = moving.open().keyring("one");
    List<Integer> ids =
        IntStream.range(0, 60).mapToObj(i -> index(one, "one", "cache " + i)).toList();
    int entered = ids.indexOf(one.indexKey().id());

    assertThat(entered).isGreaterThanOrEqualTo(20);
    assertThat(ids.subList(0, entered)).containsOnly(DERIVED_INDEX);
    assertThat(ids.subList(entered, 60)).containsOnly(one.indexKey().id());
    assertThat(record().isOpenForDerived()).isFalse();
    Keyring theirs = moving.open().keyring("one");
    assertThat(IntStream.range(0, 60).mapToObj(i -> index(theirs, "one", "cache " + i)).toList())
        .isEqualTo(ids);
  }

  @Test
  void jvmsThatEnterCachesAtOnce_loseNone() throws Exception {
    moving.open().keyring("one");
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<?>> all = new ArrayList<>();
      for (int jvm = 0; jvm < 4; jvm++) {
        Keyring keyring = moving.open().keyring("one");
        int begin = jvm * 4;
        all.add(
            threads.submit(
                () -> {
                  for (int i = begin; i < begin + 4; i++) {
                    assertThat(index(keyring, "one", "cache " + i)).isEqualTo(DERIVED_INDEX);
                  }
                }));
      }
      for (Future<?> each : all) {
        each.get();
      }
    } finally {
      threads.shutdownNow();
    }
    moving.now = MovingKeys.UNTIL;
    Keyring later = moving.open(null, null).keyring("one");
    for (int i = 0; i < 16; i++) {
      assertThat(index(later, "one", "cache " + i)).isEqualTo(DERIVED_INDEX);
    }
  }

  @Test
  void endOfTheMoveAndCachesOfOthers_causeNoUnwrapping() {
    var time = new ManualScheduler(0);
    TableKeySource source = moving.open(MovingKeys.derived(), MovingKeys.UNTIL, time);
    Keyring one = source.keyring("one");
    int unwrapped = moving.key.unwraps.get();
    index(moving.open().keyring("one"), "one", "cache");
    int theirs = moving.key.unwraps.get() - unwrapped;

    time.pass(MovingKeys.MAX_AGE);
    assertThat(source.keyring("one")).as("the same keys").isSameAs(one);
    moving.now = MovingKeys.UNTIL;
    Keyring after = source.keyring("one");
    time.pass(MovingKeys.MAX_AGE);

    assertThat(after).isNotSameAs(one);
    assertThat(source.keyring("one")).isSameAs(after);
    assertThat(after.previous()).isEmpty();
    assertThat(after.current().isSameKey(one.current())).isTrue();
    assertThat(moving.key.unwraps.get()).isEqualTo(unwrapped + theirs);
  }

  @Test
  void nameWithoutARecord_hasTheKeysOfBeforeUntilTheTimeIsOver() {
    TableKeySource source = moving.open();

    assertThat(requireNonNull(source.existingKeyring("one")).indexKey().id())
        .isEqualTo(DERIVED_INDEX);
    moving.now = MovingKeys.UNTIL;
    assertThat(source.existingKeyring("one")).isNull();
    assertThat(moving.table.names()).isZero();
    index(source.keyring("one"), "one", "cache");
    assertThat(record().isMoving()).isFalse();
  }

  @Test
  void table_saysUntilWhenToAllJvms() {
    moving.open();

    assertThatIllegalStateException()
        .isThrownBy(() -> moving.open(null, null))
        .withMessageContainingAll("derived keys", "" + MovingKeys.UNTIL, "derived-until");
    assertThat(requireNonNull(moving.open(MovingKeys.derived(), null).keyring("one")).previous())
        .hasSize(2);
  }

  @Test
  void timeThatIsChanged_holdsForRunningJvmsToo() {
    var time = new ManualScheduler(0);
    TableKeySource source = moving.open(MovingKeys.derived(), MovingKeys.UNTIL, time);
    source.keyring("one");

    assertThat(CapturedLog.of(LoggerName.KEYS, () -> moving.open(MovingKeys.derived(), LATER)))
        .containsExactly(
            "INFO Key table in memory: names may open entries under derived keys until "
                + LATER
                + " now, instead of "
                + MovingKeys.UNTIL);
    time.pass(MovingKeys.MAX_AGE);
    moving.now = MovingKeys.UNTIL;
    assertThat(source.keyring("one").previous()).hasSize(2);

    moving.open(null, MovingKeys.BEGIN);
    time.pass(MovingKeys.MAX_AGE);
    assertThat(source.keyring("one").previous()).as("ended before its time").isEmpty();
  }

  @Test
  void moveThatIsOver_doesNotBeginAgain() {
    moving.open();
    moving.now = MovingKeys.UNTIL;

    assertThatIllegalStateException()
        .isThrownBy(() -> moving.open(MovingKeys.derived(), LATER))
        .withMessageContainingAll("can't go on", "forgotten names would come back");
    moving.open(MovingKeys.derived(), MovingKeys.UNTIL);
  }

  @Test
  void tableThatBeganWithoutDerivedKeys_takesNone() {
    moving.open(null, null).keyring("one");

    assertThatIllegalStateException()
        .isThrownBy(moving::open)
        .withMessageContainingAll("began without derived keys", "an empty table");
    moving.open(MovingKeys.derived(), MovingKeys.BEGIN).keyring("two");
    assertThat(moving.open(null, null).keyring("two").previous()).isEmpty();
  }

  @Test
  void forgottenName_staysForgottenForAJvmWhoseClockIsLate() {
    TableKeySource source = moving.open();
    index(source.keyring("one"), "one", "cache");
    Instant late = MovingKeys.UNTIL.minusSeconds(1);
    moving.now = MovingKeys.UNTIL.plusSeconds(1);

    assertThat(source.forget("one")).isTrue();

    moving.now = late;
    @Nullable Keyring again = moving.open().existingKeyring("one");
    assertThat(requireNonNull(again).indexKey().id()).isNotEqualTo(DERIVED_INDEX);
    assertThat(again.previous()).isEmpty();
    moving.now = MovingKeys.UNTIL.plus(Duration.ofDays(1));
    assertThat(source.forget("one")).isTrue();
    assertThat(moving.table.names()).as("then nothing is left of it").isZero();
  }

  @Test
  void forgottenName_whoseKeyringSomebodyHasYet_getsNoCacheEntered() {
    TableKeySource source = moving.open();
    TableKeySource theirs = moving.open();
    Keyring held = theirs.keyring("one");
    source.forget("one");

    assertThat(index(held, "one", "cache")).isEqualTo(held.indexKey().id());
    assertThat(record().isMoving()).isFalse();
  }

  @Test
  void close_closesTheKeysOfBefore() {
    var derived = MovingKeys.derived();
    moving.open(derived, MovingKeys.UNTIL).close();

    assertThat(derived.keyring(null).current().isDestroyed()).isTrue();
  }
}
