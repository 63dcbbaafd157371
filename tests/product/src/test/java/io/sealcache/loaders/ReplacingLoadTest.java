package io.sealcache.loaders;

import static io.sealcache.fixture.SlowLoad.await;
import static io.sealcache.fixture.SlowLoad.awaitWaiting;
import static io.sealcache.fixture.SlowLoad.elsewhere;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealcache.EncryptedConfiguration;
import io.sealcache.fixture.FaultyCachingProvider.Faults;
import io.sealcache.fixture.Operation;
import io.sealcache.fixture.OutOfOrder;
import io.sealcache.fixture.SlowLoad;
import io.sealcache.fixture.StoreFixture;
import io.sealcache.fixture.Stores;
import io.sealcache.fixture.TestStore;
import io.sealcache.fixture.UserCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.cache.Cache;
import javax.cache.integration.CacheLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A {@code loadAll} that replaces, beside writes and other loads of this JVM, and in parts. */
@Timeout(60)
class ReplacingLoadTest {
  @RegisterExtension private static final Stores STORES = new Stores();

  @RegisterExtension private final Faults faults = new Faults();
  @RegisterExtension private final SlowLoad load = new SlowLoad(STORES);
  private final StoreFixture fixture = faults.fixture();
  private final Map<String, Integer> rows = new ConcurrentHashMap<>(Map.of("a", 1));

  private EncryptedConfiguration<String, Integer> reading() {
    return UserCode.<String, Integer>readingThrough(rows::get);
  }

  private Cache<String, Integer> whileLoadAllReplaces(Operation write) throws Exception {
    Cache<String, Integer> cache =
        fixture.create("cache", load.<Integer>slowly(rows::get).setReadThrough(false));
    Future<?> loadAll = load.start(() -> UserCode.loadAll(cache, Set.of("a"), true));
    await(load.loading);
    write.on(cache);
    load.mayEnd.countDown();
    loadAll.get();
    return cache;
  }

  @Test
  void loadAll_leavesWhatWasPutWhileItLoaded() throws Exception {
    Operation put = new Operation("put", cache -> cache.put("a", 2));

    assertThat(whileLoadAllReplaces(put).get("a")).isEqualTo(2);
  }

  @Test
  void loadAll_entersNothingThatWasRemovedWhileItLoaded() throws Exception {
    Operation removal = new Operation("remove", cache -> cache.remove("a"));

    assertThat(whileLoadAllReplaces(removal).containsKey("a")).isFalse();
  }

  @Test
  void loadAll_thatARemovalOutdatedJustBeforeItStores_leavesNothing() {
    Cache<String, Integer> cache = fixture.create("cache", reading().setReadThrough(false));
    faults.before("putAll", () -> elsewhere(() -> cache.remove("a")));

    UserCode.loadAll(cache, Set.of("a"), true);

    assertThat(cache.containsKey("a")).isFalse();
  }

  @Test
  void loadAll_whoseWithdrawalFails_withdrawsTheOthersAndTellsWhatTheStoreThrewBefore() {
    rows.put("b", 1);
    Cache<String, Integer> cache = fixture.create("cache", reading().setReadThrough(false));
    OutOfOrder failure = new OutOfOrder();
    AtomicInteger withdrawals = new AtomicInteger();
    faults.before("putAll", () -> elsewhere(cache::clear));
    faults.failLate("putAll", failure);
    faults.beforeEach(
        "remove",
        () -> {
          if (withdrawals.incrementAndGet() == 1) {
            throw new IllegalStateException("of the first withdrawal");
          }
        });

    assertThatThrownBy(() -> UserCode.loadAll(cache, Set.of("a", "b"), true))
        .cause()
        .isSameAs(failure);

    assertThat(withdrawals).hasValue(2);
    assertThat(Stream.of("a", "b").filter(cache::containsKey)).hasSize(1);
  }

  @Test
  void loadAll_thatIsOutdatedItself_leavesALaterLoad() throws Exception {
    AtomicReference<Future<?>> replacing = new AtomicReference<>();
    Cache<String, Integer> cache =
        fixture.create(
            "cache",
            load.<Integer>slowly(
                key -> {
                  if (load.loads.incrementAndGet() == 1) {
                    return 1;
                  }
                  load.mayEnd.countDown();
                  assertThat(replacing.get()).succeedsWithin(Duration.ofSeconds(30));
                  return 2;
                }));
    replacing.set(load.start(() -> UserCode.loadAll(cache, Set.of("a"), true)));
    await(load.loading);
    cache.remove("a");

    assertThat(cache.get("a")).isEqualTo(2);

    assertThat(cache.containsKey("a")).isTrue();
  }

