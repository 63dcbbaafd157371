package io.sealcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealcache.fixture.OutOfOrder;
import io.sealcache.internal.application.WriteThrough;
import io.sealcache.internal.locks.EntryLocks;
import io.sealcache.internal.locks.Load;
import io.sealcache.internal.seal.Decision;
import io.sealcache.internal.seal.EncryptedStore;
import io.sealcache.internal.seal.EntryAccess;
import io.sealcache.internal.seal.Read;
import io.sealcache.internal.seal.RepeatingStore;
import io.sealcache.internal.store.StoreCall;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
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
    assertThat(ours.store.statistics().lostRaces.sum()).isZero();
  }

  @Test
  void run_repeatedByTheStoreAtTheEntrysCreation_decidesOnce() {
    shared.repeatNext(theirs::count);

    assertThat(ours.count()).isEqualTo(1);

    assertThat(theirs.count()).isEqualTo(3);
    assertThat(ours.decisions).hasValue(1);
  }

  @Test
  void run_afterALostRace_readsTheEntryOnce() {
    theirs.count();
    int[] races = {1};
    ours.beforeWriting =
        () -> {
          if (races[0]-- > 0) {
            theirs.count();
          }
        };
    int before = shared.calls(StoreCall.Get.class);

    assertThat(ours.count()).isEqualTo(3);

    assertThat(shared.calls(StoreCall.Get.class) - before)
        .as("ours twice, theirs once")
        .isEqualTo(3);
  }

  @Test
  void run_thatLoadsAfterItLostARaceToStore_entersWhatItLoaded() {
    EntryLocks locks = locks();
    EntryUpdate<String, String> updates =
        new EntryUpdate<>(ours.store, new WriteThrough<>(null), locks);
    EntryAccess<String> entry = ours.store.of(null).entry(Counting.KEY);

    updates.<Boolean>run(
        Counting.KEY,
        entry,
        locks.patience(),
        seen -> {
          if (ours.decisions.incrementAndGet() == 1) {
            theirs.count(); // so the race is lost
            return new Decision.Store<>("6", true);
          }
          Load load = new Load(locks);
          assertThat(load.join(entry)).isSameAs(load);
          return new Decision.Load<>("7", () -> load.isUpToDate(entry), true);
        });

    assertThat(entry.peek())
        .isInstanceOfSatisfying(
            Read.Present.class, present -> assertThat(present.value()).isEqualTo("7"));
  }

  @Test
  void run_whoseLoadIsOutdatedWhileTheStoreFails_leavesNothing() {
    AtomicBoolean outdated = new AtomicBoolean();
    shared.repeatNext(
        () -> {
          outdated.set(true);
          throw new OutOfOrder();
        });
    EntryAccess<String> entry = ours.store.of(null).entry(Counting.KEY);

    assertThatThrownBy(
            () ->
                ours.updates.<String>run(
                    Counting.KEY,
                    entry,
                    locks().patience(),
                    seen -> new Decision.Load<>("7", () -> !outdated.get(), "result")))
        .isInstanceOf(OutOfOrder.class);

    assertThat(entry.peek()).isInstanceOf(Read.Absent.class);
  }

  private static EntryLocks locks() {
    return new EntryLocks("cache", false, Duration.ofSeconds(10));
  }

  /** One JVM's counter in an entry that all share. */
  private static final class Counting {
    private static final String KEY = "counter";

    private final EncryptedStore<String, String> store;
    private final EntryUpdate<String, String> updates;
    private final AtomicInteger decisions = new AtomicInteger();
    private Runnable beforeWriting = () -> {};

    Counting(EncryptedStore<String, String> store) {
      this.store = store;
      this.updates = new EntryUpdate<>(store, new WriteThrough<>(null), locks());
    }

    /** Counts, and returns what this made of it. */
    int count() {
      return updates
          .<Integer>run(KEY, store.of(null).entry(KEY), locks().patience(), this::next)
          .result();
    }

    private Decision<String, Integer> next(Read<String> seen) {
      decisions.incrementAndGet();
      int last =
          seen instanceof Read.Present<String> present ? Integer.parseInt(present.value()) : 0;
      beforeWriting.run();
      return new Decision.Store<>(String.valueOf(last + 1), last + 1);
    }
  }
}
