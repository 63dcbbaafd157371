package io.sealcache;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.internal.seal.EncryptedStore;
import io.sealcache.internal.seal.Read;
import io.sealcache.internal.seal.RepeatingStore;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EntryUpdateTest {
  private final RepeatingStore shared = new RepeatingStore();
  private final Counting ours = new Counting(shared.jvm());
  private final Counting theirs = new Counting(shared.jvm());

  @AfterEach
  void close() {
    shared.close();
  }

  @Test
  void run_repeatedByTheStoreAfterAnotherJvmsRun_decidesOnce() {
    ours.count();
    shared.repeatNext(theirs::count);

    assertThat(ours.count()).isEqualTo(2);

    assertThat(theirs.count()).isEqualTo(4);
    assertThat(ours.decisions).hasValue(2);
    assertThat(theirs.decisions).hasValue(2);
    assertThat(ours.store.statistics().lostRaces()).isZero();
  }

  @Test
  void run_repeatedByTheStoreAtTheEntrysCreation_decidesOnce() {
    shared.repeatNext(theirs::count);

    assertThat(ours.count()).isEqualTo(1);

    assertThat(theirs.count()).isEqualTo(3);
    assertThat(ours.decisions).hasValue(1);
  }

  /** One JVM's counter in an entry that all share. */
  private static final class Counting {
    private static final String KEY = "counter";

    private final EncryptedStore<String, String> store;
    private final EntryUpdate<String, String> updates;
    private final AtomicInteger decisions = new AtomicInteger();

    Counting(EncryptedStore<String, String> store) {
      this.store = store;
      this.updates =
          new EntryUpdate<>(
              store,
              new WriteThrough<>(null),
              new EntryLocks("cache", new KeyLocks(), false, Duration.ofSeconds(10)));
    }

    /** Counts, and returns what this made of it. */
    int count() {
      return updates.<Integer>run(KEY, store.of(null).entry(KEY), this::next).result();
    }

    private Decision<String, Integer> next(Read<String> seen) {
      decisions.incrementAndGet();
      int last =
          seen instanceof Read.Present<String> present ? Integer.parseInt(present.value()) : 0;
      return new Decision.Store<>(String.valueOf(last + 1), last + 1);
    }
  }
}
