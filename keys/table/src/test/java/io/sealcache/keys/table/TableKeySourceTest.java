package io.sealcache.keys.table;

import static io.sealcache.keys.table.TimedKeyTable.MAX_AGE;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.sealcache.core.Keyring;
import io.sealcache.internal.concurrent.ManualScheduler;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

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
    assertThatIllegalStateException()
        .isThrownBy(() -> source.keyring("one"))
        .withMessageContaining("is closed");
    assertThatIllegalStateException()
        .isThrownBy(() -> source.forget("one"))
        .withMessageContaining("is closed");
    assertThatIllegalStateException()
        .isThrownBy(source::rotation)
        .withMessageContaining("is closed");
    assertThatIllegalStateException()
        .isThrownBy(() -> source.keyring(null))
        .withMessageContaining("is closed");
    assertThatIllegalStateException()
        .isThrownBy(() -> source.existingKeyring(null))
        .withMessageContaining("is closed");
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
    KeyTableOptions options = KeyTableOptions.of(MAX_AGE, 1).withPreviousKey(previous);

    TableKeySource.open(table, key, options).close();

    assertThat(List.of(key.closed, previous.closed)).containsOnly(true);
  }

  @Test
  void openingThatFails_closesBothKeysThatWrapWhatIsInTheTable() {
    var key = new ServiceKey(3);
    var previous = new ServiceKey(2);
    KeyTableOptions options = KeyTableOptions.of(MAX_AGE, 1).withPreviousKey(previous);

    assertThatIllegalStateException()
        .isThrownBy(() -> TableKeySource.open(table, key, options))
        .withMessageContaining("does not open with this wrapping key");

    assertThat(List.of(key.closed, previous.closed)).containsOnly(true);
  }
}
