package io.sealcache.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.security.SecureRandom;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SealingGateTest {
  private final SealingGate gate = new SealingGate();
  private final byte[] secret = Bytes.random(ValueCipher.KEY_LENGTH, 1);
  private final byte[] storedKey = Bytes.random(45, 2);

  @AfterEach
  void open() {
    gate.open(); // whoever still waits
  }

  @ParameterizedTest
  @EnumSource
  void shut_keepsWhoSealsUntilItOpens(NonceMode mode) throws Exception {
    ValueCipher cipher = cipher(mode, new SecureRandom());
    Nonce before = seal(cipher);
    gate.shut();
    CompletableFuture<Nonce> sealed = new CompletableFuture<>();
    Thread sealing = new Thread(() -> sealed.complete(seal(cipher)));
    sealing.start();
    awaitWaiting(sealing);

    assertThat(sealed).isNotDone();

    gate.open();
    assertThat(sealed.get().isOfSameSession(before)).isFalse();
  }

  @Test
  void shut_openingGoesOn() {
    ValueCipher cipher = cipher(NonceMode.COUNTER, new SecureRandom());
    byte[] storedValue = cipher.seal(Payload.behindRoom(new byte[] {1}, 0, 1), storedKey);

    gate.shut();

    assertThat(cipher.open(storedValue, storedKey)).containsExactly(1);
  }

  @Test
  void shut_failsForWhoShutIt() {
    ValueCipher cipher = cipher(NonceMode.COUNTER, new SecureRandom());
    gate.shut();

    assertThatIllegalStateException()
        .isThrownBy(() -> seal(cipher))
        .withMessageContaining("checkpoint");

    gate.open();
    assertThat(seal(cipher)).isNotNull();
  }

  @Test
  void shut_failsForWhoIsInterrupted() throws Exception {
    ValueCipher cipher = cipher(NonceMode.COUNTER, new SecureRandom());
    gate.shut();
    CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
    Thread sealing =
        new Thread(
            () -> {
              assertThatIllegalStateException().isThrownBy(() -> seal(cipher));
              interrupted.complete(Thread.currentThread().isInterrupted());
            });
    sealing.start();
    awaitWaiting(sealing);

    sealing.interrupt();

    assertThat(interrupted.get()).isTrue();
  }

  static Stream<Consumer<SealingGate>> endings() {
    return Stream.of(SealingGate::shut, SealingGate::rotate);
  }

  @ParameterizedTest
  @MethodSource("endings")
  void ending_waitsForWhoIsSealing(Consumer<SealingGate> ending) throws Exception {
    SlowRandom random = new SlowRandom();
    ValueCipher cipher = cipher(NonceMode.RANDOM, random);
    Thread sealing = new Thread(() -> seal(cipher));
    sealing.start();
    random.entered.await();
    CountDownLatch ended = new CountDownLatch(1);
    long epoch = gate.epoch();
    Thread ender =
        new Thread(
            () -> {
              ending.accept(gate);
              ended.countDown();
            });
    ender.start();
    awaitWaiting(ender);

    assertThat(ended.getCount()).isEqualTo(1);
    assertThat(gate.epoch()).isEqualTo(epoch);

    random.release.countDown();
    ended.await();
    sealing.join();
  }

  // Threads are counted in stripes, and each of those must be looked at.
  @Test
  void rotate_waitsForAnyThread() throws Exception {
    Set<Object> stripes = ConcurrentHashMap.newKeySet();
    for (int i = 0; stripes.size() < 64; i++) {
      assertThat(i).isLessThan(1000);
      CountDownLatch entered = new CountDownLatch(1);
      CountDownLatch release = new CountDownLatch(1);
      Thread within = new Thread(() -> stripes.add(stayWithin(entered, release)));
      within.start();
      assertThat(entered.await(30, TimeUnit.SECONDS)).isTrue();
      Thread ender = new Thread(gate::rotate);
      ender.start();
      awaitWaiting(ender);
      release.countDown();
      ender.join();
      within.join();
      if (i % 64 == 63) {
        new Thread(() -> {}).start(); // so that what was odd becomes even
      }
    }
  }

  private Object stayWithin(CountDownLatch within, CountDownLatch release) {
    long entered = gate.enter();
    try {
      within.countDown();
      release.await();
      return gate.stripe();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    } finally {
      gate.leave(entered);
    }
  }

  @Test
  void rotate_whileShut_opensNothing() {
    ValueCipher cipher = cipher(NonceMode.COUNTER, new SecureRandom());
    gate.shut();

    gate.rotate();

    assertThatIllegalStateException().isThrownBy(() -> seal(cipher));
  }

  @Test
  void rotate_reachesEachCipherOfTheGate() {
    ValueCipher one = cipher(NonceMode.COUNTER, new SecureRandom());
    ValueCipher other = cipher(NonceMode.COUNTER, new SecureRandom());
    ValueCipher elsewhere = Ciphers.values(secret, 7, NonceMode.COUNTER);
    Nonce ofOne = seal(one);
    Nonce ofOther = seal(other);
    Nonce ofElsewhere = seal(elsewhere);

    gate.rotate();

    assertThat(seal(one).isOfSameSession(ofOne)).isFalse();
    assertThat(seal(other).isOfSameSession(ofOther)).isFalse();
    assertThat(seal(elsewhere).isOfSameSession(ofElsewhere)).isTrue();
  }

  @Test
  void seal_thatFails_leaves() {
    ValueCipher cipher = cipher(NonceMode.COUNTER, new SecureRandom());
    try (FailingProvider provider = new FailingProvider()) {
      provider.failNext("AES/GCM/NoPadding", FailingProvider.Failure.UNCHECKED);
      assertThatIllegalStateException().isThrownBy(() -> seal(cipher));
    }

    gate.rotate(); // would wait for ever

    assertThat(seal(cipher)).isNotNull();
  }

  private ValueCipher cipher(NonceMode mode, SecureRandom random) {
    return Ciphers.values(secret, 7, mode, gate, random, Session.Clock.SYSTEM);
  }

  private Nonce seal(ValueCipher cipher) {
    return Nonce.of(cipher.seal(Payload.behindRoom(new byte[8], 0, 8), storedKey));
  }

  /** Until the thread got as far as it gets. */
  private static void awaitWaiting(Thread thread) throws InterruptedException {
    while (thread.getState() != Thread.State.WAITING
        && thread.getState() != Thread.State.TIMED_WAITING) {
      assertThat(thread.isAlive()).isTrue();
      Thread.sleep(1);
    }
  }

  /** Holds who draws from it, in the middle of sealing. */
  private static final class SlowRandom extends SecureRandom {
    final transient CountDownLatch entered = new CountDownLatch(1);
    final transient CountDownLatch release = new CountDownLatch(1);

    @Override
    public void nextBytes(byte[] bytes) {
      entered.countDown();
      try {
        release.await();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
      super.nextBytes(bytes);
    }
  }
}
