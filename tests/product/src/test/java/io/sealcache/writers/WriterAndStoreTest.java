package io.sealcache.writers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealcache.EncryptedConfiguration;
import io.sealcache.fixture.FaultyCachingProvider.Faults;
import io.sealcache.fixture.Operation;
import io.sealcache.fixture.OutOfOrder;
import io.sealcache.fixture.RawCache;
import io.sealcache.fixture.StoreFixture;
import io.sealcache.fixture.Stores;
import io.sealcache.fixture.TestStore;
import io.sealcache.fixture.UserCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.integration.CacheWriterException;
import javax.cache.processor.EntryProcessorException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The calls of a writer where the store changes, or says so, between a look and a write:
 * docs/adr/0018.
 */
class WriterAndStoreTest {
  @RegisterExtension private static final Stores STORES = new Stores();

  @RegisterExtension private final Faults faults = new Faults();

  private final List<String> written = new ArrayList<>();
  private final List<Consumer<String>> afterWriting = new ArrayList<>();

  @AfterEach
  void rest() {
    afterWriting.clear();
  }

  /** A cache where {@code a=1}, after {@code a=0}, which the store remembers. */
  private final class Raced {
    final Cache<String, Integer> cache;
    final RawCache raw;
    final String storedKey;
    final byte[] older;

    Raced(TestStore store) {
      cache = STORES.create(store, writing());
      cache.put("a", 0);
      raw = STORES.raw(cache);
      storedKey = raw.onlyKey();
      older = raw.value(storedKey).clone();
      cache.put("a", 1);
      written.clear();
    }

    /** Has the store show an older value once the writer was called. */
    Raced rolledBack() {
      afterWriting.add(change -> raw.plant(storedKey, older));
      return this;
    }

    /** Has the store show nothing once the writer was called. */
    Raced emptied() {
      afterWriting.add(change -> raw.cache().remove(storedKey));
      return this;
    }

    void assertWritten(String... changes) {
      assertThat(written).containsExactly(changes);
    }

    void assertLeftTheCache() {
      assertThat(raw.cache().containsKey(storedKey)).isFalse();
    }
  }

  private EncryptedConfiguration<String, Integer> writing() {
    return UserCode.<String, Integer>writingThrough(
        change -> {
          written.add(change);
          List<Consumer<String>> once = List.copyOf(afterWriting);
          afterWriting.clear();
          once.forEach(action -> action.accept(change));
        });
  }

  /** A change that the store comes before, once it was written through as this. */
  private record Outrun(
      String name, boolean emptied, Predicate<Cache<String, Integer>> change, String written) {
    @Override
    public String toString() {
      return name + (emptied ? ", outrun by a removal" : ", outrun by an older value");
    }
  }

  static Stream<Arguments> outrun() {
    List<Outrun> changes =
        List.of(
            new Outrun("replaceIfEqual", false, cache -> cache.replace("a", 1, 2), "a=2"),
            new Outrun("replaceIfEqual", true, cache -> cache.replace("a", 1, 2), "a=2"),
            new Outrun("removeIfEqual", false, cache -> cache.remove("a", 1), "a"),
            new Outrun("replace", true, cache -> cache.replace("a", 2), "a=2"),
            new Outrun("getAndReplace", true, cache -> cache.getAndReplace("a", 2) != null, "a=2"));
    return TestStore.with(changes);
  }

  @ParameterizedTest
  @MethodSource("outrun")
  void change_outrun_writesNoneOfTheStoresAndDeletesNothing(TestStore store, Outrun outrun) {
    Raced raced = new Raced(store);
    raced = outrun.emptied ? raced.emptied() : raced.rolledBack();

    assertThat(outrun.change.test(raced.cache)).isFalse();

    raced.assertWritten(outrun.written);
    raced.assertLeftTheCache();
  }

