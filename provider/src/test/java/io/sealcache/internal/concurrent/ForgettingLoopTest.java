package io.sealcache.internal.concurrent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class ForgettingLoopTest {
  /** Counts to three, an hour after each other for who isn't woken. */
  private static final class Counting implements Supplier<OptionalLong> {
    private final List<Thread> threads = new ArrayList<>();
    private final CompletableFuture<List<Thread>> end = new CompletableFuture<>();

    @Override
    public OptionalLong get() {
      threads.add(Thread.currentThread());
      if (threads.size() == 3) {
        end.complete(threads);
        return OptionalLong.empty();
      }
      LockSupport.unpark(Thread.currentThread());
      return OptionalLong.of(TimeUnit.HOURS.toNanos(1));
    }
  }

  /** Holds nothing that would hold it. */
  private static final class Endless implements Supplier<OptionalLong> {
    private final CompletableFuture<Thread> thread;

    private Endless(CompletableFuture<Thread> thread) {
      this.thread = thread;
    }

    @Override
    public OptionalLong get() {
      thread.complete(Thread.currentThread());
      return OptionalLong.of(TimeUnit.MILLISECONDS.toNanos(1));
    }
  }

  @Test
  void step_isTakenAgainAfterEachWait_untilItSaysThatItWasTheLast() throws Exception {
    Counting counting = new Counting();
    ForgettingLoop.start(counting);

    List<Thread> threads = counting.end.get(1, TimeUnit.MINUTES);
    Thread one = threads.get(0);
    assertThat(threads).containsExactly(one, one, one);
    assertThat(one.isDaemon()).isTrue();
    one.join(60_000);
    assertThat(one.isAlive()).isFalse();
    assertThat(counting.threads).hasSize(3);
  }

  @Test
  void repeat_asInANativeImage_doesTheSame() {
    Counting counting = new Counting();
    ForgettingLoop.repeat(counting);

    assertThat(counting.threads).hasSize(3).containsOnly(Thread.currentThread());
  }

  @Test
  void stepThatNobodyRefersTo_endsTheThread() throws Exception {
    CompletableFuture<Thread> begun = new CompletableFuture<>();
    ForgettingLoop.start(new Endless(begun));
    Thread thread = begun.get(1, TimeUnit.MINUTES);
    for (int i = 0; i < 3_000 && thread.isAlive(); i++) {
      System.gc();
      thread.join(20);
    }

    assertThat(thread.isAlive()).isFalse();
  }

  @Test
  void stepThatSomebodyRefersTo_goesOn() throws Exception {
    CompletableFuture<Thread> begun = new CompletableFuture<>();
    Endless kept = new Endless(begun);
    ForgettingLoop.start(kept);
    Thread thread = begun.get(1, TimeUnit.MINUTES);
    System.gc();
    thread.join(20);

    assertThat(thread.isAlive()).isTrue();
    assertThat(kept.thread).isDone(); // so it is referred to until here
  }
}
