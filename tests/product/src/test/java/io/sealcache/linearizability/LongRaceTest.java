package io.sealcache.linearizability;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.fixture.StoreFixture;
import io.sealcache.fixture.Stores;
import io.sealcache.fixture.TestStore;
import io.sealcache.fixture.UserCode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.cache.Cache;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A short form of what {@code tests/over-servers/linearizability.sh} does at length. */
@Tag("slow")
@Tag("race")
@Timeout(180)
class LongRaceTest {
  private static final LongRace.Shape SHAPE = new LongRace.Shape(4, 3, 2_000);
  private static final int BATCHES = 5;

  /** A thread that holds an entry may wait for a processor, and others for it. */
  private static final Map<String, String> PATIENT = Map.of("sealcache.contention-timeout", "1m");

  /** Over a store that is linearizable by itself: Ehcache off-heap is so in one tier alone. */
  private static StoreFixture over(TestStore store) {
    Map<String, String> settings = new HashMap<>(PATIENT);
    if (store == TestStore.EHCACHE_OFFHEAP) {
      settings.put(
          "ehcache.jsr107.config.default",
          String.valueOf(TestStore.class.getResource("ehcache-one-tier.xml")));
    }
    return StoreFixture.over(store, settings);
  }

  private static void assertLinearizable(RaceTally tally) {
    assertThat(tally.violations()).isEmpty();
    assertThat(tally.undecided()).isEmpty();
    assertThat(tally.thrown()).isEmpty();
    assertThat(tally.calls()).isEqualTo((long) BATCHES * SHAPE.batch());
  }

  // The reference implementation's own pool of locks deadlocks when bulk writes meet reads.
  @ParameterizedTest
  @EnumSource(
      value = TestStore.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = "REFERENCE_IMPLEMENTATION")
  void run_withExpiryAndBulkCalls_isLinearizable(TestStore store) {
    try (StoreFixture fixture = over(store)) {
      RacedCaches caches = RacedCaches.open(fixture.manager());

      RaceTally tally = race(caches, caches);

      assertLinearizable(tally);
      assertThat(tally.contended()).isGreaterThan(100);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = TestStore.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = "REFERENCE_IMPLEMENTATION")
  void run_withSynchronousListener_eventsTellEachChangeOnce(TestStore store) {
    try (StoreFixture fixture = over(store)) {
      RacedCaches caches = RacedCaches.open(fixture.manager());
      Cache<String, String> listened = caches.of(Lifetime.ETERNAL);
      EventLedger<String> ledger = new EventLedger<>();
      listened.registerCacheEntryListener(ledger.configuration());

      assertThat(race(caches, caches).thrown()).isEmpty();

      assertThat(ledger.keys()).isNotEmpty();
      ledger.keys().forEach(key -> ledger.awaitLeadTo(key, listened.get(key)));
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = TestStore.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = "REFERENCE_IMPLEMENTATION")
  void run_withWriter_whatIsCachedIsWritten(TestStore store) {
    Map<String, String> written = new ConcurrentHashMap<>();
    try (StoreFixture fixture = over(store)) {
      RacedCaches caches =
          RacedCaches.open(
              fixture.manager(),
              configuration ->
                  configuration
                      .setWriteThrough(true)
                      .setCacheWriterFactory(UserCode.writer(change -> write(written, change))));

      assertThat(race(caches, caches).thrown()).isEmpty();

      written.keySet().removeIf(key -> !key.contains(Lifetime.ETERNAL.name()));
      // What is written while removeAll() runs may leave the cache: the next read loads it.
      assertThat(written).containsAllEntriesOf(Stores.contents(caches.of(Lifetime.ETERNAL)));
    }
  }

  private static void write(Map<String, String> written, String change) {
    String[] entry = change.split("=", 2);
    if (entry.length == 2) {
      written.put(entry[0], entry[1]);
    } else {
      written.remove(change);
    }
  }

  @Test
  void run_ofTwoJvmsInOneCluster_isLinearizable() {
    try (StoreFixture first = over(TestStore.HAZELCAST_MEMBER);
        StoreFixture second = first.joined(PATIENT)) {
      assertLinearizable(
          race(RacedCaches.open(first.manager()), RacedCaches.open(second.manager())));
    }
  }

  @ParameterizedTest
  @EnumSource
  void run_operationInTwoSteps_isCaught(TwoSteps broken) {
    try (StoreFixture fixture = StoreFixture.over(TestStore.CAFFEINE)) {
      RacedCaches caches = RacedCaches.open(fixture.manager()).broken(broken);

      assertThat(race(caches, caches).violations())
          .isNotEmpty()
          .allSatisfy(
              text ->
                  assertThat(text).contains("no order explains all results when the last returns"));
    }
  }

  private static RaceTally race(RacedCaches one, RacedCaches other) {
    try (LongRace race = new LongRace(List.of(one, other), SHAPE, ExpiryClock.OF_THE_STORE, 107)) {
      for (int batch = 0; batch < BATCHES; batch++) {
        race.run();
      }
      return race.tally();
    }
  }
}
