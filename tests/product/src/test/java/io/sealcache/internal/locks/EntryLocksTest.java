package io.sealcache.internal.locks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealcache.core.StoredKey;
import io.sealcache.internal.locks.EntryLock.Doing;
import io.sealcache.internal.seal.EntryAccess;
import io.sealcache.internal.seal.RepeatingStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import javax.cache.CacheException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class EntryLocksTest {
  /** For threads that are to wait for others, which a busy machine may keep for seconds. */
  private static final Duration LONG = Duration.ofSeconds(50);

  private final RepeatingStore shared = new RepeatingStore();
  private final EntryLocks locks = locks(Duration.ofSeconds(1));
  private final ExecutorService threads = Executors.newCachedThreadPool();

  private static EntryLocks locks(Duration timeout) {
    return new EntryLocks("cache", false, timeout);
  }

  @AfterEach
  void close() {
    threads.shutdownNow();
    shared.close();
  }

  private EntryAccess<String> entry(String key) {
    return shared.jvm().of(null).entry(key);
  }

  private static EntryLock lock(EntryLocks locks, EntryAccess<String> entry) {
    return locks.hold(List.of(entry), true, locks.patience());
  }

  private <T> T elsewhere(Callable<T> action) throws ExecutionException, InterruptedException {
    return threads.submit(action).get();
  }

  /** Whether another thread gets it in time. */
  private boolean isHad(EntryLocks locks, String key)
      throws ExecutionException, InterruptedException {
    return elsewhere(() -> isHadHere(() -> lock(locks, entry(key))));
  }

  private static boolean isHadHere(Supplier<EntryLock> locking) {
    try (EntryLock held = locking.get()) {
      return true;
    } catch (CacheException e) {
      assertThat(e).hasMessageContaining("contention-timeout");
      return false;
    }
  }

  /**
   * Each tells a listener on another thread, which takes the entry too, while it is in the store.
   */
  @Test
  void lock_byManyThreadsAndTheirListeners_lendsAndLosesNothing() throws Exception {
    EntryLocks patient = locks(LONG);
    AtomicInteger inside = new AtomicInteger();
    List<Future<Integer>> mostInside = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      mostInside.add(threads.submit(() -> lockAndTell(patient, inside)));
    }

    for (Future<Integer> most : mostInside) {
      assertThat(most.get()).isEqualTo(1);
    }
    assertThat(patient.isIdle()).isTrue();
  }

  private int lockAndTell(EntryLocks patient, AtomicInteger inside) throws Exception {
    EntryAccess<String> entry = entry("key");
    int most = 0;
    for (int n = 0; n < 200; n++) {
      try (EntryLock held = lock(patient, entry)) {
        most = Math.max(most, inCode(inside));
        held.inStore();
        most = Math.max(most, elsewhere(() -> lockAsListener(patient, entry, inside)));
        held.inCode();
        most = Math.max(most, inCode(inside));
      }
    }
    return most;
  }

  private static int lockAsListener(
      EntryLocks patient, EntryAccess<String> entry, AtomicInteger inside) {
    AtomicInteger seen = new AtomicInteger();
    listen(patient, entry, () -> seen.set(inCode(inside)));
    return seen.get();
  }

  /** How many threads run code for the entry at once. */
  private static int inCode(AtomicInteger inside) {
    int now = inside.incrementAndGet();
    Thread.onSpinWait();
    inside.decrementAndGet();
    return now;
  }

  @Test
  void lock_heldByAnother_failsAndLeavesNothing() throws Exception {
    try (EntryLock held = lock(locks, entry("key"))) {
      assertThat(isHad(locks, "key")).isFalse();
      assertThat(isHad(locks, "another")).isTrue();
    }
    assertThat(isHad(locks, "key")).isTrue();
    assertThat(locks.isIdle()).isTrue();
  }

  @Test
  void lock_byItsHolder_isRefusedAtOnce() {
    EntryLocks patient = locks(LONG);
    try (EntryLock held = lock(patient, entry("key"))) {
      assertAllRefused(patient, "key");
      lock(patient, entry("another")).close();
    }
    assertThat(patient.isIdle()).isTrue();
  }

  private void assertAllRefused(EntryLocks patient, String key) {
    EntryAccess<String> entry = entry(key);
    for (Runnable change :
        List.<Runnable>of(
            () -> lock(patient, entry),
            () -> patient.pass(entry),
            () -> patient.hold(List.of(entry), false, patient.patience()),
            () -> patient.requireNotOwn(entry))) {
      assertThatExceptionOfType(CacheException.class)
          .isThrownBy(change::run)
          .withMessageContaining("wait for itself");
    }
  }

  @Test
  void lock_whoseHolderIsInTheStore_isLentToItsThreadAndToListeners() throws Exception {
    EntryLocks brief = locks(Duration.ofMillis(300));
    EntryAccess<String> entry = entry("key");
    try (EntryLock held = lock(brief, entry)) {
      held.inStore();
      lock(brief, entry).close();
      assertThat(elsewhere(() -> isHadHere(() -> toldOf(brief, entry)))).isTrue();
      assertThat(isHad(brief, "key")).as("nobody's listener").isFalse();

      held.inCode();
      assertAllRefused(brief, "key");
    }
    assertThat(brief.isIdle()).isTrue();
  }

  /** Locked and released by a listener that is told of a change of {@code entry}. */
  private EntryLock toldOf(EntryLocks brief, EntryAccess<String> entry) {
    listen(brief, entry, () -> {});
    return brief.pass(entry("of no matter"));
  }

  @Test
  void lock_ofAListener_waitsForNoCode() throws Exception {
    EntryLocks patient = locks(LONG);
    EntryAccess<String> entry = entry("key");
    try (EntryLock held = lock(patient, entry)) {
      threads.submit(() -> listen(patient, entry, () -> {})).get();
    }
    assertThat(patient.isIdle()).isTrue();
  }

  @Test
  void lock_ofAListener_goesPastAWriterThatWaits() throws Exception {
    EntryLocks patient = new EntryLocks("cache", true, LONG);
    EntryAccess<String> entry = entry("key");
    Thread write = new Thread(() -> lock(patient, entry).close());
    try (EntryLock held = lock(patient, entry)) {
      held.inStore();
      startWaiting(write);

      threads.submit(() -> listen(patient, entry, () -> {})).get();

      assertThat(write.isAlive()).isTrue();
    }
    write.join();
    assertThat(patient.isIdle()).isTrue();
  }

  @Test
  void lock_ofAListenerThatChangesAnother_waitsForItsHolder() throws Exception {
    EntryLocks brief = locks(Duration.ofMillis(300));
    try (EntryLock held = lock(brief, entry("other"))) {
      held.inStore();
      assertThat(
              elsewhere(
                  () -> {
                    AtomicBoolean isHad = new AtomicBoolean();
                    tell(
                        brief,
                        List.of(entry("told").key()),
                        () -> isHad.set(isHadHere(() -> brief.pass(entry("other")))));
                    return isHad.get();
                  }))
          .isFalse();
    }
    assertThat(brief.isIdle()).isTrue();
  }

  @Test
  void lock_ofAListenerAmongManyThatWait_isHad() throws Exception {
    EntryLocks patient = locks(Duration.ofSeconds(5));
    AtomicBoolean isOver = new AtomicBoolean();
    List<Future<Integer>> turns = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      turns.add(threads.submit(() -> takeTurns(patient, isOver)));
    }
    try {
      threads.submit(() -> listen(patient, entry("key"), () -> {})).get();
    } finally {
      isOver.set(true);
    }
    for (Future<Integer> each : turns) {
      each.get();
    }
    assertThat(patient.isIdle()).isTrue();
  }

  /** Each turn longer than a listener waits at first. */
  private int takeTurns(EntryLocks patient, AtomicBoolean isOver) throws InterruptedException {
    int own = 0;
    while (!isOver.get()) {
      try (EntryLock held = lock(patient, entry("key"))) {
        own++;
        TimeUnit.MILLISECONDS.sleep(20);
      }
    }
    return own;
  }

  private static void tell(EntryLocks locks, List<StoredKey> keys, Runnable telling) {
    try (EntryLock told = locks.begin(Doing.TELLS, keys)) {
      telling.run();
    }
  }

  private static void listen(EntryLocks patient, EntryAccess<String> entry, Runnable code) {
    tell(
        patient,
        List.of(entry.key()),
        () -> {
          try (EntryLock lent = lock(patient, entry)) {
            code.run();
          }
        });
  }

  @Test
  void lock_ofAListenerThatGoesPastTheHolder_refusesItsCode() throws Exception {
    EntryLocks patient = locks(LONG);
    EntryAccess<String> entry = entry("key");
    AtomicBoolean isRefused = new AtomicBoolean();
    Runnable telling =
        () ->
            tell(
                patient,
                List.of(entry.key()),
                () -> isRefused.set(isOwnRefusedInCodeAlone(patient, entry)));
    try (EntryLock held = lock(patient, entry)) {
      held.inStore();
      threads.submit(telling).get();
    }
    assertThat(isRefused).isTrue();
    assertThat(patient.isIdle()).isTrue();
  }

  /** Whether one that has an entry is refused it again, except while it is in the store. */
  private boolean isOwnRefusedInCodeAlone(EntryLocks patient, EntryAccess<String> entry) {
    try (EntryLock past = lock(patient, entry)) {
      assertAllRefused(patient, "key");
      past.inStore();
      patient.requireNotOwn(entry);
      past.inCode();
      assertAllRefused(patient, "key");
    }
    patient.requireNotOwn(entry);
    return true;
  }

  @Test
  void lock_waitedForByTwoForMoreThanASecond_goesToWhoCameFirst() throws Exception {
    EntryLocks patient = locks(LONG);
    List<String> had = Collections.synchronizedList(new ArrayList<>());
    Thread first = new Thread(() -> noteOnceHad(patient, "first", had));
    Thread second = new Thread(() -> noteOnceHad(patient, "second", had));
    try (EntryLock held = lock(patient, entry("key"))) {
      startWaiting(first);
      TimeUnit.MILLISECONDS.sleep(600);
      startWaiting(second);
      TimeUnit.MILLISECONDS.sleep(700); // in which the first has looked at what the holder does
    }
    first.join();
    second.join();

    assertThat(had).containsExactly("first", "second");
    assertThat(patient.isIdle()).isTrue();
  }

  @Test
  void lock_byMoreThreadsThanHaveTurnsInASecond_isHadByAllInTurn() throws Exception {
    EntryLocks patient = locks(LONG);
    AtomicInteger all = new AtomicInteger();
    List<FutureTask<Integer>> turns = new ArrayList<>();
    try (EntryLock held = lock(patient, entry("key"))) {
      for (int i = 0; i < 30; i++) {
        turns.add(new FutureTask<>(() -> takeTurns(patient, all)));
        startWaiting(new Thread(turns.get(i)));
      }
    }

    for (FutureTask<Integer> one : turns) {
      assertThat(one.get()).isEqualTo(3);
    }
    assertThat(patient.isIdle()).isTrue();
  }

  /** How many of the first 90 turns of all threads this one had. */
  private int takeTurns(EntryLocks patient, AtomicInteger all) throws InterruptedException {
    int own = 0;
    while (true) {
      try (EntryLock held = lock(patient, entry("key"))) {
        if (all.getAndIncrement() >= 90) {
          return own;
        }
        own++;
        TimeUnit.MILLISECONDS.sleep(50);
      }
    }
  }

  @Test
  void lock_whoseFirstWaiterWasInterrupted_goesToTheNext() throws Exception {
    EntryLocks patient = locks(LONG);
    List<String> had = Collections.synchronizedList(new ArrayList<>());
    Thread first = new Thread(() -> noteOnceHad(patient, "first", had));
    Thread second = new Thread(() -> noteOnceHad(patient, "second", had));
    try (EntryLock held = lock(patient, entry("key"))) {
      startWaiting(first);
      startWaiting(second);
      first.interrupt();
      first.join();
    }
    second.join();

    assertThat(had).containsExactly("first: interrupted", "second");
    assertThat(patient.isIdle()).isTrue();
  }

  private void noteOnceHad(EntryLocks patient, String name, List<String> had) {
    try (EntryLock held = lock(patient, entry("key"))) {
      had.add(name);
    } catch (CacheException e) {
      had.add(name + (Thread.interrupted() ? ": interrupted" : ": " + e.getMessage()));
    }
  }

  private static void startWaiting(Thread thread) {
    thread.start();
    while (thread.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }
  }

  @Test
  void lock_freeAndByAnInterruptedThread_isHad() throws Exception {
    assertThat(
            elsewhere(
                () -> {
                  Thread.currentThread().interrupt();
                  return isHadHere(() -> lock(locks, entry("key"))) && Thread.interrupted();
                }))
        .isTrue();
  }

  @Test
  void pass_ofALockedEntry_waitsForItsHolder() throws Exception {
    EntryLocks patient = locks(LONG);
    Future<Boolean> passed;
    try (EntryLock held = lock(patient, entry("key"))) {
      passed = threads.submit(() -> isHadHere(() -> patient.pass(entry("key"))));
      assertThatThrownBy(() -> passed.get(100, TimeUnit.MILLISECONDS))
          .isInstanceOf(TimeoutException.class);
    }
    assertThat(passed.get()).isTrue();
    assertThat(patient.isIdle()).isTrue();
  }

  @Test
  void pass_ofManyThatGetFreeOneAfterTheOther_waitsOnlyOnce() throws Exception {
    List<EntryAccess<String>> entries = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      entries.add(entry("key" + i));
    }
    CountDownLatch locked = new CountDownLatch(1);
    CountDownLatch over = new CountDownLatch(1);
    Future<?> releasing =
        threads.submit(
            () -> {
              List<EntryLock> held = new ArrayList<>();
              entries.forEach(entry -> held.add(lock(locks, entry)));
              locked.countDown();
              for (EntryLock one : held) {
                over.await(400, TimeUnit.MILLISECONDS);
                one.close();
              }
              return held;
            });
    locked.await();

    assertThat(isHadHere(() -> locks.hold(entries, false, locks.patience()))).isFalse();
    over.countDown();
    releasing.get();
    assertThat(locks.isIdle()).isTrue();
  }
}