  @Test
  void loadAll_outdatesALoadThatBeganBefore() throws Exception {
    Cache<String, Integer> cache = fixture.create("cache", load.<Integer>slowly(rows::get));
    Future<Integer> read = load.start(() -> cache.get("a"));
    await(load.loading);
    rows.put("a", 2);

    UserCode.loadAll(cache, Set.of("a"), true);
    fixture.raw("cache").cache().clear(); // or the load would find it
    load.mayEnd.countDown();

    assertThat(read.get()).isEqualTo(1);
    assertThat(cache.get("a")).isEqualTo(2);
  }

  /** Of which the first call waits, and each gives its number. */
  private Cache<String, Integer> numbered(IntPredicate fails) {
    return STORES.create(
        TestStore.CAFFEINE,
        load.<Integer>slowly(
            key -> {
              int number = load.loads.incrementAndGet();
              if (fails.test(number)) {
                throw new OutOfOrder();
              }
              return number;
            }));
  }

  @Test
  void loadAll_thatFails_leavesAnotherThatRuns() throws Exception {
    Cache<String, Integer> cache = numbered(number -> number > 1);
    Future<?> refreshing = load.start(() -> UserCode.loadAll(cache, Set.of("a"), true));
    await(load.loading);
    assertThatThrownBy(() -> UserCode.loadAll(cache, Set.of("a"), true))
        .hasStackTraceContaining(OutOfOrder.class.getName());

    load.mayEnd.countDown();

    refreshing.get();
    assertThat(cache.get("a")).isEqualTo(1);
    assertThat(load.loads).hasValue(2);
  }

  @Test
  void loadAll_thatFails_leavesAReadThatOthersWaitFor() throws Exception {
    Cache<String, Integer> cache = numbered(number -> number > 1);
    List<Future<Integer>> reading = new ArrayList<>(List.of(load.start(() -> cache.get("a"))));
    await(load.loading);
    assertThatThrownBy(() -> UserCode.loadAll(cache, Set.of("a"), true))
        .hasStackTraceContaining(OutOfOrder.class.getName());
    reading.add(load.start(() -> cache.get("a")));
    awaitWaiting(cache, 1);

    load.mayEnd.countDown();

    for (Future<Integer> each : reading) {
      assertThat(each.get()).isEqualTo(1);
    }
    assertThat(cache.containsKey("a")).isTrue();
  }

  @Test
  void get_besideALoadThatReplaces_waitsForNobody() throws Exception {
    Cache<String, Integer> cache = numbered(number -> false);
    Future<?> refreshing = load.start(() -> UserCode.loadAll(cache, Set.of("a"), true));
    await(load.loading);

    assertThat(cache.get("a")).isEqualTo(2);

    load.mayEnd.countDown();
    refreshing.get();
    assertThat(cache.get("a")).as("which ended last").isEqualTo(1);
  }

  private static final Set<String> KEYS =
      IntStream.range(0, 2_500).mapToObj(number -> "key " + number).collect(Collectors.toSet());

  private final List<List<String>> parts = new ArrayList<>();
  private Runnable loadingTheSecond = () -> {};

  /**
   * Whose {@code loadAll} has three parts, each of which is stored once the next one was loaded.
   */
  private Cache<String, Integer> ofParts() {
    return STORES.create(
        TestStore.CAFFEINE,
        new EncryptedConfiguration<String, Integer>().setCacheLoaderFactory(Loader::new));
  }

  /** Gives 1 for each key. */
  private final class Loader implements CacheLoader<String, Integer> {
    @Override
    public Integer load(String key) {
      return 1;
    }

    @Override
    public Map<String, Integer> loadAll(Iterable<? extends String> keys) {
      Map<String, Integer> loaded = new HashMap<>();
      keys.forEach(key -> loaded.put(key, load(key)));
      parts.add(List.copyOf(loaded.keySet()));
      if (parts.size() == 2) {
        loadingTheSecond.run();
      }
      return loaded;
    }
  }

  @Test
  void loadAll_whoseLoaderFailsForAPart_hasStoredThePartsBefore() {
    Cache<String, Integer> cache = ofParts();
    loadingTheSecond =
        () -> {
          throw new OutOfOrder();
        };

    assertThatThrownBy(() -> UserCode.loadAll(cache, KEYS, true))
        .hasStackTraceContaining(OutOfOrder.class.getName());

    assertThat(cache.getAll(KEYS).keySet()).containsExactlyInAnyOrderElementsOf(parts.get(0));
  }

  @Test
  void loadAll_ofAPart_leavesWhatIsChangedOfThePartBefore() {
    Cache<String, Integer> cache = ofParts();
    loadingTheSecond =
        () ->
            elsewhere(
                () -> {
                  cache.put(parts.get(0).get(0), 7);
                  cache.remove(parts.get(0).get(1));
                });

    UserCode.loadAll(cache, KEYS, true);

    assertThat(cache.get(parts.get(0).get(0))).isEqualTo(7);
    assertThat(cache.containsKey(parts.get(0).get(1))).isFalse();
    assertThat(cache.getAll(KEYS)).hasSize(KEYS.size() - 1);
  }
}
