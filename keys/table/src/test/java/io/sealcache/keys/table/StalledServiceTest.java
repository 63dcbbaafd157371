package io.sealcache.keys.table;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealcache.core.Keyring;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A key management service that takes requests and doesn't answer: it stalls nobody else. */
@Timeout(60)
class StalledServiceTest {
  private static final Duration MAX_AGE = Duration.ofSeconds(2);
  private static final int THREADS = 20;

  private final MemoryKeyTable table = new MemoryKeyTable();
  private final ServiceKey key = new ServiceKey(1);
  private final AtomicInteger requests = new AtomicInteger();
  private volatile boolean answers; // late
  private volatile CountDownLatch stalled = new CountDownLatch(0);
  private final TableKeySource source =
      TableKeySource.open(table, key, null, KeyTableOptions.of(MAX_AGE, 100));
  private final List<Thread> started = new CopyOnWriteArrayList<>();
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task);
            started.add(thread);
            return thread;
          });

  /** Each question waits until a test lets it go, and fails then. */
  private void stall() {
    stalled = new CountDownLatch(1);
    key.whenAsked =
        () -> {
          requests.incrementAndGet();
          try {
            stalled.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          if (!answers) {
            throw new IllegalStateException("No answer in time");
          }
        };
  }

  private void letGo() {
    key.whenAsked = () -> {};
    stalled.countDown();
  }

  @AfterEach
  void end() {
    letGo();
    threads.shutdownNow();
    source.close();
  }

  private List<Future<Keyring>> ask(String name) {
    List<Future<Keyring>> asked = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      asked.add(threads.submit((Callable<Keyring>) () -> source.keyring(name)));
    }
    return asked;
  }

  /** Until one of the threads waits for the service, and all others wait for that one. */
  private void awaitAsked() throws InterruptedException {
    while (requests.get() == 0 || !started.stream().allMatch(StalledServiceTest::waits)) {
      TimeUnit.MILLISECONDS.sleep(1);
    }
  }

  private static boolean waits(Thread thread) {
    return EnumSet.of(Thread.State.WAITING, Thread.State.TIMED_WAITING).contains(thread.getState());
  }

  @Test
  void threadsOfOneName_shareOneQuestionAndItsFailure() throws Exception {
    stall();
    List<Future<Keyring>> asked = ask("new");
    awaitAsked();
    letGo();

    for (Future<Keyring> each : asked) {
      assertThatThrownBy(each::get).hasStackTraceContaining("No answer in time");
    }
    assertThat(requests).hasValue(1);
    assertThatIllegalStateException()
        .as("it is remembered for a second")
        .isThrownBy(() -> source.keyring("new"));
    TimeUnit.MILLISECONDS.sleep(1_100);
    assertThat(source.keyring("new").current().isDestroyed()).isFalse();
  }

  @Test
  void namesInMemory_answerAndForgottenOnesGoWhileTheServiceStalls() throws Exception {
    Keyring warm = source.keyring("warm");
    Keyring gone = source.keyring("gone");
    stall();
    List<Future<Keyring>> asked = ask("new");
    awaitAsked();
    table.remove(source.recordId("gone")); // as by another JVM's forget

    long begun = System.nanoTime();
    while (!gone.current().isDestroyed()) {
      assertThat(source.keyring("warm")).isSameAs(warm);
      TimeUnit.MILLISECONDS.sleep(10);
    }

    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(MAX_AGE.multipliedBy(2));
    while (!Long.valueOf(1).equals(source.history().get("keys-gone"))) { // told when destroyed
      TimeUnit.MILLISECONDS.sleep(10);
    }
    assertThat(asked).noneMatch(Future::isDone);
  }

  @Test
  void namesInMemory_answerThoughTheFirstRecordHasChangedWhileTheServiceStalls() throws Exception {
    Keyring warm = source.keyring("warm");
    String first = requireNonNull(table.records.get(KeyTable.ROOT_ID));
    stall();
    table.records.put(KeyTable.ROOT_ID, first + "\n"); // another one, which nobody can unwrap

    long end = System.nanoTime() + MAX_AGE.multipliedBy(3).toNanos();
    while (System.nanoTime() - end < 0) {
      assertThat(source.keyring("warm")).isSameAs(warm);
      TimeUnit.MILLISECONDS.sleep(10);
    }
    assertThat(requests).as("it was asked").hasValue(1);
  }

  /** Returns the id of the index key of the name. */
  private int makeElsewhere() {
    try (TableKeySource elsewhere =
        TableKeySource.open(table, new ServiceKey(1), null, KeyTableOptions.of(MAX_AGE, 100))) {
      return elsewhere.keyring("name").indexKey().id();
    }
  }

  private Future<Keyring> askStalled() throws InterruptedException {
    stall();
    Future<Keyring> asked = threads.submit(() -> source.keyring("name"));
    while (requests.get() == 0) {
      TimeUnit.MILLISECONDS.sleep(1);
    }
    return asked;
  }

  @Test
  void keysThatAreMadeAnewWhileForgottenOnesAreLoaded_stayThoseInMemory() throws Exception {
    makeElsewhere();
    Future<Keyring> asked = askStalled();
    source.forget("name");
    key.whenAsked = () -> {};
    Keyring anew = source.keyring("name");

    answers = true;
    letGo();

    assertThat(asked.get()).isSameAs(anew);
    assertThat(source.keyring("name")).isSameAs(anew);
    source.forget("name");
    assertThat(anew.current().isDestroyed()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void forget_ofANameThatIsAskedFor_waitsForNobody(boolean late) throws Exception {
    int forgotten = makeElsewhere();
    Future<Keyring> asked = askStalled();

    assertThat(threads.submit(() -> source.forget("name")).get(5, TimeUnit.SECONDS)).isTrue();

    answers = late;
    letGo();
    if (late) {
      assertThat(asked.get().indexKey().id()).as("made anew").isNotEqualTo(forgotten);
    } else {
      assertThatThrownBy(asked::get).hasStackTraceContaining("No answer in time");
      assertThat(source.existingKeyring("name")).isNull();
    }
  }

  @Test
  void serviceThatNeverAnswers_isToldAsOneThatFails() throws Exception {
    String first = requireNonNull(table.records.get(KeyTable.ROOT_ID));
    stall();
    table.records.put(KeyTable.ROOT_ID, first + "\n");

    long end = System.nanoTime() + MAX_AGE.multipliedBy(5).toNanos();
    while (!isToldAsFailed() && System.nanoTime() - end < 0) {
      TimeUnit.MILLISECONDS.sleep(10);
    }
    assertThat(isToldAsFailed()).isTrue();
    assertThat(requests).as("and has not answered yet").hasValue(1);
  }

  private boolean isToldAsFailed() {
    return !Long.valueOf(0).equals(source.history().get("kms-failed"));
  }
}