  @ParameterizedTest
  @EnumSource
  void putIfAbsent_outrun_writesNoneOfTheStores(TestStore store) {
    Raced raced = new Raced(store);
    raced.cache.remove("a");
    written.clear();
    raced.rolledBack();

    assertThat(raced.cache.putIfAbsent("a", 2)).isFalse();

    raced.assertWritten("a=2");
    raced.assertLeftTheCache();
  }

  @ParameterizedTest
  @EnumSource
  void getAndPut_outrun_writesItsOwnValueAgain(TestStore store) {
    Raced raced = new Raced(store).rolledBack();

    assertThat(raced.cache.getAndPut("a", 2)).isZero();

    raced.assertWritten("a=2", "a=2");
    assertThat(raced.cache.get("a")).isEqualTo(2);
  }

  @ParameterizedTest
  @EnumSource
  void invoke_outrunAndThenContent_writesNoneOfTheStores(TestStore store) {
    Raced raced = new Raced(store).rolledBack();

    int seen =
        raced.cache.<Integer>invoke(
            "a",
            (entry, arguments) -> {
              int value = entry.getValue();
              if (value == 1) {
                entry.setValue(2);
              }
              return value;
            });

    assertThat(seen).isZero();
    raced.assertWritten("a=2");
    raced.assertLeftTheCache();
  }

  @ParameterizedTest
  @EnumSource
  void invoke_outrunAndThenThrowing_writesNoneOfTheStores(TestStore store) {
    Raced raced = new Raced(store).rolledBack();

    assertThatExceptionOfType(EntryProcessorException.class)
        .isThrownBy(
            () ->
                raced.cache.<Integer>invoke(
                    "a",
                    (entry, arguments) -> {
                      if (entry.getValue() == 0) {
                        throw new OutOfOrder();
                      }
                      entry.setValue(2);
                      return 2;
                    }))
        .withCauseInstanceOf(OutOfOrder.class);

    raced.assertWritten("a=2");
    raced.assertLeftTheCache();
  }

  @ParameterizedTest
  @EnumSource
  void getAndPut_outrunAndThenTheWriterFails_leavesTheCache(TestStore store) {
    Raced raced = new Raced(store).rolledBack();
    afterWriting.add(
        change ->
            afterWriting.add(
                next -> {
                  throw new OutOfOrder();
                }));

    assertThatExceptionOfType(CacheWriterException.class)
        .isThrownBy(() -> raced.cache.getAndPut("a", 2))
        .withCauseInstanceOf(OutOfOrder.class);

    raced.assertWritten("a=2", "a=2");
    raced.assertLeftTheCache();
  }

  /** The writes that fail in the store, before or after they took effect there. */
  static Stream<Arguments> failingWrites() {
    List<Operation> writes =
        List.of(
            new Operation("put", cache -> cache.put("a", 2)),
            new Operation("putAll", cache -> cache.putAll(Map.of("a", 2, "b", 2))),
            new Operation("replace", cache -> cache.replace("a", 2)),
            new Operation("replace", cache -> cache.replace("a", 1, 2)),
            new Operation("replace", cache -> cache.getAndPut("a", 2)),
            new Operation("removeAll", cache -> cache.removeAll(Set.of("a"))),
            new Operation(
                "replace",
                cache ->
                    cache.<Object>invoke(
                        "a",
                        (entry, arguments) -> {
                          entry.setValue(2);
                          return 2;
                        })));
    return Arrays.stream(new Boolean[] {true, false})
        .flatMap(early -> writes.stream().map(write -> Arguments.of(write, early)));
  }

  @ParameterizedTest
  @MethodSource("failingWrites")
  void storeFailsAfterTheWriterWasCalled_theEntryLeavesTheCache(Operation write, boolean early) {
    StoreFixture fixture = faults.fixture();
    Cache<String, Integer> cache = fixture.create("numbers", writing());
    cache.putAll(Map.of("a", 1, "c", 3));
    RuntimeException failure = new CacheException("the store is down");
    if (early) {
      faults.fail(write.name(), failure);
    } else {
      faults.failLate(write.name(), failure);
    }

    assertThatThrownBy(() -> write.on(cache)).isSameAs(failure);

    assertThat(Stores.contents(cache)).isEqualTo(Map.of("c", 3));
  }

