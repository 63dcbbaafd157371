package io.sealcache.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sealcache.EncryptedConfiguration;
import io.sealcache.fixture.FaultyCachingProvider.Faults;
import io.sealcache.fixture.Operation;
import io.sealcache.fixture.StoreFixture;
import io.sealcache.fixture.UserCode;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.cache.Cache;
import javax.cache.CacheException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A store that calls the application on the caller's thread, as some do with listeners. */
@Timeout(60)
class StoreCallbackTest {
  @RegisterExtension private final Faults faults = new Faults();
  private final StoreFixture fixture = faults.fixture();

  private static Arguments during(
      String operation, String call, boolean writes, Consumer<Cache<String, Integer>> action) {
    return Arguments.of(new Operation(operation, action), call, writes);
  }

  static Stream<Arguments> cases() {
    return Stream.of(
        during("getAndPut", "get", false, cache -> cache.getAndPut("a", 1)),
        during("getAndPut", "putIfAbsent", false, cache -> cache.getAndPut("a", 1)),
        during("put", "put", true, cache -> cache.put("a", 1)),
        during("remove", "remove", true, cache -> cache.remove("a")),
        during("putAll", "putAll", true, cache -> cache.putAll(Map.of("a", 1))),
        during("removeAll", "removeAll", true, cache -> cache.removeAll(Set.of("a"))),
        during("loadAll", "putAll", true, cache -> UserCode.loadAll(cache, Set.of("a"), true)));
  }

  @ParameterizedTest(name = "{0} in the store's {1}, with a writer: {2}")
  @MethodSource("cases")
  void callback_mayChangeTheEntryThatTheStoreIsAskedFor(
      Operation operation, String call, boolean writes) {
    EncryptedConfiguration<String, Integer> configuration =
        new EncryptedConfiguration<String, Integer>()
            .setCacheLoaderFactory(UserCode.loader(String::length));
    if (writes) {
      configuration.setWriteThrough(true).setCacheWriterFactory(UserCode.writer(change -> {}));
    }
    Cache<String, Integer> cache = fixture.create("numbers", configuration);
    AtomicBoolean changed = new AtomicBoolean();
    faults.after(
        call,
        () -> {
          cache.put("a", 7);
          changed.set(true);
        });

    operation.on(cache);

    assertThat(changed).isTrue();
    assertThat(cache.containsKey("a")).isTrue();
  }

  @Test
  void processorThatRunsAgain_mayNotChangeItsEntryThroughTheCache() {
    Cache<String, Integer> cache = fixture.create("numbers");
    AtomicInteger runs = new AtomicInteger();
    faults.after("get", () -> cache.put("a", 7)); // so the first run is outrun

    assertThatExceptionOfType(CacheException.class)
        .isThrownBy(
            () ->
                cache.<Object>invoke(
                    "a",
                    (entry, none) -> {
                      if (runs.incrementAndGet() == 2) {
                        cache.put("a", 3);
                      }
                      entry.setValue(2);
                      return null;
                    }))
        .withMessageContainingAll("'numbers'", "changes, through the cache");

    assertThat(runs).hasValue(2);
    assertThat(cache.get("a")).isEqualTo(7);
  }
}
