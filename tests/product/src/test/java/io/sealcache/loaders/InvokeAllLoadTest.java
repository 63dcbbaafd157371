package io.sealcache.loaders;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sealcache.fixture.BeforeCommand;
import io.sealcache.fixture.OutOfOrder;
import io.sealcache.fixture.OverEachStore;
import io.sealcache.fixture.SlowLoad;
import io.sealcache.fixture.Stores;
import io.sealcache.fixture.TestStore;
import io.sealcache.fixture.Undeclared;
import io.sealcache.fixture.UserCode;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.cache.Cache;
import javax.cache.processor.EntryProcessorException;
import org.infinispan.commands.write.PutKeyValueCommand;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The loads of processors over many entries, and what becomes of others' loads. */
@Timeout(120)
class InvokeAllLoadTest {
  @RegisterExtension private static final Stores STORES = new Stores();

  @RegisterExtension private final SlowLoad load = new SlowLoad(STORES);

  @OverEachStore
  void loadOfAProcessorThatFails_isLeftToNobody(TestStore store) {
    Cache<String, Integer> cache = load.cache(store, key -> load.loads.incrementAndGet());

    var results =
        cache.<Integer>invokeAll(
            Set.of("a"),
            (entry, none) -> {
              assertThat(entry.getValue()).isEqualTo(1);
              throw new OutOfOrder();
            });

    assertThatExceptionOfType(EntryProcessorException.class)
        .isThrownBy(requireNonNull(results.get("a"))::get)
        .withCauseInstanceOf(OutOfOrder.class);
    assertThat(cache.get("a")).isEqualTo(2);
  }

  @OverEachStore
  void loadThatAProcessorRemoves_isLeftToNobody(TestStore store) {
    Cache<String, Integer> cache = load.cache(store, key -> load.loads.incrementAndGet());

    var results =
        cache.<Integer>invokeAll(
            Set.of("a"),
            (entry, none) -> {
              int loaded = entry.getValue();
              entry.remove();
              return loaded;
            });

    assertThat(requireNonNull(results.get("a")).get()).isEqualTo(1);
    assertThat(cache.get("a")).isEqualTo(2);
  }

  @OverEachStore
  void loadBesideACheckedException_isLeftToNobody(TestStore store) {
    Cache<String, Integer> cache = load.cache(store, key -> load.loads.incrementAndGet());
    IOException failure = new IOException();

    var results =
        cache.<Integer>invokeAll(
            Set.of("a", "b"),
            (entry, none) -> {
              if (entry.getKey().equals("b")) {
                throw Undeclared.thrown(failure);
              }
              return entry.getValue();
            });

    assertThat(requireNonNull(results.get("a")).get()).isEqualTo(1);
    assertThatExceptionOfType(EntryProcessorException.class)
        .isThrownBy(requireNonNull(results.get("b"))::get)
        .withCause(failure);
    cache.remove("a");
    assertThat(cache.get("a")).isEqualTo(2);
  }

  @OverEachStore
  void loadThatNobodyOutdates_isEntered(TestStore store) {
    Cache<String, Integer> cache = load.cache(store, String::length);

    var results = cache.<Integer>invokeAll(Set.of("a", "bb"), (entry, none) -> entry.getValue());

    assertThat(requireNonNull(results.get("bb")).get()).isEqualTo(2);
    assertThat(Stores.contents(cache)).isEqualTo(Map.of("a", 1, "bb", 2));
  }

  @Test
  void loadThatARemovalOutdatesWhileItIsEntered_isWithdrawn() {
    Cache<String, Integer> cache = load.cache(TestStore.INFINISPAN, String::length);
    BeforeCommand entering =
        BeforeCommand.in(
            STORES.raw(cache),
            PutKeyValueCommand.class,
            () ->
                assertThat(load.start(() -> cache.remove("a")))
                    .succeedsWithin(Duration.ofSeconds(30))
                    .isEqualTo(false));

    cache.<Integer>invokeAll(Set.of("a", "bb"), (entry, none) -> entry.getValue());

    assertThat(entering.came()).isTrue();
    assertThat(Stores.contents(cache)).isEqualTo(Map.of("bb", 2));
  }

  @OverEachStore
  void removal_outdatesALoadThatBeganBefore(TestStore store) throws Exception {
    Cache<String, int[]> cache = load.slow(store);
    Future<int[]> read = load.start(() -> cache.get("a"));
    SlowLoad.await(load.loading);

    cache.<Object>invokeAll(Set.of("a"), UserCode.removing());
    load.mayEnd.countDown();

    assertThat(read.get(30, TimeUnit.SECONDS)).containsExactly(7);
    assertThat(cache.containsKey("a")).isFalse();
  }
}