  @Test
  void storeFailsToRemoveToo_theSecondFailureIsAddedToTheFirst() {
    StoreFixture fixture = faults.fixture();
    Cache<String, Integer> cache = fixture.create("numbers", writing());
    RuntimeException first = new CacheException("the store is down");
    RuntimeException second = new CacheException("the store is still down");
    faults.fail("put", first);
    faults.fail("remove", second);

    assertThatThrownBy(() -> cache.put("a", 2)).isSameAs(first).hasSuppressedException(second);
  }

  @Test
  void storeIsDownInABulkWrite_removingEndsAfterTheTimeoutAndSaysWhatIsLeft() {
    StoreFixture fixture = faults.fixture();
    Cache<String, Integer> cache =
        fixture.create("numbers", writing().setContentionTimeout(Duration.ofMillis(60)));
    Map<String, Integer> values = new HashMap<>();
    for (int i = 0; i < 1_000; i++) {
      values.put("key " + i, i);
    }
    RuntimeException failure = new CacheException("the store is down");
    faults.fail("putAll", failure);
    faults.fail("removeAll", new CacheException("the store is still down"));
    faults.fail("remove", new CacheException("the store is still down"));
    faults.delay("remove", Duration.ofMillis(20));

    assertThatThrownBy(() -> cache.putAll(values)).isSameAs(failure);

    assertThat(failure.getSuppressed()).hasSizeLessThan(100);
    assertThat(failure.getSuppressed()[failure.getSuppressed().length - 1])
        .hasMessageMatching(
            "(9[0-9]{2}|1000) entries that were written through .* may hold older .*");
  }

  @Test
  void storeFailsABulkWrite_theEntriesLeaveTheCacheByOneCall() {
    StoreFixture fixture = faults.fixture();
    Cache<String, Integer> cache = fixture.create("numbers", writing());
    cache.putAll(Map.of("a", 1, "b", 2, "c", 3));
    AtomicInteger single = new AtomicInteger();
    faults.beforeEach("remove", single::incrementAndGet);
    faults.fail("putAll", new CacheException("the store is down"));

    assertThatThrownBy(() -> cache.putAll(Map.of("a", 4, "b", 5))).hasNoSuppressedExceptions();

    assertThat(single).hasValue(0);
    assertThat(Stores.contents(cache)).isEqualTo(Map.of("c", 3));
  }

  @Test
  void bulkWrite_thatWriterAndStoreFail_tellsBoth() {
    StoreFixture fixture = faults.fixture();
    Cache<String, Integer> cache = fixture.create("cache", failingAtB());
    faults.fail("putAll", new IllegalStateException("the store is down"));

    assertThatThrownBy(() -> cache.putAll(new TreeMap<>(Map.of("a", 1, "b", 2))))
        .hasStackTraceContaining("the store is down")
        .hasStackTraceContaining("no b");
  }

  @Test
  void bulkWrite_ofWhichTheWriterWroteNothing_leavesTheStoreAlone() {
    StoreFixture fixture = faults.fixture();
    Cache<String, Integer> cache = fixture.create("cache", failingAtB());
    faults.fail("putAll", new IllegalStateException("the store is down"));
    faults.fail("removeAll", new IllegalStateException("the store is down"));

    assertThatExceptionOfType(CacheWriterException.class)
        .isThrownBy(() -> cache.putAll(Map.of("b", 2)));
    assertThatExceptionOfType(CacheWriterException.class)
        .isThrownBy(() -> cache.removeAll(Set.of("b")));
  }

  private static EncryptedConfiguration<String, Integer> failingAtB() {
    return UserCode.<String, Integer>writingThrough(
        change -> {
          if (change.startsWith("b")) {
            throw new CacheWriterException("no b");
          }
        });
  }
}
