package io.sealcache.keys.table;

import static io.sealcache.keys.table.TimedKeyTable.MAX_AGE;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.sealcache.core.Keyring;
import io.sealcache.fixture.CapturedLog;
import io.sealcache.internal.concurrent.ManualScheduler;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TableKeySourceTest {

  private final TimedKeyTable keyTable = new TimedKeyTable();
  private final MemoryKeyTable table = keyTable.table;
  private final ManualScheduler time = new ManualScheduler(0);
  private final TableKeySource source = keyTable.open(new ServiceKey(1), time);

  @Test
  void table_holdsNeitherNamesNorKeys() {
    source.keyring("Jane Doe");

    assertThat(table.records).hasSize(2);
    table.records.forEach(
        (id, record) -> {
          assertThat(id).matches("[0-9a-f]{32}");
          assertThat(record).contains("secrets=").doesNotContain("Jane Doe");
        });
  }

  @Test
  void existingKeyring_makesNone() {
    assertThat(source.existingKeyring("one")).isNull();
    assertThat(table.names()).isZero();

    Keyring made = keyTable.open().keyring("one");

    assertThat(requireNonNull(source.existingKeyring("one")).current().isSameKey(made.current()))
        .isTrue();
    assertThat(source.existingKeyring(null)).isSameAs(source.keyring(null));
  }

  @Test
  void keysInMemory_areNotAskedForAgain() {
    source.keyring("one");
    int reads = table.reads.get();

    for (int i = 0; i < 1_000; i++) {
      source.keyring("one");
      source.existingKeyring("one");
    }
    assertThat(table.reads).hasValue(reads);
  }

  @Test
  void nameThatTwoThreadsAskFor_hasOneKeyring() throws InterruptedException {
    List<Keyring> theirs = new CopyOnWriteArrayList<>();
    Thread other = new Thread(() -> theirs.add(source.keyring("one")));
    table.whenMade =
        () -> {
          other.start();
          WaitingThread.await(other, Thread.State.TIMED_WAITING);
        };

    Keyring mine = source.keyring("one");

    other.join();
    assertThat(theirs).singleElement().isSameAs(mine);
    assertThat(table.made).as("the first record and the name's").hasValue(2);
  }

  @Test
  void namesThatLooksSee_areNotAskedForByWhoUsesThem() {
    source.keyring("one");
    time.pass(MAX_AGE.multipliedBy(2));
    int reads = table.reads.get();

    source.keyring("one");
    source.keyring(null);

    assertThat(table.reads).hasValue(reads);
  }

  @Test
  void table_isLookedAtFourTimesInTheMaximumAge() {
    int withoutNames = table.reads.get();
    time.pass(MAX_AGE);
    assertThat(table.reads.get() - withoutNames).as("the first record").isEqualTo(4);

    for (int i = 0; i < 50; i++) {
      source.keyring("name " + i);
    }
    int reads = table.reads.get();
    time.pass(MAX_AGE);

    assertThat(table.reads.get() - reads).as("and all the others at once").isEqualTo(4 * 2);
  }

  @Test
  void nameThatAnotherJvmForgot_losesItsKeysWithinTheMaximumAge() {
    Keyring old = source.keyring("one");
    Keyring kept = source.keyring("other");
    keyTable.open().forget("one");

    time.pass(MAX_AGE);

    assertThat(old.current().isDestroyed()).as("though nobody asks").isTrue();
    assertThat(source.existingKeyring("one")).isNull();
    assertThat(source.keyring("other")).isSameAs(kept);
  }

  @Test
  void nameThatAnotherJvmForgot_losesItsKeysInAJvmThatStoodStill() {
    Keyring old = source.keyring("one");
    keyTable.open().forget("one");

    time.standStill(MAX_AGE);

    assertThat(source.existingKeyring("one")).isNull();
    assertThat(old.current().isDestroyed()).isTrue();
  }

  @Test
  void nameThatBeganAgain_takesTheNewKeysWithinTheMaximumAge() {
    Keyring old = source.keyring("one");
    TableKeySource theirs = keyTable.open();
    theirs.forget("one");
    Keyring anew = theirs.keyring("one");

    time.pass(MAX_AGE);

    assertThat(old.current().isDestroyed()).isTrue();
    assertThat(source.keyring("one").current().isSameKey(anew.current())).isTrue();
  }

  @Test
  void leastUsedNames_leaveTheMemoryWithWhatWasDerivedFromThem() {
    TableKeySource small =
        new TableKeySource(
            keyTable.records(new ServiceKey(1), null),
            KeyTableOptions.of(MAX_AGE, 2),
            new ManualScheduler(0));
    AtomicInteger dropped = new AtomicInteger();
    Consumer<Keyring> listener = keyring -> dropped.incrementAndGet();
    Keyring first = small.keyring("0");
    first.addDropListener(listener);

    for (int i = 1; i < 10; i++) {
      small.keyring("" + i);
    }

    assertThat(dropped).hasValue(1);
    assertThat(first.current().isDestroyed()).as("an operation may yet use it").isFalse();
    assertThat(small.keyring("0").current().isSameKey(first.current())).isTrue();
  }

  @Test
  void close_destroysAndNothingGoesAfterwards() {
    Keyring one = source.keyring("one");
    Keyring root = source.keyring(null);

    source.close();

    assertThat(one.current().isDestroyed()).isTrue();
    assertThat(root.current().isDestroyed()).isTrue();
    assertThat(time.isClosed()).isTrue();
    for (ThrowingCallable call :
        List.<ThrowingCallable>of(
            () -> source.keyring("one"),
            () -> source.forget("one"),
            source::rotation,
            () -> source.keyring(null),
            () -> source.existingKeyring(null))) {
      assertThatIllegalStateException().isThrownBy(call).withMessageContaining("is closed");
    }
  }

  @Test
  void keysThatAreMadeWhileTheSourceIsClosed_areDestroyed() {
    TableKeySource closing = keyTable.open();
    table.whenMade = closing::close;

    assertThat(closing.keyring("late").current().isDestroyed()).isTrue();
  }

  @Test
  void close_closesBothKeysThatWrapWhatIsInTheTable() {
    var key = new ServiceKey(1);
    var previous = new ServiceKey(2);
    KeyTableOptions options = KeyTableOptions.of(MAX_AGE, 1);

    TableKeySource.open(table, key, previous, options).close();

    assertThat(List.of(key.closed, previous.closed)).containsOnly(true);
  }

  @Test
  void openingThatFails_closesBothKeysThatWrapWhatIsInTheTable() {
    var key = new ServiceKey(3);
    var previous = new ServiceKey(2);
    KeyTableOptions options = KeyTableOptions.of(MAX_AGE, 1);

    assertThatIllegalStateException()
        .isThrownBy(() -> TableKeySource.open(table, key, previous, options))
        .withMessageContaining("does not open with this wrapping key");

    assertThat(List.of(key.closed, previous.closed)).containsOnly(true);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\t\u2003"})
  void blankName_isRefusedAndGetsNoKeysOfNobody(String blank) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> source.keyring(blank))
        .withMessage(
            "Key table in memory: a tenant's or person's name is blank; give its name, or null"
                + " for what belongs to nobody");
    assertThatIllegalArgumentException().isThrownBy(() -> source.existingKeyring(blank));
    assertThatIllegalArgumentException().isThrownBy(() -> source.forget(blank));
    assertThatIllegalArgumentException().isThrownBy(() -> source.recordId(blank));
    assertThat(table.names()).isZero();
  }

  @Test
  void nameThatIsNoUnicode_isRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> source.keyring("\ud800"));
    assertThat(source).hasToString("TableKeySource[Key table in memory]");
  }

  @Test
  void brokenRecord_failsAndNothingIsMadeInItsPlace() {
    source.keyring("one");
    String id = source.recordId("one");
    for (String broken : List.of("", "version=3", "key.a=" + "0".repeat(64))) {
      table.records.replaceAll((at, record) -> at.equals(KeyTable.ROOT_ID) ? record : broken);

      assertThatIllegalStateException()
          .isThrownBy(() -> keyTable.open().keyring("one"))
          .withMessageContaining("Key table in memory, record " + id);
      assertThat(table.records.values()).contains(broken);
    }
  }

  @Test
  void firstRecordThatIsLost_isNotMadeAgain() {
    source.keyring("one");
    table.records.remove("0".repeat(32));

    time.standStill(TimedKeyTable.MAX_AGE);

    assertThatIllegalStateException()
        .isThrownBy(() -> source.keyring(null))
        .withMessageContaining("has lost its first record");
    assertThat(table.records).hasSize(1);
  }

  @Test
  void newTable_isSaidInTheLog() {
    assertThat(CapturedLog.of("io.sealcache.keys", () -> keyTable.open())).isEmpty();

    table.records.clear();
    assertThat(CapturedLog.of("io.sealcache.keys", () -> keyTable.open()))
        .singleElement()
        .asString()
        .startsWith("WARNING Key table in memory was empty and has its first keys now.");
  }
}
