package io.sealcache.loaders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.sealcache.EncryptedCache;
import io.sealcache.Inside;
import io.sealcache.fixture.FaultyCachingProvider.Faults;
import io.sealcache.fixture.Operation;
import io.sealcache.fixture.OutOfOrder;
import io.sealcache.fixture.StoreFixture;
import io.sealcache.fixture.Undeclared;
import io.sealcache.fixture.UserCode;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.cache.processor.EntryProcessor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Nothing is left of a load that has ended, however it did, or caches would grow by each. */
class EndedLoadTest {
  @RegisterExtension private final Faults faults = new Faults();
  private final StoreFixture fixture = faults.fixture();
  private volatile @Nullable Exception failure;

  static Stream<Operation> loads() {
    EntryProcessor<String, Integer, Integer> read = (entry, none) -> entry.getValue();
    return Stream.of(
        new Operation("get", cache -> cache.get("a")),
        new Operation("getAll", cache -> cache.getAll(Set.of("a", "b"))),
        new Operation("loadAll", cache -> UserCode.loadAll(cache, Set.of("a", "b"), false)),
        new Operation(
            "loadAll, replacing", cache -> UserCode.loadAll(cache, Set.of("a", "b"), true)),
        new Operation("invoke", cache -> cache.invoke("a", read)),
        new Operation("invokeAll", cache -> cache.invokeAll(Set.of("a", "b"), read)));
  }

  private EncryptedCache<String, Integer> cache() {
    return fixture.create(
        "numbers",
        UserCode.<String, Integer>readingThrough(
            key -> {
              Exception thrown = failure;
              if (thrown != null) {
                throw Undeclared.thrown(thrown);
              }
              return key.length();
            }));
  }

  private static void assertNothingIsLeft(EncryptedCache<?, ?> cache) {
    assertThat(Inside.isIdle(cache)).isTrue();
  }

  @ParameterizedTest
  @MethodSource("loads")
  void load_thatEntersWhatItLoaded(Operation load) {
    EncryptedCache<String, Integer> cache = cache();

    load.on(cache);

    assertThat(cache.containsKey("a")).isTrue();
    assertNothingIsLeft(cache);
  }

  @ParameterizedTest
  @MethodSource("loads")
  void load_whoseLoaderFails(Operation load) {
    EncryptedCache<String, Integer> cache = cache();
    failure = new IOException();

    var unused = catchThrowable(() -> load.on(cache));

    assertThat(cache.containsKey("a")).isFalse();
    assertNothingIsLeft(cache);
  }

  @ParameterizedTest
  @MethodSource("loads")
  void load_whoseStoreFails(Operation load) {
    EncryptedCache<String, Integer> cache = cache();
    List.of("put", "putAll", "putIfAbsent").forEach(call -> faults.fail(call, new OutOfOrder()));

    var unused = catchThrowable(() -> load.on(cache));

    faults.none();
    assertThat(cache.containsKey("a")).isFalse();
    assertNothingIsLeft(cache);
  }
}
