package io.sealcache.loaders;

import static io.sealcache.fixture.SlowLoad.await;
import static io.sealcache.fixture.SlowLoad.elsewhere;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealcache.EncryptedConfiguration;
import io.sealcache.fixture.FaultyCachingProvider.Faults;
import io.sealcache.fixture.Operation;
import io.sealcache.fixture.OutOfOrder;
import io.sealcache.fixture.OverEachStore;
import io.sealcache.fixture.SlowLoad;
import io.sealcache.fixture.StoreFixture;
import io.sealcache.fixture.Stores;
import io.sealcache.fixture.TestStore;
import io.sealcache.fixture.UserCode;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import javax.cache.Cache;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A value that a load read before a write of this JVM is not in the cache after that write. */
@Timeout(60)
class OutdatedLoadTest {
  @RegisterExtension private static final Stores STORES = new Stores();

  @RegisterExtension private final Faults faults = new Faults();
  @RegisterExtension private final SlowLoad load = new SlowLoad(STORES);
  private final StoreFixture fixture = faults.fixture();
  private final Map<String, Integer> rows = new ConcurrentHashMap<>(Map.of("a", 1));

  private EncryptedConfiguration<String, Integer> reading() {
    return UserCode.<String, Integer>readingThrough(rows::get);
  }

  static Stream<Operation> reads() {
    return Stream.of(
        new Operation("get", cache -> cache.get("a")),
        new Operation("getAll", cache -> cache.getAll(Set.of("a"))),
        new Operation("loadAll", cache -> UserCode.loadAll(cache, Set.of("a"), false)),
        new Operation(
            "invoke", cache -> cache.<Integer>invoke("a", (entry, none) -> entry.getValue())));
  }

  @ParameterizedTest
  @MethodSource("readsThatHoldNothing")
  void read_entersNothingThatARemovalOutdatedJustBefore(Operation read) {
    Cache<String, Integer> cache = fixture.create("cache", reading());
    faults.before("putIfAbsent", () -> elsewhere(() -> cache.remove("a")));

    read.on(cache);

    assertThat(cache.containsKey("a")).isFalse();
  }

  static Stream<Operation> readsThatHoldNothing() {
    return reads().filter(read -> !read.name().equals("invoke"));
  }

  /** It decides by what it saw, though the load came between. */
  @ParameterizedTest
  @MethodSource("readsThatHoldNothing")
  void read_entersNothingBesideAProcessorThatSawNothingAndRemoves(Operation read) throws Exception {
    Cache<String, Integer> cache = fixture.create("cache", reading());
    CountDownLatch processing = new CountDownLatch(1);
    CountDownLatch mayRemove = new CountDownLatch(1);
    AtomicReference<Future<?>> removal = new AtomicReference<>();
    faults.before(
        "putIfAbsent",
        () -> {
          removal.set(
              load.start(
                  () ->
                      cache.<Object>invoke(
                          "a",
                          (entry, none) -> {
                            processing.countDown();
                            await(mayRemove);
                            entry.remove();
                            return "removed";
                          })));
          await(processing);
        });

    read.on(cache);
    mayRemove.countDown();
    removal.get().get();

    assertThat(cache.containsKey("a")).isFalse();
  }

  @ParameterizedTest
  @MethodSource("readsThatHoldNothing")
  void read_leavesWhatWasPutInPlaceOfWhatItEntered(Operation read) {
    Cache<String, Integer> cache = fixture.create("cache", reading());
    faults.before("putIfAbsent", () -> elsewhere(() -> cache.put("a", 2)));

    read.on(cache);

    assertThat(cache.get("a")).isEqualTo(2);
  }

  @Test
  void nestedRead_entersNothingThatARemovalOutdated() {
    Cache<String, Integer> cache =
        fixture.create(
            "cache",
            UserCode.<String, Integer>readingThrough(
                key -> {
                  if (key.equals("b")) {
                    requireNonNull(fixture.manager().<String, Integer>getCache("cache")).get("a");
                  }
                  return rows.getOrDefault(key, 9);
                }));
    faults.before("putIfAbsent", () -> elsewhere(() -> cache.remove("a")));

    cache.getAll(Set.of("a", "b"));

    assertThat(cache.containsKey("a")).isFalse();
  }

  @Test
  void invoke_whoseLoadIsOutdatedWhileTheStoreFails_leavesNothing() {
    Cache<String, Integer> cache = fixture.create("cache", reading());
    OutOfOrder failure = new OutOfOrder();
    faults.before("putIfAbsent", () -> elsewhere(cache::clear));
    faults.failLate("putIfAbsent", failure);

    assertThatThrownBy(() -> cache.<Integer>invoke("a", (entry, none) -> entry.getValue()))
        .isSameAs(failure);

    assertThat(cache.containsKey("a")).isFalse();
  }

