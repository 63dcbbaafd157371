package io.sealcache.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class CipherPoolTest {
  private final AtomicInteger made = new AtomicInteger();
  private final CipherPool<Exclusive> pool = new CipherPool<>(this::make);

  @Test
  void take_givesWhatWasGivenBack() {
    Exclusive object = pool.take();
    pool.give(object);

    assertThat(pool.take()).isSameAs(object);
    assertThat(made).hasValue(1);
  }

  @Test
  void take_makesANewOneForWhatWasNotGivenBack() {
    Exclusive object = pool.take();

    assertThat(pool.take()).isNotSameAs(object);
    assertThat(made).hasValue(2);
  }

  @Test
  void give_keepsABoundedNumber() {
    for (int i = 0; i < 1000; i++) {
      pool.give(make());
    }

    Set<Exclusive> kept = Collections.newSetFromMap(new IdentityHashMap<>());
    for (int i = 0; i < 1000; i++) {
      Exclusive object = pool.take();
      if (object.number < 1000) {
        kept.add(object);
      }
    }
    assertThat(kept).hasSize(2);
  }

  @Test
  void take_neverGivesOneObjectToTwoThreads() throws InterruptedException {
    AtomicBoolean shared = new AtomicBoolean();
    CountDownLatch done = new CountDownLatch(32);
    ExecutorService threads = Executors.newFixedThreadPool(32);
    for (int thread = 0; thread < 32; thread++) {
      threads.execute(
          () -> {
            for (int i = 0; i < 20_000; i++) {
              Exclusive object = pool.take();
              if (object.inUse.getAndSet(true)) {
                shared.set(true);
              }
              if (i % 16 == 0) {
                LockSupport.parkNanos(1);
              }
              object.inUse.set(false);
              pool.give(object);
            }
            done.countDown();
          });
    }

    assertThat(done.await(5, TimeUnit.MINUTES)).isTrue();
    threads.shutdown();
    assertThat(shared).isFalse();
  }

  private Exclusive make() {
    return new Exclusive(made.getAndIncrement());
  }

  private static final class Exclusive {
    final int number;
    final AtomicBoolean inUse = new AtomicBoolean();

    Exclusive(int number) {
      this.number = number;
    }
  }
}
