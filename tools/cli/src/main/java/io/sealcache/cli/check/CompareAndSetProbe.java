package io.sealcache.cli.check;

import static java.util.Objects.requireNonNull;

import io.sealcache.core.SealedBytes;
import io.sealcache.core.StoredKey;
import io.sealcache.internal.store.OperationExpiry;
import io.sealcache.internal.store.StoreCalls;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** The store's own compare-and-set, with bytes as SealCache has it store them. */
final class CompareAndSetProbe {
  static final String NAME = "compare-and-set";
  static final String FIT =
      "the store changes an entry only if it holds the very bytes that are expected";

  private static final StoredKey COUNTER = StorePort.key("counter");
  private static final StoredKey ONE = StorePort.key("one");
  private static final int ROUNDS = 100;
  private static final int MAX_ATTEMPTS = 1_000_000;

  private final StoreCalls calls;

  CompareAndSetProbe(StorePort port) {
    this.calls = port.calls();
  }

  /**
   * @throws UnfitException if it is none
   */
  void run() throws Exception {
    singleCalls();
    calls.putIfAbsent(COUNTER, number(0), OperationExpiry.silent());
    Race.of(this::increment);
    int expected = Race.THREADS * ROUNDS;
    UnfitException.unless(
        number(found(COUNTER)) == expected,
        "after %d replacements of what was read, by %d threads, %d are there"
            .formatted(expected, Race.THREADS, number(found(COUNTER))));
  }

  private void singleCalls() throws UnfitException {
    UnfitException.unless(
        calls.putIfAbsent(ONE, number(1), OperationExpiry.silent()),
        "putIfAbsent says that a new key is there already");
    UnfitException.unless(
        !calls.putIfAbsent(ONE, number(2), OperationExpiry.silent()) && is(ONE, 1),
        "putIfAbsent replaces what is there, or says so");
    UnfitException.unless(
        !calls.replace(ONE, number(2), number(3), OperationExpiry.silent()) && is(ONE, 1),
        "replace changes an entry though it holds another value than the expected one, or says so");
    UnfitException.unless(
        calls.replace(ONE, requireNonNull(found(ONE)), number(4), OperationExpiry.silent())
            && is(ONE, 4),
        "replace doesn't change an entry that holds the expected value");
    UnfitException.unless(
        !calls.remove(ONE, number(1)) && is(ONE, 4),
        "remove takes an entry away though it holds another value than the expected one");
    UnfitException.unless(
        calls.remove(ONE, number(4)) && found(ONE) == null,
        "remove leaves an entry that holds the expected value");
  }

  private int increment() throws UnfitException {
    int done = 0;
    for (int attempt = 0; done < ROUNDS; attempt++) {
      UnfitException.unless(attempt < MAX_ATTEMPTS, "replace never says that it was done");
      SealedBytes seen = requireNonNull(found(COUNTER));
      SealedBytes next = number(number(seen) + 1);
      done += calls.replace(COUNTER, seen, next, OperationExpiry.silent()) ? 1 : 0;
    }
    return done;
  }

  private boolean is(StoredKey key, int expected) throws UnfitException {
    SealedBytes found = found(key);
    return found != null && number(found) == expected;
  }

  private @Nullable SealedBytes found(StoredKey key) {
    return calls.get(key, OperationExpiry.silent());
  }

  private SealedBytes number(int number) {
    return SealedBytes.ofStore(ByteBuffer.allocate(Integer.BYTES).putInt(number).array());
  }

  private int number(@Nullable SealedBytes value) throws UnfitException {
    UnfitException.unless(value != null, "an entry is gone");
    return ByteBuffer.wrap(StorePort.bytes(requireNonNull(value))).getInt();
  }
}
