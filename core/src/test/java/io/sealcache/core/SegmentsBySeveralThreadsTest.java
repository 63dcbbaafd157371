package io.sealcache.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealcache.fixture.Needs;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One thread does the same with a large value as several threads do, except for the time. */
@Tag("slow")
@Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SegmentsBySeveralThreadsTest {
  private static final int SEGMENT = Envelope.SEGMENT_LENGTH;
  private static final int SEALED_SEGMENT = SEGMENT + 16;
  private static final int LARGE = 12 * SEGMENT + 5;

  private final byte[] secret = Bytes.random(ValueCipher.KEY_LENGTH, 1);
  private final byte[] storedKey = Bytes.random(45, 2);
  private final byte[] large = Bytes.random(LARGE, 3);
  private final ForkJoinPool pool = new ForkJoinPool(5);
  private final SealingGate gate = new SealingGate();
  private final WatchedProvider provider = new WatchedProvider();
  private final ValueCipher several = cipher(new Ciphers.Helpers(pool, 3, 4));
  private final ValueCipher one = cipher(Ciphers.Helpers.OF_CALLER);
  private final CountDownLatch atWork = new CountDownLatch(1);
  private final CountDownLatch release = new CountDownLatch(1);

  /** The same session in each, so that the same values give the same bytes. */
  private ValueCipher cipher(Ciphers.Helpers threads) {
    return Ciphers.values(
        secret,
        7,
        NonceMode.COUNTER,
        provider.jca(),
        gate,
        cause -> {},
        threads,
        FixedRandom.session(new byte[12], 42),
        Session.Clock.SYSTEM);
  }

  @AfterEach
  void close() {
    release.countDown();
    pool.shutdown();
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        1,
        8 * SEGMENT - 1,
        8 * SEGMENT,
        8 * SEGMENT + 1,
        12 * SEGMENT,
        16 * SEGMENT + 8,
        20 * SEGMENT + 1
      })
  void value_isTheSameByWhomeverItIsSealed(int length) {
    byte[] plaintext = Bytes.random(length + 20, 4);

    byte[] storedValue = several.seal(Payload.behindRoom(plaintext, 7, length), storedKey);

    assertThat(storedValue)
        .isEqualTo(one.seal(Payload.behindRoom(plaintext, 7, length), storedKey));
    byte[] part = Arrays.copyOfRange(plaintext, 7, 7 + length);
    assertThat(several.open(storedValue, storedKey)).isEqualTo(part);
    assertThat(one.open(storedValue, storedKey)).isEqualTo(part);
  }

  @ParameterizedTest
  @CsvSource({
    "1, 3, 0",
    "7, 3, 0",
    "8, 3, 1",
    "11, 3, 1",
    "12, 3, 2",
    "20, 3, 2",
    "20, 1, 0",
    "20, 5, 4",
    "20, 100, 4"
  })
  void others_areAskedWhereThereIsEnoughForEach(int segments, int limit, int others) {
    AtomicInteger asked = new AtomicInteger();
    ValueCipher asking = cipher(new Ciphers.Helpers(task -> asked.incrementAndGet(), limit, 4));
    byte[] plaintext = Bytes.random(segments * SEGMENT, 4);

    byte[] storedValue = asking.seal(Payload.of(plaintext), storedKey);
    assertThat(asked).hasValue(others);
    assertThat(asking.open(storedValue, storedKey)).isEqualTo(plaintext);
    assertThat(asked).hasValue(2 * others);
  }

  @Test
  void others_areAskedByWhatIsLeftToOpen() {
    AtomicInteger asked = new AtomicInteger();
    ValueCipher asking = cipher(new Ciphers.Helpers(task -> asked.incrementAndGet(), 3, 4));
    byte[] storedValue = one.seal(Payload.of(new byte[8 * SEGMENT]), storedKey);
    Payload target = Payload.of(new byte[8 * SEGMENT]);

    assertThat(asking.open(new Segments(false, storedValue, storedKey, target), 1, 8)).isTrue();
    assertThat(asked).hasValue(0);
  }

  @Test
  void restBehindTheFirstSegment_isOpenedBySeveralToo() {
    byte[] storedValue = one.seal(Payload.of(large), storedKey);
    byte[] target = new byte[LARGE];
    Segments segments = new Segments(false, storedValue, storedKey, Payload.of(target));

    assertThat(several.open(segments, 1, segments.count())).isTrue();
    System.arraycopy(large, 0, target, 0, SEGMENT);
    assertThat(target).isEqualTo(large);
    storedValue[storedValue.length - 1] ^= 1;
    assertThat(several.open(segments, 1, segments.count())).isFalse();
  }

  @Test
  void value_isSealedAndOpenedByAsManyAsMay() {
    assertSealedAndOpenedByThree();
  }

  private void assertSealedAndOpenedByThree() {
    Workers sealing = watch(new Workers(3));
    byte[] storedValue = several.seal(Payload.behindRoom(large, 0, LARGE), storedKey);
    Workers opening = watch(new Workers(3));
    byte[] plaintext = several.open(storedValue, storedKey);

    assertThat(plaintext).isEqualTo(large);
    assertThat(sealing.seen()).hasSize(3).contains(Thread.currentThread());
    assertThat(opening.seen()).hasSize(3).contains(Thread.currentThread());
    assertThat(storedValue).isEqualTo(one.seal(Payload.behindRoom(large, 0, LARGE), storedKey));
  }

  @Test
  void value_ofABusyPoolIsSealedAndOpenedByTheCaller() {
    Workers.occupy(pool, 5, release);
    Workers workers = watch(new Workers(1));

    assertOpensAgain(several);

    assertThat(workers.seen()).containsExactly(Thread.currentThread());
  }

  @Test
  void value_ofOneThreadIsSealedAndOpenedByTheCaller() {
    Workers workers = watch(new Workers(1));

    assertOpensAgain(one);

    assertThat(workers.seen()).containsExactly(Thread.currentThread());
  }

  @Test
  void value_ofAVirtualThreadIsSealedAndOpenedBySeveral() throws Exception {
    Needs.jdk(21);
    FutureTask<Object> task =
        new FutureTask<>(Executors.callable(this::assertSealedAndOpenedByThree));

    Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, task);

    task.get();
  }

  @Test
  void values_ofAllThreadsOfThePoolAtOnce_areSealedAndOpened() throws Exception {
    CountDownLatch done = new CountDownLatch(20);
    for (int i = 0; i < 20; i++) {
      pool.execute(
          () -> {
            assertOpensAgain(several);
            done.countDown();
          });
    }

    assertThat(done.await(60, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void segment_thatIsNotAuthentic_isRefusedWhicheverItIs() {
    byte[] storedValue = one.seal(Payload.behindRoom(large, 0, LARGE), storedKey);

    for (int at = 25; at < storedValue.length; at += SEALED_SEGMENT) {
      int end = Math.min(at + SEALED_SEGMENT, storedValue.length) - 1;
      for (int place : new int[] {at, end}) {
        byte[] tampered = storedValue.clone();
        tampered[place] ^= 1;

        assertThat(several.open(tampered, storedKey)).as("%d", place).isNull();
      }
    }
    assertThat(several.open(storedValue, storedKey)).isEqualTo(large);
  }

  @Test
  void segments_cutSwappedOrMoved_areRefused() {
    byte[] storedValue = one.seal(Payload.behindRoom(large, 0, LARGE), storedKey);
    byte[] other = one.seal(Payload.behindRoom(large, 0, LARGE), storedKey);

    for (int segment = 0; segment < 11; segment++) {
      int at = 25 + segment * SEALED_SEGMENT;
      byte[] swapped = storedValue.clone();
      System.arraycopy(storedValue, at, swapped, at + SEALED_SEGMENT, SEALED_SEGMENT);
      System.arraycopy(storedValue, at + SEALED_SEGMENT, swapped, at, SEALED_SEGMENT);
      byte[] moved = storedValue.clone();
      System.arraycopy(other, at, moved, at, SEALED_SEGMENT);

      assertThat(several.open(swapped, storedKey)).as("%d", segment).isNull();
      assertThat(several.open(moved, storedKey)).as("%d", segment).isNull();
      assertThat(several.open(Arrays.copyOf(storedValue, at + SEALED_SEGMENT), storedKey))
          .as("%d", segment)
          .isNull();
    }
    assertThat(several.open(Arrays.copyOf(storedValue, storedValue.length - 1), storedKey))
        .isNull();
    assertThat(several.open(storedValue, Bytes.random(45, 6))).isNull();
  }

  @Test
  void open_ofATamperedValueWaitsForAllAndLeavesNothingOpened() throws Exception {
    byte[] storedValue = one.seal(Payload.behindRoom(large, 0, LARGE), storedKey);
    storedValue[storedValue.length - 1] ^= 1;
    AtomicReference<byte[]> opened = new AtomicReference<>();
    Thread caller = new Thread(() -> assertThat(several.open(storedValue, storedKey)).isNull());
    provider.watch(
        output -> {
          opened.set(output);
          holdOthers(caller);
        });

    caller.start();
    Workers.awaitWaiting(caller);
    assertThat(isZero(opened.get())).isFalse();
    release.countDown();
    caller.join();

    assertThat(isZero(opened.get())).isTrue();
  }

  @Test
  void gate_isLeftByTheCallerOnlyWhenTheOthersHaveStopped() throws Exception {
    Thread caller = new Thread(() -> several.seal(Payload.behindRoom(large, 0, LARGE), storedKey));
    provider.watch(output -> holdOthers(caller));
    caller.start();
    Workers.awaitWaiting(caller);
    AtomicInteger shut = new AtomicInteger();
    Thread checkpoint =
        new Thread(
            () -> {
              gate.shut();
              shut.set(1);
            });
    checkpoint.start();
    while (checkpoint.getState() != Thread.State.WAITING) {
      Thread.sleep(1);
    }
    Thread.sleep(50);

    assertThat(shut).hasValue(0);

    release.countDown();
    checkpoint.join();
    caller.join();
    gate.open();
    assertThat(shut).hasValue(1);
  }

  @Test
  void failureOfAnother_isTheCallersAndSpoilsNothingLater() {
    OutOfMemoryError failure = new OutOfMemoryError("injected");
    byte[] storedValue = one.seal(Payload.behindRoom(large, 0, LARGE), storedKey);
    Thread caller = Thread.currentThread();
    provider.watch(failOthers(failure, caller));

    assertThatThrownBy(() -> several.seal(Payload.behindRoom(large, 0, LARGE), storedKey))
        .isSameAs(failure);
    provider.watch(failOthers(failure, caller));
    assertThatThrownBy(() -> several.open(storedValue, storedKey)).isSameAs(failure);

    provider.watch(output -> {});
    assertOpensAgain(several);
  }

  @Test
  void failureOfTheCaller_isItsOwnOnceTheOthersHaveStopped() throws Exception {
    IllegalStateException failure = new IllegalStateException("injected");
    CompletableFuture<Throwable> thrown = new CompletableFuture<>();
    Thread caller =
        new Thread(
            () -> {
              try {
                several.seal(Payload.behindRoom(large, 0, LARGE), storedKey);
              } catch (IllegalStateException e) {
                thrown.complete(e);
              }
            });
    provider.watch(
        output -> {
          holdOthers(caller);
          throw failure;
        });
    caller.start();
    Workers.awaitWaiting(caller);

    assertThat(thrown).isNotDone();

    release.countDown();
    assertThat(thrown.get()).isSameAs(failure);
  }

  @Test
  void values_sealedWhileSessionsEnd_repeatNoNonceAndOpen() throws Exception {
    ValueCipher cipher =
        Ciphers.values(
            secret,
            7,
            NonceMode.COUNTER,
            JcaProvider.UNTESTED,
            gate,
            cause -> {},
            new Ciphers.Helpers(ForkJoinPool.commonPool(), 4, 4));
    Set<Nonce> nonces = ConcurrentHashMap.newKeySet();
    CountDownLatch done = new CountDownLatch(4);
    for (int thread = 0; thread < 4; thread++) {
      new Thread(
              () -> {
                for (int i = 0; i < 8; i++) {
                  byte[] storedValue =
                      cipher.seal(Payload.behindRoom(large, i, 9 * SEGMENT), storedKey);
                  nonces.add(Nonce.of(storedValue));
                  assertThat(cipher.open(storedValue, storedKey))
                      .isEqualTo(Arrays.copyOfRange(large, i, i + 9 * SEGMENT));
                }
                done.countDown();
              })
          .start();
    }
    while (!done.await(1, TimeUnit.MILLISECONDS)) {
      gate.rotate();
    }

    assertThat(nonces).hasSize(32);
  }

  private Workers watch(Workers workers) {
    provider.watch(workers);
    return workers;
  }

  private void assertOpensAgain(ValueCipher cipher) {
    byte[] storedValue = cipher.seal(Payload.behindRoom(large, 0, LARGE), storedKey);

    assertThat(cipher.open(storedValue, storedKey)).isEqualTo(large);
  }

  /** Others stay where they are until they are released; the caller comes after one of them. */
  private void holdOthers(Thread caller) {
    if (Thread.currentThread() == caller) {
      Workers.await(atWork);
    } else {
      atWork.countDown();
      Workers.await(release);
    }
  }

  /** The first of them; the caller, who might need none for the rest, comes after it. */
  private static Consumer<byte[]> failOthers(Error failure, Thread caller) {
    CountDownLatch failing = new CountDownLatch(1);
    return output -> {
      if (Thread.currentThread() != caller) {
        failing.countDown();
        throw failure;
      }
      Workers.await(failing);
    };
  }

  private static boolean isZero(byte[] bytes) {
    return Arrays.equals(bytes, new byte[bytes.length]);
  }
}
