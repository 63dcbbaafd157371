package io.sealcache.cli.doctor;

import static java.util.Objects.requireNonNull;

import io.sealcache.EncryptedCachingProvider;
import io.sealcache.cli.RunOptions;
import io.sealcache.core.SealedBytes;
import io.sealcache.core.StoredKey;
import io.sealcache.internal.managerstore.OpenedStore;
import io.sealcache.internal.store.CacheExpiry;
import io.sealcache.internal.store.OperationExpiry;
import io.sealcache.internal.store.StoreCall;
import io.sealcache.internal.store.StorePort;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * The store's own compare-and-set, with bytes as SealCache has it store them. Without what
 * SealCache adds: locks of this JVM would hide that a store's is none.
 */
final class CompareAndSetProbe {
  /** Bytes before the ciphertext of a stored key. */
  private static final int FORM = 21;

  private static final StoredKey COUNTER = key("counter");
  private static final StoredKey ONE = key("one");
  private static final int THREADS = 4;
  private static final int ROUNDS = 100;
  private static final int MAX_ATTEMPTS = 1_000_000;

  private final StorePort calls;

  private CompareAndSetProbe(StorePort calls) {
    this.calls = calls;
  }

  /**
   * Tries it, in a cache of its own.
   *
   * @throws IllegalStateException if it is none
   */
  static String run(Properties properties) throws Exception {
    String name = ProbeCaches.prefix() + "port";
    try (OpenedStore store =
        OpenedStore.open(properties, RunOptions.loader(), EncryptedCachingProvider.class)) {
      StorePort calls = store.adapter().createCache(store.manager(), name, CacheExpiry.NEVER, null);
      try {
        new CompareAndSetProbe(calls).run();
      } finally {
        calls.close();
        store.adapter().destroyCache(store.manager(), name, true);
      }
    }
    return "the store changes an entry only if it holds the very bytes that are expected";
  }

  private void run() throws Exception {
    singleCalls();
    create(COUNTER, 0);
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<Callable<Boolean>> all = Collections.nCopies(THREADS, this::increment);
      for (Future<Boolean> each : threads.invokeAll(all)) {
        Verdict.ensure(each.get(), "replace never says that it was done");
      }
    } finally {
      threads.shutdownNow();
    }
    Verdict.ensure(
        is(COUNTER, THREADS * ROUNDS),
        "after %d replacements of what was read, by %d threads, another number is there"
            .formatted(THREADS * ROUNDS, THREADS));
  }

  private void singleCalls() {
    Verdict.ensure(create(ONE, 1), "putIfAbsent says that a new key is there already");
    Verdict.ensure(!create(ONE, 2) && is(ONE, 1), "putIfAbsent replaces what is there, or says so");
    Verdict.ensure(
        !replace(ONE, sealed(2), sealed(3)) && is(ONE, 1),
        "replace changes an entry though it holds another value than the expected one, or says so");
    Verdict.ensure(
        replace(ONE, requireNonNull(found(ONE)), sealed(4)) && is(ONE, 4),
        "replace doesn't change an entry that holds the expected value");
    Verdict.ensure(
        !calls.make(new StoreCall.Remove(ONE, sealed(1))) && is(ONE, 4),
        "remove takes an entry away though it holds another value than the expected one");
    Verdict.ensure(
        calls.make(new StoreCall.Remove(ONE, sealed(4))) && found(ONE) == null,
        "remove leaves an entry that holds the expected value");
  }

  private boolean increment() {
    int done = 0;
    for (int attempt = 0; done < ROUNDS && attempt < MAX_ATTEMPTS; attempt++) {
      SealedBytes seen = requireNonNull(found(COUNTER));
      done += replace(COUNTER, seen, sealed(number(seen) + 1)) ? 1 : 0;
    }
    return done == ROUNDS;
  }

  private boolean is(StoredKey key, int expected) {
    SealedBytes found = found(key);
    return found != null && !StorePort.FOREIGN.equals(found) && number(found) == expected;
  }

  private @Nullable SealedBytes found(StoredKey key) {
    return calls.make(new StoreCall.Get(key, OperationExpiry.silent()));
  }

  private boolean create(StoredKey key, int value) {
    return calls.make(new StoreCall.PutIfAbsent(key, sealed(value), OperationExpiry.silent()));
  }

  private boolean replace(StoredKey key, SealedBytes expected, SealedBytes value) {
    return calls.make(new StoreCall.Replace(key, expected, value, OperationExpiry.silent()));
  }

  /** In the form of a stored key, which stores take as text. */
  private static StoredKey key(String name) {
    byte[] bytes = Arrays.copyOf(new byte[] {1}, FORM + name.length());
    System.arraycopy(name.getBytes(StandardCharsets.US_ASCII), 0, bytes, FORM, name.length());
    return requireNonNull(StoredKey.parse(bytes));
  }

  private static SealedBytes sealed(int number) {
    return SealedBytes.ofStore(ByteBuffer.allocate(Integer.BYTES).putInt(number).array());
  }

  private static int number(SealedBytes value) {
    return ByteBuffer.wrap(value.bytes()).getInt();
  }
}
