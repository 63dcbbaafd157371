package io.sealcache.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Eight threads seal without a pause while the gate is shut, opened and turned. */
@Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SealingGateRaceTest {
  private static final int THREADS = 8;

  private final SealingGate gate = new SealingGate();
  private final byte[] storedKey = Bytes.random(45, 1);
  private final ValueCipher cipher =
      Ciphers.values(
          Bytes.random(ValueCipher.KEY_LENGTH, 2),
          7,
          NonceMode.COUNTER,
          JcaProvider.UNTESTED,
          gate);
  private final Set<Nonce> nonces = ConcurrentHashMap.newKeySet();
  private final AtomicInteger sealed = new AtomicInteger();
  private final AtomicInteger refused = new AtomicInteger();
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean stopped;

  private void start() {
    for (int i = 0; i < THREADS; i++) {
      Thread thread = new Thread(this::sealUntilStopped);
      threads.add(thread);
      thread.start();
    }
  }

  private void sealUntilStopped() {
    try {
      while (!stopped) {
        try {
          nonces.add(Nonce.of(cipher.seal(Payload.behindRoom(new byte[8], 0, 8), storedKey)));
          sealed.incrementAndGet();
        } catch (IllegalStateException e) {
          assertThat(e).hasMessageContaining("Interrupted while a checkpoint");
          assertThat(Thread.interrupted()).isTrue();
          refused.incrementAndGet();
        }
      }
    } catch (Throwable e) {
      failure.set(e);
    }
  }

  @AfterEach
  void stop() throws InterruptedException {
    stopped = true;
    gate.open();
    for (Thread thread : threads) {
      thread.join();
    }
  }

  private void assertNoNonceTwice() throws InterruptedException {
    stop();
    assertThat(failure.get()).isNull();
    assertThat(nonces).hasSize(sealed.get());
  }

  @Test
  void rotations_getTheirTurnAndNoNonceComesTwice() throws Exception {
    start();
    long epoch = gate.epoch();

    for (int i = 0; i < 500; i++) {
      gate.rotate();
    }

    assertThat(gate.epoch()).isEqualTo(epoch + 500);
    assertNoNonceTwice();
    assertThat(refused).hasValue(0);
  }

  @Test
  void shutGate_letsNobodySealAndNoNonceComesTwice() throws Exception {
    start();

    for (int i = 0; i < 100; i++) {
      gate.shut();
      int before = nonces.size();
      if (i % 4 == 0) {
        Thread.sleep(1);
      }
      int settled = nonces.size(); // of those that were sealed and not yet counted
      gate.rotate();
      assertThat(settled - before).isLessThanOrEqualTo(THREADS);
      assertThat(nonces.size() - before).isLessThanOrEqualTo(THREADS);
      gate.open();
    }

    assertNoNonceTwice();
    assertThat(refused).hasValue(0);
  }

  @Test
  void severalWhoTurnIt_andWhoInterrupts_stopNobodyForEver() throws Exception {
    start();
    List<Thread> turning = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      turning.add(
          new Thread(
              () -> {
                for (int turn = 0; turn < 300; turn++) {
                  gate.rotate();
                }
              }));
    }
    turning.forEach(Thread::start);

    for (int i = 0; i < 300; i++) {
      gate.shut();
      threads.get(i % THREADS).interrupt();
      Thread.onSpinWait();
      gate.open();
    }

    for (Thread thread : turning) {
      thread.join();
    }
    assertNoNonceTwice();
  }
}
