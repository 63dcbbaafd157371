package io.sealcache.writers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealcache.EncryptedConfiguration;
import io.sealcache.fixture.FaultyCachingProvider.Faults;
import io.sealcache.fixture.Operation;
import io.sealcache.fixture.StoreFixture;
import io.sealcache.fixture.Stores;
import io.sealcache.fixture.UserCode;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.integration.CacheWriterException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The store fails once the writer was called: docs/adr/0018. */
class StoreAfterWriterTest {
  @RegisterExtension private final Faults faults = new Faults();
  private final StoreFixture fixture = faults.fixture();

  @Test
  void storeFailsToRemoveToo_theSecondFailureIsAddedToTheFirst() {
    Cache<String, Integer> cache =
        fixture.create("numbers", UserCode.<String, Integer>writingThrough(change -> {}));
    RuntimeException first = new CacheException("the store is down");
    RuntimeException second = new CacheException("the store is still down");
    faults.fail("put", first);
    faults.fail("remove", second);

    assertThatThrownBy(() -> cache.put("a", 2)).isSameAs(first).hasSuppressedException(second);
  }

  @Test
  void storeIsDownInABulkWrite_removingEndsAfterTheTimeoutAndSaysWhatIsLeft() {
    Cache<String, Integer> cache =
        fixture.create(
            "numbers",
            UserCode.<String, Integer>writingThrough(change -> {})
                .setContentionTimeout(Duration.ofMillis(60)));
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
    Cache<String, Integer> cache =
        fixture.create("numbers", UserCode.<String, Integer>writingThrough(change -> {}));
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
    Cache<String, Integer> cache = fixture.create("cache", failingAtB());
    faults.fail("putAll", new IllegalStateException("the store is down"));

    assertThatThrownBy(() -> cache.putAll(new TreeMap<>(Map.of("a", 1, "b", 2))))
        .hasStackTraceContaining("the store is down")
        .hasStackTraceContaining("no b");
  }

  @Test
  void bulkWrite_ofWhichTheWriterWroteNothing_leavesTheStoreAlone() {
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
            new Operation("replace", cache -> cache.<Object>invoke("a", UserCode.setting(2))));
    return Arrays.stream(new Boolean[] {true, false})
        .flatMap(early -> writes.stream().map(write -> Arguments.of(write, early)));
  }

  @ParameterizedTest
  @MethodSource("failingWrites")
  void storeFailsAfterTheWriterWasCalled_theEntryLeavesTheCache(Operation write, boolean early) {
    Cache<String, Integer> cache =
        fixture.create("numbers", UserCode.<String, Integer>writingThrough(change -> {}));
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
}
