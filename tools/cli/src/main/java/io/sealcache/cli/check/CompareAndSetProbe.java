package io.sealcache.cli.check;

import static java.util.Objects.requireNonNull;

import io.sealcache.core.SealedBytes;
import io.sealcache.core.StoredKey;
import io.sealcache.internal.store.OperationExpiry;
import io.sealcache.internal.store.StoreCall;
import io.sealcache.internal.store.StorePort;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** The store's own compare-and-set, with bytes as SealCache has it store them. */
final class CompareAndSetProbe {
  static final String NAME = "compare-and-set";
  static final String FIT =
      "the store changes an entry only if it holds the very bytes that are expected";

  private static final StoredKey COUNTER = CheckedStore.key("counter");
  private static final StoredKey ONE = CheckedStore.key("one");
  private static final int ROUNDS = 100;
  private static final int MAX_ATTEMPTS = 1_000_000;

  private final StorePort calls;

  CompareAndSetProbe(CheckedStore port) {
    this.calls = port.calls();
  }

  /**
   * @throws UnfitException if it is none
   */
  void run() throws Exception {
    singleCalls();
    create(COUNTER, 0);
    Race.of(this::increment);
    int expected = Race.THREADS * ROUNDS;
    UnfitException.unless(
        number(found(COUNTER)) == expected,
        "after %d replacements of what was read, by %d threads, %d are there"
            .formatted(expected, Race.THREADS, number(found(COUNTER))));
  }

  private void singleCalls() throws UnfitException {
    UnfitException.unless(create(ONE, 1), "putIfAbsent says that a new key is there already");
    UnfitException.unless(
        !create(ONE, 2) && is(ONE, 1), "putIfAbsent replaces what is there, or says so");
    UnfitException.unless(
        !replace(ONE, number(2), number(3)) && is(ONE, 1),
        "replace changes an entry though it holds another value than the expected one, or says so");
    UnfitException.unless(
        replace(ONE, requireNonNull(found(ONE)), number(4)) && is(ONE, 4),
        "replace doesn't change an entry that holds the expected value");
    UnfitException.unless(
        !calls.make(new StoreCall.Remove(ONE, number(1))) && is(ONE, 4),
        "remove takes an entry away though it holds another value than the expected one");
    UnfitException.unless(
        calls.make(new StoreCall.Remove(ONE, number(4))) && found(ONE) == null,
        "remove leaves an entry that holds the expected value");
  }

  private int increment() throws UnfitException {
    int done = 0;
    for (int attempt = 0; done < ROUNDS; attempt++) {
      UnfitException.unless(attempt < MAX_ATTEMPTS, "replace never says that it was done");
      SealedBytes seen = requireNonNull(found(COUNTER));
      SealedBytes next = number(number(seen) + 1);
      done += replace(COUNTER, seen, next) ? 1 : 0;
    }
    return done;
  }

  private boolean is(StoredKey key, int expected) throws UnfitException {
    SealedBytes found = found(key);
    return found != null && number(found) == expected;
  }

  private @Nullable SealedBytes found(StoredKey key) {
    return calls.make(new StoreCall.Get(key, OperationExpiry.silent()));
  }

  private SealedBytes number(int number) {
    return SealedBytes.ofStore(ByteBuffer.allocate(Integer.BYTES).putInt(number).array());
  }

  private int number(@Nullable SealedBytes value) throws UnfitException {
    UnfitException.unless(value != null, "an entry is gone");
    return ByteBuffer.wrap(CheckedStore.bytes(requireNonNull(value))).getInt();
  }

  private boolean create(StoredKey key, int value) {
    return calls.make(new StoreCall.PutIfAbsent(key, number(value), OperationExpiry.silent()));
  }

  private boolean replace(StoredKey key, SealedBytes expected, SealedBytes value) {
    return calls.make(new StoreCall.Replace(key, expected, value, OperationExpiry.silent()));
  }
}
