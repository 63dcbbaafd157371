package io.sealcache.keys.table;

import static io.sealcache.keys.table.TimedKeyTable.FAST;
import static io.sealcache.keys.table.TimedKeyTable.MAX_AGE;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.sealcache.core.Keyring;
import io.sealcache.core.MasterKey;
import io.sealcache.fixture.CapturedLog;
import io.sealcache.internal.concurrent.ManualScheduler;
import io.sealcache.keys.FixedKey;
import io.sealcache.keys.KeyringFile;
import io.sealcache.keys.RenewalTimes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class KeyTableRotationTest {
  private static final Duration DAY = Duration.ofDays(1);
  private static final RenewalTimes TIMES =
      new RenewalTimes(DAY.multipliedBy(90), Duration.ofHours(1), DAY.multipliedBy(7));
  private static final int NAMES = 20;

  private final TimedKeyTable keyTable = new TimedKeyTable();
  private final MemoryKeyTable table = keyTable.table;
  private final ServiceKey key = new ServiceKey(1);
  private final ManualScheduler time = new ManualScheduler(0);
  private final TableKeySource source = keyTable.open(key, time);

  private RotationProgress renew() {
    return renew(key, null, progress -> {});
  }

  private RotationProgress renew(
      ServiceKey by, @Nullable ServiceKey previous, Consumer<RotationProgress> seen) {
    return keyTable.rotation(by, previous).renew(TIMES, FAST, seen);
  }

  private Map<String, Keyring> names() {
    Map<String, Keyring> names = new HashMap<>();
    for (int i = 0; i < NAMES; i++) {
      names.put("name " + i, source.keyring("name " + i));
    }
    return names;
  }

  /** A look finds that the record of the name has changed, and whoever needs it has it loaded. */
  private void follow() {
    time.pass(MAX_AGE.dividedBy(2));
    Keyring unused = source.keyring("one");
  }

  @Test
  void renewal_goesStepByStepAsJvmsFollow() {
    MasterKey old = source.keyring("one").current();
    assertThat(renew()).isEqualTo(new RotationProgress(table.idOfTheOnlyName(), 2, 0, 0));

    keyTable.now = keyTable.now.plus(TIMES.age());
    assertThat(renew().changed()).as("the first record has keys too").isEqualTo(2);
    follow();
    Keyring added = source.keyring("one");
    assertThat(added.current().isSameKey(old)).isTrue();
    MasterKey next = added.previous().get(0);

    keyTable.now = keyTable.now.plus(TIMES.settling()).minusSeconds(1);
    assertThat(renew().changed()).as("somebody may not have it").isZero();
    keyTable.now = keyTable.now.plusSeconds(1);
    assertThat(renew().changed()).isEqualTo(2);
    follow();
    Keyring promoted = source.keyring("one");
    assertThat(promoted.current().isSameKey(next)).isTrue();
    assertThat(promoted.previous()).singleElement().matches(key -> key.isSameKey(old));

    keyTable.now = keyTable.now.plus(TIMES.keeping()).minusSeconds(1);
    assertThat(renew().changed()).as("entries may be left").isZero();
    keyTable.now = keyTable.now.plusSeconds(1);
    assertThat(renew().changed()).isEqualTo(2);
    follow();
    Keyring alone = source.keyring("one");
    assertThat(alone.previous()).isEmpty();
    assertThat(alone.current().isSameKey(next)).isTrue();
    assertThat(alone.indexKey().isSameKey(added.indexKey())).isTrue();

    keyTable.now = keyTable.now.plus(TIMES.age());
    assertThat(renew().changed()).as("and so on").isEqualTo(2);
  }

  @Test
  void promotionThatComesLate_keepsTheOldKeyFromThenOn() {
    source.keyring("one");
    keyTable.now = keyTable.now.plus(TIMES.age());
    renew();
    keyTable.now = keyTable.now.plus(DAY.multipliedBy(60));
    renew();
    keyTable.now = keyTable.now.plus(TIMES.keeping()).minusSeconds(1);

    assertThat(renew().changed()).isZero();
    time.pass(MAX_AGE);
    assertThat(source.keyring("one").previous()).hasSize(1);
  }

  @Test
  void keysThatAreSuperseded_leaveTheCachesThatDerivedFromThem() {
    Keyring old = source.keyring("one");
    List<Keyring> dropped = new ArrayList<>();
    Consumer<Keyring> listener = dropped::add;
    old.addDropListener(listener);
    keyTable.now = keyTable.now.plus(TIMES.age());
    renew();

    follow();

    assertThat(dropped).containsExactly(old);
    assertThat(old.current().isDestroyed()).as("an operation may yet use it").isFalse();
    assertThat(source.keyring("one")).isNotSameAs(old);
  }

  @Test
  void passThatWasStopped_isBegunAnewAndDoesNothingTwice() {
    names();
    keyTable.now = keyTable.now.plus(TIMES.age());
    AtomicReference<RotationProgress> last = new AtomicReference<>();
    Consumer<RotationProgress> stopsAtFive =
        progress -> {
          last.set(progress);
          if (progress.seen() == 5) {
            Thread.currentThread().interrupt();
          }
        };
    RotationProgress stopped = renew(key, null, stopsAtFive);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(stopped).isEqualTo(last.get());
    assertThat(stopped.changed()).isEqualTo(5);

    RotationProgress rest = renew();
    assertThat(rest.seen()).isEqualTo(NAMES + 1);
    assertThat(rest.changed()).isEqualTo(NAMES + 1 - 5);
    assertThat(renew().changed()).isZero();
  }

  @Test
  void pass_isNoFasterThanItMay() {
    names();
    keyTable.now = keyTable.now.plus(TIMES.age());

    assertThat(timeOf(keyTable.rotation(key, null), progress -> {}))
        .isGreaterThanOrEqualTo(Duration.ofMillis(10 * NAMES));
  }

  @Test
  void pass_thatWasHeldUp_doesNotCatchUp() {
    names();
    keyTable.now = keyTable.now.plus(TIMES.age());
    Duration stall = Duration.ofMillis(500);
    Consumer<RotationProgress> holdsUp =
        progress -> {
          if (progress.seen() == 1) {
            LockSupport.parkNanos(stall.toNanos());
          }
        };

    assertThat(timeOf(keyTable.rotation(key, null), holdsUp))
        .isGreaterThanOrEqualTo(stall.plusMillis(10 * (NAMES - 1)));
  }

  @Test
  void pass_inWhichRecordsFail_isNoFasterThanItMay() {
    names();
    keyTable.now = keyTable.now.plus(TIMES.age());

    assertThat(timeOf(keyTable.rotation(new ServiceKey(3), null), progress -> {}))
        .isGreaterThanOrEqualTo(Duration.ofMillis(10 * NAMES));
  }

  private static Duration timeOf(KeyTableRotation rotation, Consumer<RotationProgress> told) {
    long begun = System.nanoTime();
    assertThat(rotation.renew(TIMES, 100, told).seen()).isEqualTo(NAMES + 1);
    return Duration.ofNanos(System.nanoTime() - begun);
  }

  @Test
  void recordsOfAThirdKey_arePassedOverAndSaid() {
    names();
    table.records.computeIfPresent(
        table.idOfTheOnlyName(), (id, record) -> record.replace("index=index", "index=other"));
    AtomicReference<RotationProgress> done = new AtomicReference<>();

    List<String> log =
        CapturedLog.of(
            "io.sealcache.keys",
            () -> done.set(keyTable.rewrap(new ServiceKey(3), new ServiceKey(2))));

    assertThat(done.get().failed()).isEqualTo(NAMES + 1);
    assertThat(done.get().changed()).isZero();
    assertThat(log).singleElement().asString().contains("can't be changed, and is passed over");
  }

  @Test
  void recordThatWouldBecomeTooLong_isToldAndStaysAndThePassGoesOn() {
    names();
    String id = table.idOfTheOnlyName();
    String filled = filled(id);
    table.records.put(id, filled);
    keyTable.now = keyTable.now.plus(TIMES.age());
    ServiceKey longer = new ServiceKey(2, "x".repeat(200));
    List<RotationProgress> done = new ArrayList<>();

    List<String> audit =
        CapturedLog.of(
            "io.sealcache.audit",
            () -> {
              done.add(renew());
              done.add(keyTable.rewrap(longer, key));
            });

    assertThat(done)
        .extracting(RotationProgress::seen, RotationProgress::changed, RotationProgress::failed)
        .containsOnly(tuple(NAMES + 1L, (long) NAMES, 1L));
    assertThat(table.records).containsEntry(id, filled);
    String line =
        "WARNING event=record-not-changed source=\"Key table in memory\" record=%s operation=%s"
            + " failure=java.lang.IllegalArgumentException";
    assertThat(audit)
        .containsExactly(
            line.formatted(id, "renew"),
            "INFO event=records-renewed source=\"Key table in memory\" count=" + NAMES,
            line.formatted(id, "rewrap"),
            "INFO event=records-rewrapped source=\"Key table in memory\" count=" + NAMES);
  }

  @Test
  void passThatChangesNothingOrFails_isToldByWhatItHasChanged() {
    names();
    keyTable.now = keyTable.now.plus(TIMES.age());
    List<String> failing =
        CapturedLog.of(
            "io.sealcache.audit",
            () ->
                assertThatThrownBy(() -> renew(key, null, this::breaksDownAtFive))
                    .hasMessage("The table is down"));
    table.down = false;
    renew();

    assertThat(failing)
        .anyMatch(
            line -> line.endsWith("event=records-renewed source=\"Key table in memory\" count=5"));
    assertThat(CapturedLog.of("io.sealcache.audit", this::renew)).isEmpty();
  }

  private void breaksDownAtFive(RotationProgress progress) {
    table.down = progress.seen() == 5;
  }

  /** As long as it may be. */
  private String filled(String id) {
    RecordId record = new RecordId(id, "");
    TableRecords own = keyTable.records(key, null);
    KeyringFile keys = own.unwrap(record, own.parse(record, requireNonNull(table.records.get(id))));
    String text = own.wrap(record, keys);
    for (int seed = 100; true; seed++) {
      keys = keys.with("key-" + seed, FixedKey.secret(seed), keys.created("index"));
      try {
        text = own.wrap(record, keys);
      } catch (IllegalArgumentException e) {
        return text; // one of as many letters is too much
      }
    }
  }

  @Test
  void namesThatAreMadeAndForgottenUnderTwoPasses_areAsTheyShouldBe() throws Exception {
    Map<String, Keyring> before = names();
    keyTable.now = keyTable.now.plus(TIMES.age());
    ServiceKey other = new ServiceKey(2);
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Runnable> passes =
          List.of(
              () -> renew(other, key, progress -> {}),
              () -> renew(other, key, progress -> {}),
              () -> keyTable.rewrap(other, key),
              () -> IntStream.range(0, NAMES / 2).forEach(i -> source.forget("name " + 2 * i)));
      for (Future<?> each : passes.stream().<Future<?>>map(threads::submit).toList()) {
        each.get();
      }
    } finally {
      threads.shutdownNow();
    }
    keyTable.rewrap(other, key);

    TableKeySource after = keyTable.open(other, new ManualScheduler(0));
    for (int i = 0; i < NAMES; i++) {
      String name = "name " + i;
      Keyring found = after.existingKeyring(name);
      if (i % 2 == 0) {
        assertThat(found).as(name).isNull();
      } else {
        Keyring was = requireNonNull(before.get(name));
        assertThat(requireNonNull(found).current().isSameKey(was.current())).isTrue();
        assertThat(found.previous()).as("one key more, though two passes were there").hasSize(1);
      }
    }
  }
}
