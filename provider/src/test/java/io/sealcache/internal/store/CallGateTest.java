package io.sealcache.internal.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CallGateTest {
  /** Waits for ever: its time does not pass. */
  private final CallGate gate = new CallGate("too late", 10, () -> 0);

  @RepeatedTest(100)
  void shut_whileThreadsPass_noneIsInsideAfterIt() throws InterruptedException {
    AtomicBoolean closed = new AtomicBoolean();
    AtomicInteger callsAfterClose = new AtomicInteger();
    CountDownLatch warm = new CountDownLatch(4);
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      threads.add(new Thread(() -> passUntilShut(warm, closed, callsAfterClose)));
    }
    threads.forEach(Thread::start);
    warm.await();

    gate.shut();
    closed.set(true);

    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(callsAfterClose).hasValue(0);
  }

  private void passUntilShut(
      CountDownLatch warm, AtomicBoolean closed, AtomicInteger callsAfterClose) {
    try {
      while (true) {
        gate.enter();
        try {
          for (int i = 0; i < 50; i++) {
            if (closed.get()) {
              callsAfterClose.incrementAndGet();
            }
          }
        } finally {
          gate.leave();
        }
        warm.countDown();
      }
    } catch (IllegalStateException e) {
      if (!"too late".equals(e.getMessage())) {
        callsAfterClose.incrementAndGet();
      }
    }
  }

  @Test
  void shut_whileACallHangs_waitsAsLongAsItMay() throws InterruptedException {
    AtomicLong now = new AtomicLong();
    CallGate hanging = new CallGate("too late", 10, now::get);
    hanging.enter();
    Thread closing = new Thread(hanging::shut);
    closing.start();
    while (closing.getState() != Thread.State.TIMED_WAITING) {
      assertThat(closing.isAlive()).isTrue();
      Thread.onSpinWait();
    }

    now.set(11);
    closing.join();
  }

  @Test
  void enter_moreOftenThanALockCanBeHeld_passes() {
    for (int i = 0; i < 70_000; i++) {
      gate.enter();
    }
    for (int i = 0; i < 70_000; i++) {
      gate.leave();
    }
    gate.shut();
    assertThatIllegalStateException().isThrownBy(gate::enter).withMessage("too late");
  }
}