  @OverEachStore
  void invokeAll_entersNothingThatARemovalOutdatedMeanwhile(TestStore store) {
    rows.put("b", 1);
    Cache<String, Integer> cache = STORES.create(store, reading());
    AtomicReference<String> first = new AtomicReference<>();
    AtomicBoolean removed = new AtomicBoolean();

    var results =
        cache.<Integer>invokeAll(
            Set.of("a", "b"),
            (entry, arguments) -> {
              Integer value = entry.getValue();
              String earlier = first.get();
              if (earlier == null) {
                first.set(entry.getKey());
              } else if (!earlier.equals(entry.getKey()) && removed.compareAndSet(false, true)) {
                rows.put(earlier, 2);
                elsewhere(() -> cache.remove(earlier));
              }
              return value;
            });

    assertThat(removed).isTrue();
    assertThat(results).containsOnlyKeys("a", "b");
    assertThat(cache.get(first.get())).isEqualTo(2);
  }

  static Stream<Operation> failingWrites() {
    return Stream.of(
        new Operation("put", cache -> cache.put("a", 2)),
        new Operation("putAll", cache -> cache.putAll(Map.of("a", 2))),
        new Operation("getAndPut", cache -> cache.getAndPut("a", 2)),
        new Operation("invoke", cache -> cache.<Object>invoke("a", UserCode.setting(2))));
  }

  @ParameterizedTest
  @MethodSource("failingWrites")
  void write_thatTheStoreFailsAfterTheWriter_outdatesLoads(Operation write) throws Exception {
    Cache<String, Integer> cache =
        fixture.create(
            "cache",
            load.<Integer>slowly(rows::get)
                .setWriteThrough(true)
                .setCacheWriterFactory(UserCode.writer(change -> rows.put("a", 2))));
    Future<Integer> read = load.start(() -> cache.get("a"));
    await(load.loading);
    for (String method : Set.of("put", "putAll", "putIfAbsent")) {
      faults.fail(method, new OutOfOrder());
    }

    assertThatThrownBy(() -> write.on(cache)).isInstanceOf(RuntimeException.class);
    faults.none();
    load.mayEnd.countDown();

    assertThat(read.get()).isEqualTo(1);
    assertThat(cache.get("a")).isEqualTo(2);
  }

  static Stream<Operation> writes() {
    Stream<Operation> others =
        Stream.of(
            new Operation("replace", cache -> cache.replace("a", 2)),
            new Operation("getAndRemove", cache -> cache.getAndRemove("a")));
    return Stream.of(failingWrites(), others, removals()).flatMap(each -> each);
  }

  @ParameterizedTest
  @MethodSource("writes")
  void write_outdatesALoadThatBeganBefore(Operation write) throws Exception {
    Cache<String, Integer> cache = fixture.create("cache", load.<Integer>slowly(rows::get));
    Future<Integer> read = load.start(() -> cache.get("a"));
    await(load.loading);

    write.on(cache);
    rows.put("a", 3);
    load.mayEnd.countDown();

    assertThat(read.get()).isIn(1, 2);
    assertThat(cache.get("a")).isIn(2, 3);
  }

  static Stream<Operation> removals() {
    return Stream.of(
        new Operation("remove", cache -> cache.remove("a")),
        new Operation("removeAll", cache -> cache.removeAll(Set.of("a"))),
        new Operation("removal of all", Cache::removeAll),
        new Operation("clear", Cache::clear));
  }

  @ParameterizedTest
  @MethodSource("removals")
  void removal_loadThatEndsBeforeTheStoreHasAnswered_entersNothing(Operation removal)
      throws Exception {
    entersNothingMeanwhile(removal, load.<Integer>slowly(rows::get));
  }

  @ParameterizedTest
  @MethodSource("removals")
  void removalThrough_loadThatEndsBeforeTheStoreHasAnswered_entersNothing(Operation removal)
      throws Exception {
    entersNothingMeanwhile(
        removal,
        load.<Integer>slowly(rows::get)
            .setWriteThrough(true)
            .setCacheWriterFactory(UserCode.writer(change -> rows.remove("a"))));
  }

  private void entersNothingMeanwhile(
      Operation removal, EncryptedConfiguration<String, Integer> configuration) throws Exception {
    Cache<String, Integer> cache = fixture.create("cache", configuration);
    Future<Integer> read = load.start(() -> cache.get("a"));
    await(load.loading);
    for (String method : Set.of("remove", "removeAll", "clear")) {
      faults.after(
          method,
          () -> {
            load.mayEnd.countDown();
            elsewhere(
                () ->
                    assertThatCode(() -> read.get(30, TimeUnit.SECONDS))
                        .doesNotThrowAnyException());
          });
    }

    removal.on(cache);

    assertThat(read).isDone();
    assertThat(cache.containsKey("a")).isFalse();
  }

  @ParameterizedTest
  @MethodSource("reads")
  void read_entersNothingThatClearOutdatedJustBefore(Operation read) {
    Cache<String, Integer> cache = fixture.create("cache", reading());
    faults.before("putIfAbsent", () -> elsewhere(cache::clear));

    read.on(cache);

    assertThat(cache.containsKey("a")).isFalse();
  }
}
