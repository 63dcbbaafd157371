package io.sealcache.writers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sealcache.EncryptedConfiguration;
import io.sealcache.fixture.FaultyCachingProvider.Faults;
import io.sealcache.fixture.Operation;
import io.sealcache.fixture.RawCache;
import io.sealcache.fixture.SlowLoad;
import io.sealcache.fixture.StoreFixture;
import io.sealcache.fixture.Stores;
import io.sealcache.fixture.UserCode;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.cache.Cache;
import javax.cache.CacheException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * An entry that must not stay in the cache is removed by a thread that is interrupted too, over a
 * store that fails such a thread's calls, as Redisson does.
 */
class InterruptedRemovalTest {
  @RegisterExtension private final Faults faults = new Faults();
  private final StoreFixture fixture = faults.fixture();

  @AfterEach
  void close() {
    Thread.interrupted();
  }

  private void failInterrupted(String method) {
    faults.beforeEach(
        method,
        () -> {
          if (Thread.currentThread().isInterrupted()) {
            throw new CacheException("interrupted");
          }
        });
  }

  private static EncryptedConfiguration<String, Integer> writing(Consumer<String> writer) {
    return UserCode.<String, Integer>writingThrough(writer);
  }

  static Stream<Operation> writes() {
    return Stream.of(
        new Operation("put", cache -> cache.put("a", 2)),
        new Operation("putAll", cache -> cache.putAll(Map.of("a", 2, "b", 2))),
        new Operation("replace", cache -> cache.getAndPut("a", 2)));
  }

  @ParameterizedTest
  @MethodSource("writes")
  void write_interruptedInTheStore_removesWhatWasWrittenThrough(Operation write) {
    Cache<String, Integer> cache = fixture.create("numbers", writing(change -> {}));
    cache.putAll(Map.of("a", 1, "c", 3));
    failInterrupted(write.name());
    failInterrupted("remove");
    faults.before(write.name(), () -> Thread.currentThread().interrupt());

    assertThatExceptionOfType(CacheException.class)
        .isThrownBy(() -> write.on(cache))
        .withMessage("interrupted");

    assertThat(Thread.interrupted()).isTrue();
    assertThat(Stores.contents(cache)).isEqualTo(Map.of("c", 3));
  }

  @Test
  void invoke_outrunAndThenContentAndInterrupted_removesWhatWasWrittenThrough() {
    AtomicReference<Runnable> writing = new AtomicReference<>(() -> {});
    Cache<String, Integer> cache =
        fixture.create("numbers", writing(change -> writing.getAndSet(() -> {}).run()));
    RawCache raw = fixture.raw("numbers");
    cache.put("a", 0);
    String storedKey = raw.onlyKey();
    byte[] older = raw.value(storedKey).clone();
    cache.put("a", 1);
    failInterrupted("remove");
    writing.set(() -> raw.plant(storedKey, older));

    int seen =
        cache.<Integer>invoke(
            "a",
            (entry, none) -> {
              int value = entry.getValue();
              if (value == 1) {
                entry.setValue(2);
              } else {
                Thread.currentThread().interrupt();
              }
              return value;
            });

    assertThat(seen).isZero();
    assertThat(Thread.interrupted()).isTrue();
    assertThat(cache.containsKey("a")).isFalse();
  }

  @Test
  void get_interruptedAfterWhatItLoadedIsOutdated_withdrawsIt() {
    Cache<String, Integer> cache =
        fixture.create("numbers", UserCode.<String, Integer>readingThrough(String::length));
    failInterrupted("remove");
    faults.before(
        "putIfAbsent",
        () -> {
          SlowLoad.elsewhere(() -> cache.remove("a"));
          Thread.currentThread().interrupt();
        });

    assertThat(cache.get("a")).isEqualTo(1);

    assertThat(Thread.interrupted()).isTrue();
    assertThat(cache.containsKey("a")).isFalse();
  }
}
