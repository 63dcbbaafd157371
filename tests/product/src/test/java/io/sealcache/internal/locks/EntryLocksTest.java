package io.sealcache.internal.locks;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sealcache.internal.seal.EncryptedStore;
import io.sealcache.internal.seal.EntryPlace;
import io.sealcache.internal.seal.RepeatingStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class EntryLocksTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(1);
  private static final int KEYS = 100;

  private final RepeatingStore shared = new RepeatingStore();
  private final KeyLocks keyLocks = new KeyLocks();
  private final EntryLocks locks = new EntryLocks("cache", keyLocks, false, TIMEOUT);

  @Test
  void pass_ofManyThatGetFreeOneAfterTheOther_waitsOnlyOnce() throws Exception {
    EncryptedStore<String, String> store = shared.jvm();
    List<EntryPlace<String>> entries = new ArrayList<>();
    for (int i = 0; i < KEYS; i++) {
      entries.add(store.of(null).entry("key" + i));
    }
    CountDownLatch locked = new CountDownLatch(1);
    CountDownLatch over = new CountDownLatch(1);
    ExecutorService threads = Executors.newCachedThreadPool();
    try {
      Future<?> releasing = threads.submit(() -> releaseOneAfterTheOther(entries, locked, over));
      locked.await();

      assertThatExceptionOfType(CacheException.class)
          .isThrownBy(() -> locks.pass(entries).close())
          .withMessageContaining("contention-timeout");
      over.countDown();
      releasing.get();
    } finally {
      threads.shutdownNow();
      shared.close();
    }
  }

  @Test
  void mark_refusesThisThreadAndNoOther() throws Exception {
    EntryPlace<String> entry = shared.jvm().of(null).entry("key");
    ExecutorService threads = Executors.newCachedThreadPool();
    try (Held mark = locks.mark(entry)) {
      for (Supplier<?> change :
          List.<Supplier<?>>of(
              () -> locks.lock(entry),
              () -> locks.pass(entry),
              () -> locks.pass(List.of(entry)),
              () -> locks.mark(entry))) {
        assertThatExceptionOfType(CacheException.class)
            .isThrownBy(change::get)
            .withMessageContaining("wait for itself");
      }
      assertThat(locks.isOwn(entry)).isTrue();
      assertThat(threads.submit(() -> changeFreely(entry)).get()).isTrue();
    } finally {
      threads.shutdownNow();
      shared.close();
    }
    locks.lock(entry).close();
    assertThat(locks.isOwn(entry)).isFalse();
  }

  private boolean changeFreely(EntryPlace<String> entry) {
    try (Held mark = locks.mark(entry)) {
      assertThat(locks.isOwn(entry)).isTrue();
    }
    try (Held passed = requireNonNull(locks.passIfFree(entry))) {
      assertThat(locks.isOwn(entry)).isFalse();
    }
    try (Held held = locks.lock(entry)) {
      return locks.isOwn(entry);
    }
  }

  /** For so long that a thread that was stopped meanwhile finds some locked yet. */
  private @Nullable Void releaseOneAfterTheOther(
      List<EntryPlace<String>> entries, CountDownLatch locked, CountDownLatch over)
      throws InterruptedException {
    List<Held> held = new ArrayList<>();
    for (EntryPlace<String> entry : entries) {
      held.add(keyLocks.lockAll(List.of(entry.key().text()), TIMEOUT));
    }
    locked.countDown();
    for (Held one : held) {
      over.await(400, TimeUnit.MILLISECONDS);
      one.close();
    }
    return null;
  }
}
