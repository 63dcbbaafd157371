package io.sealcache.internal.locks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class KeyLocksTest {
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  /**
   * For who is to have it: first come, first served, he waits for all before him to be given a
   * processor, which a busy machine may take seconds for.
   */
  private static final Duration LONG = Duration.ofSeconds(50);

  /** How long writes are waited for, even if they have not ended. */
  private static final long MOST_OF_WRITES = TimeUnit.MILLISECONDS.toNanos(200);

  private final KeyLocks locks = new KeyLocks();
  private final ExecutorService threads = Executors.newCachedThreadPool();

  @AfterEach
  void endThreads() {
    threads.shutdownNow();
  }

  @Test
  void lockAll_thatEndsInAnError_leavesNothingLocked() {
    List<String> keys =
        new AbstractList<>() {
          @Override
          public String get(int index) {
            if (index == 2) {
              throw new OutOfMemoryError("no more keys");
            }
            return "key " + index;
          }

          @Override
          public int size() {
            return 3;
          }
        };

    assertThatThrownBy(() -> locks.lockAll(keys, PATIENCE)).isInstanceOf(OutOfMemoryError.class);

    assertThat(locks.size()).isZero();
    assertThat(locks.isLocked("key 0")).isFalse();
  }

  @Test
  void lock_byManyThreads_oneAtATime() throws Exception {
    AtomicInteger inside = new AtomicInteger();
    int[] counter = {0};
    List<Future<Integer>> mostInside = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      mostInside.add(
          threads.submit(
              () -> {
                int most = 0;
                for (int n = 0; n < 500; n++) {
                  try (Held held = locks.lockAll(List.of("key"), LONG)) {
                    assertThat(held.isTimedOut()).isFalse();
                    most = Math.max(most, inside.incrementAndGet());
                    counter[0]++;
                    inside.decrementAndGet();
                  }
                }
                return most;
              }));
    }

    for (Future<Integer> most : mostInside) {
      assertThat(most.get()).isEqualTo(1);
    }
    assertThat(counter[0]).isEqualTo(8 * 500);
    assertThat(locks.size()).isZero();
  }

  @Test
  void lock_ofAnotherKey_isHadAtOnce() throws Exception {
    try (Held held = locks.lockAll(List.of("one"), PATIENCE)) {
      assertThat(held.isTimedOut()).isFalse();
      assertThat(elsewhere(() -> isHad("other"))).isTrue();
      assertThat(locks.size()).isEqualTo(1);
    }
  }

  @Test
  void lock_heldByAnother_timesOutWithNothing() throws Exception {
    try (Held held = locks.lockAll(List.of("key"), PATIENCE)) {
      assertThat(held.isTimedOut()).isFalse();
      assertThat(elsewhere(() -> isHad("key"))).isFalse();
      assertThat(locks.size()).as("the waiting thread is no user any more").isEqualTo(1);
    }
    assertThat(elsewhere(() -> isHad("key"))).isTrue();
    assertThat(locks.size()).isZero();
  }

  @Test
  void lock_afterTimeOut_leavesThreadFreeToLock() throws Exception {
    try (Held held = locks.lockAll(List.of("key"), PATIENCE)) {
      assertThat(held.isTimedOut()).isFalse();
      boolean hadAnother =
          elsewhere(
              () -> {
                try (Held none = locks.lockAll(List.of("key"), PATIENCE);
                    Held another = locks.lockAll(List.of("another"), PATIENCE)) {
                  return none.isTimedOut() && !another.isTimedOut() && locks.size() == 2;
                }
              });
      assertThat(hadAnother).isTrue();
    }
  }

  @Test
  void lock_byHolder_isItsOwnAndTakesNothing() throws Exception {
    try (Held outer = locks.lockAll(List.of("key"), PATIENCE)) {
      assertThat(outer.isTimedOut()).isFalse();
      try (Held same = locks.lockAll(List.of("key", "another"), PATIENCE);
          Held blind = locks.pass("key", PATIENCE)) {
        assertThat(same.isOwn()).isTrue();
        assertThat(blind.isOwn()).isTrue();
        assertThat(locks.size()).isEqualTo(1);
        assertThat(elsewhere(() -> isHad("another"))).isTrue();
      }
      assertThat(elsewhere(() -> isHad("key"))).as("still held by the outer one").isFalse();
    }
    assertThat(locks.size()).isZero();
  }

  @Test
  void lock_byHolderWhoCallsTheStore_isHadAndTakesNothing() throws Exception {
    try (Held outer = locks.lockAll(List.of("key"), PATIENCE)) {
      outer.inStore(true);
      try (Held same = locks.lockAll(List.of("key"), PATIENCE)) {
        assertThat(same.isOwn() || same.isTimedOut()).isFalse();
      }
      assertThat(elsewhere(() -> isHad("key"))).as("still held by the outer one").isFalse();
      outer.inStore(false);
      try (Held same = locks.lockAll(List.of("key"), PATIENCE)) {
        assertThat(same.isOwn()).isTrue();
      }
    }
    assertThat(locks.size()).isZero();
  }

  @Test
  void lock_ofAnotherKeyByHolder_isHadToo() throws Exception {
    try (Held outer = locks.lockAll(List.of("key"), PATIENCE);
        Held another = locks.lockAll(List.of("another"), PATIENCE)) {
      assertThat(outer.isTimedOut() || another.isTimedOut() || another.isOwn()).isFalse();
      assertThat(locks.size()).isEqualTo(2);
      assertThat(elsewhere(() -> isHad("another"))).isFalse();
    }
    assertThat(locks.size()).isZero();
  }

  @Test
  void lock_whoseHolderWaitsForThisThread_isGoneWithout() throws Exception {
    CountDownLatch both = new CountDownLatch(2);
    Duration patience = Duration.ofSeconds(50);
    List<Future<Boolean>> had = new ArrayList<>();
    for (List<String> keys : List.of(List.of("a", "b"), List.of("b", "a"))) {
      had.add(
          threads.submit(
              () -> {
                try (Held outer = locks.lockAll(List.of(keys.get(0)), patience)) {
                  both.countDown();
                  both.await();
                  try (Held inner = locks.lockAll(List.of(keys.get(1)), patience)) {
                    return !inner.isTimedOut() && !outer.isTimedOut();
                  }
                }
              }));
    }

    for (Future<Boolean> each : had) {
      assertThat(each.get(40, TimeUnit.SECONDS)).isTrue(); // who waits takes longer
    }
    assertThat(locks.size()).isZero();
  }

  @Test
  void lock_whoseHolderHangsInTheStore_isGoneWithoutWhereItIsNotNeeded() throws Exception {
    Duration patience = Duration.ofSeconds(50);
    try (Held held = locks.lockAll(List.of("key"), PATIENCE)) {
      held.inStore(true);
      assertThat(elsewhere(() -> isPassed("key", patience))).isTrue();
      assertThat(elsewhere(() -> isHad("key"))).as("where it is needed").isFalse();
      held.inStore(false);
      assertThat(elsewhere(() -> isPassed("key", PATIENCE))).as("in the application").isFalse();
    }
    assertThat(locks.size()).isZero();
  }

  @Test
  void lock_heldForLongerThanTheStoreMayHang_goesToWhoCameFirst() throws Exception {
    List<String> had = Collections.synchronizedList(new ArrayList<>());
    Thread first;
    Thread second;
    try (Held held = locks.lockAll(List.of("key"), PATIENCE)) {
      assertThat(held.isTimedOut()).isFalse();
      first = new Thread(() -> noteOnceHad(true, "first", had));
      startWaiting(first);
      second = new Thread(() -> noteOnceHad(false, "second", had));
      startWaiting(second);
      TimeUnit.MILLISECONDS.sleep(1_500); // the first one looks whether the holder hangs
    }
    first.join();
    second.join();

    assertThat(had).containsExactly("first", "second");
    assertThat(locks.size()).isZero();
  }

  @Test
  void lock_whoseFirstWaiterGaveUp_goesToTheNext() throws Exception {
    List<String> had = Collections.synchronizedList(new ArrayList<>());
    Thread first = new Thread(() -> noteOnceHad(false, "first", had));
    Thread second = new Thread(() -> noteOnceHad(false, "second", had));
    try (Held held = locks.lockAll(List.of("key"), PATIENCE)) {
      assertThat(held.isTimedOut()).isFalse();
      startWaiting(first);
      startWaiting(second);
      first.interrupt();
      first.join();
    }
    second.join();

    assertThat(had).containsExactly("first: too late", "second");
    assertThat(locks.size()).isZero();
  }

  private void noteOnceHad(boolean blind, String name, List<String> had) {
    Duration patience = Duration.ofSeconds(50);
    try (Held held =
        blind
            ? locks.lockAllButInStore(List.of("key"), patience)
            : locks.lockAll(List.of("key"), patience)) {
      had.add(held.isTimedOut() ? name + ": too late" : name);
    }
  }

  private static void startWaiting(Thread thread) {
    thread.start();
    while (thread.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }
  }

  @Test
  void pass_ofAFreeKey_locksNothing() throws Exception {
    try (Held held = locks.pass("key", PATIENCE)) {
      assertThat(held.isTimedOut() || held.isOwn()).isFalse();
      assertThat(locks.size()).isZero();
      assertThat(elsewhere(() -> isHad("key"))).isTrue();
    }
  }

  @Test
  void pass_ofALockedKey_waitsForItsHolder() throws Exception {
    Future<Boolean> passed;
    try (Held held = locks.lockAll(List.of("key"), PATIENCE)) {
      assertThat(elsewhere(() -> isPassed("key", Duration.ofMillis(50)))).isFalse();
      assertThat(held.isTimedOut()).isFalse();
      passed = threads.submit(() -> isPassed("key", Duration.ofSeconds(50)));
      assertThatThrownBy(() -> passed.get(100, TimeUnit.MILLISECONDS))
          .isInstanceOf(TimeoutException.class);
    }
    assertThat(passed.get()).isTrue();
    assertThat(locks.size()).isZero();
  }

  @Test
  void awaitWritesUnderWay_waitsForThoseThatBeganBefore() throws Exception {
    Future<?> waiting;
    try (Held write = locks.pass("key", PATIENCE)) {
      assertThat(write.isTimedOut()).isFalse();
      AtomicReference<Boolean> ended = new AtomicReference<>(false);
      waiting =
          threads.submit(
              () -> {
                try (Held held = locks.lockAll(List.of("key"), PATIENCE)) {
                  assertThat(held.isTimedOut()).isFalse();
                  long began = System.nanoTime();
                  locks.awaitWritesUnderWay("key");
                  assertThat(ended.get() || System.nanoTime() - began >= MOST_OF_WRITES).isTrue();
                }
              });
      while (!locks.isLocked("key")) {
        Thread.onSpinWait();
      }
      TimeUnit.MILLISECONDS.sleep(100);
      ended.set(true);
    }
    waiting.get();
  }

  @Test
  void awaitWritesUnderWay_besideAnotherCachesWrites_waitsForNone() {
    KeyLocks one = locks.forCache();
    KeyLocks other = locks.forCache();
    long fastest = Long.MAX_VALUE;
    try (Held write = one.pass("key", PATIENCE)) { // no two keys are told apart less
      assertThat(write.isTimedOut()).isFalse();
      for (int i = 0; i < 5; i++) {
        long began = System.nanoTime();
        other.awaitWritesUnderWay("key");
        fastest = Math.min(fastest, System.nanoTime() - began);
      }
    }

    assertThat(fastest).isLessThan(MOST_OF_WRITES);
  }

  @Test
  void lock_byAnotherCache_isTheSame() throws Exception {
    try (Held held = locks.forCache().lockAll(List.of("key"), PATIENCE)) {
      assertThat(held.isTimedOut()).isFalse();
      assertThat(locks.forCache().isOwn("key")).isTrue();
      assertThat(elsewhere(() -> isHad("key"))).isFalse();
    }
  }

  @Test
  void awaitWritesUnderWay_besideWritesThatNeverStop_ends() throws Exception {
    AtomicBoolean stopped = new AtomicBoolean();
    List<Future<?>> writing = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      writing.add(
          threads.submit(
              () -> {
                while (!stopped.get()) {
                  try (Held one = locks.pass("key", PATIENCE)) {
                    LockSupport.parkNanos(1);
                    try (Held next = locks.pass("key", PATIENCE)) {
                      LockSupport.parkNanos(1);
                    }
                  }
                }
              }));
    }
    for (int i = 0; i < 20; i++) {
      locks.awaitWritesUnderWay("key");
    }
    stopped.set(true);
    for (Future<?> each : writing) {
      each.get();
    }
  }

  @Test
  void lockAll_byManyThreadsInOneOrder_neverTimesOut() throws Exception {
    List<Future<Boolean>> had = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      had.add(
          threads.submit(
              () -> {
                boolean all = true;
                for (int n = 0; n < 500; n++) {
                  try (Held held = locks.lockAll(List.of("a", "b", "c"), LONG)) {
                    all &= !held.isTimedOut();
                  }
                }
                return all;
              }));
    }

    for (Future<Boolean> all : had) {
      assertThat(all.get()).isTrue();
    }
    assertThat(locks.size()).isZero();
  }

  @Test
  void lockAll_oneOfThemHeldByAnother_releasesWhatItHad() throws Exception {
    try (Held held = locks.lockAll(List.of("b"), PATIENCE)) {
      assertThat(held.isTimedOut()).isFalse();
      boolean timedOut =
          elsewhere(
              () -> {
                try (Held some = locks.lockAll(List.of("a", "b", "c"), PATIENCE)) {
                  return some.isTimedOut() && locks.size() == 2;
                }
              });

      assertThat(timedOut).isTrue();
      assertThat(locks.size()).isEqualTo(1);
      assertThat(elsewhere(() -> isHad("a"))).isTrue();
    }
  }

  @Test
  void lockAll_ofNothing_takesNothing() {
    try (Held held = locks.lockAll(List.of(), PATIENCE)) {
      assertThat(held.isTimedOut()).isFalse();
      assertThat(locks.size()).isZero();
    }
  }

  @Test
  void lock_byInterruptedThread_endsAtOnceAndStaysInterrupted() throws Exception {
    try (Held held = locks.lockAll(List.of("key"), PATIENCE)) {
      assertThat(held.isTimedOut()).isFalse();
      Future<Boolean> interrupted =
          threads.submit(
              () -> {
                Thread.currentThread().interrupt();
                try (Held none = locks.lockAll(List.of("key"), PATIENCE)) {
                  return none.isTimedOut() && Thread.interrupted();
                }
              });

      assertThat(interrupted.get()).isTrue();
      assertThat(locks.size()).isEqualTo(1);
    }
  }

  @Test
  void lock_freeAndByInterruptedThread_isHad() throws Exception {
    boolean had =
        elsewhere(
            () -> {
              Thread.currentThread().interrupt();
              try (Held held = locks.lockAll(List.of("key"), PATIENCE)) {
                return !held.isTimedOut() && Thread.interrupted();
              }
            });

    assertThat(had).isTrue();
  }

  private boolean isPassed(String key, Duration patience) {
    try (Held held = locks.pass(key, patience)) {
      return !held.isTimedOut();
    }
  }

  private boolean isHad(String key) {
    try (Held held = locks.lockAll(List.of(key), PATIENCE)) {
      return !held.isTimedOut();
    }
  }

  private <T> T elsewhere(Callable<T> action) throws InterruptedException, ExecutionException {
    return threads.submit(action).get();
  }
}
