package io.sealcache.internal.locks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealcache.internal.locks.KeyLoads.Load;
import io.sealcache.internal.locks.KeyLoads.Result;
import io.sealcache.internal.locks.KeyLoads.Turn;
import io.sealcache.internal.seal.EntryPlace;
import io.sealcache.internal.seal.RepeatingStore;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.cache.integration.CacheLoaderException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What an operation waited for one entry it doesn't wait for the next once more. */
@Timeout(60)
class PatienceTest {
  private static final Duration LONG = Duration.ofSeconds(50);

  private final RepeatingStore shared = new RepeatingStore();
  private final KeyLocks keyLocks = new KeyLocks();
  private final EntryLocks locks = new EntryLocks("cache", keyLocks, false, LONG);
  private final ExecutorService threads = Executors.newCachedThreadPool();

  @AfterEach
  void close() {
    threads.shutdownNow();
    shared.close();
  }

  private <T> T elsewhere(Callable<T> action) throws Exception {
    return threads.submit(action).get(40, TimeUnit.SECONDS); // who waits takes longer
  }

  private static Patience spent() throws InterruptedException {
    Patience patience = new Patience(Duration.ofMillis(1));
    try (Patience.Wait wait = patience.begin()) {
      TimeUnit.MILLISECONDS.sleep(2);
    }
    return patience;
  }

  @Test
  void patience_isWhatAllWaitsLeaveOfIt() throws Exception {
    Patience patience = new Patience(LONG);
    try (Patience.Wait wait = patience.begin()) {
      TimeUnit.MILLISECONDS.sleep(20);
    }
    Duration once = patience.left();
    TimeUnit.MILLISECONDS.sleep(20);
    assertThat(patience.left()).as("what is no wait costs none").isEqualTo(once);
    try (Patience.Wait wait = patience.begin()) {
      TimeUnit.MILLISECONDS.sleep(20);
    }

    assertThat(once).isLessThanOrEqualTo(LONG.minusMillis(20));
    assertThat(patience.left()).isLessThanOrEqualTo(once.minusMillis(20));
    assertThat(spent().left()).isZero();
  }

  @Test
  void passIfPossible_withNoPatienceLeft_doesNotWait() throws Exception {
    EntryPlace<String> entry = shared.jvm().of(null).entry("key");
    try (Held held = keyLocks.lockAll(List.of(entry.key().text()), LONG)) {
      assertThat(held.isTimedOut()).isFalse();

      assertThat(elsewhere(() -> isPassed(entry, spent()))).isFalse();

      Future<Boolean> patient = threads.submit(() -> isPassed(entry, new Patience(LONG)));
      assertThatThrownBy(() -> patient.get(100, TimeUnit.MILLISECONDS))
          .isInstanceOf(TimeoutException.class);
    }
    assertThat(elsewhere(() -> isPassed(entry, spent())))
        .as("there is nothing to wait for")
        .isTrue();
  }

  private boolean isPassed(EntryPlace<String> entry, Patience patience) {
    try (Held held = locks.passIfPossible(entry, patience)) {
      return !held.isTimedOut();
    }
  }

  @Test
  void await_withNoPatienceLeft_takesOnlyWhatIsThere() throws Exception {
    KeyLoads loads = locks.loads();
    Load load = ((Turn.First) loads.begin("key", true)).load();
    Patience patience = spent();

    assertThatExceptionOfType(ExecutionException.class)
        .isThrownBy(() -> elsewhere(() -> loads.await(load, patience)))
        .havingCause()
        .isInstanceOf(CacheLoaderException.class)
        .withMessageContainingAll("cache", "1 ms", "contention-timeout");

    load.end(new Result.Nothing());
    assertThat(elsewhere(() -> loads.await(load, patience))).isEqualTo(new Result.Nothing());
    load.close();
  }
}
