package io.sealcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealcache.codec.CountingCodec;
import io.sealcache.encryption.OnUnreadable;
import io.sealcache.internal.store.RawCache;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.cache.Cache;
import javax.cache.processor.EntryProcessor;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Values that were decoded and that nobody was handed: a codec may hold memory for each. */
class ValuesGivenUpTest {
  @RegisterExtension private static final Stores STORES = new Stores();

  private final CountingCodec codec = new CountingCodec("counting");

  private EncryptedConfiguration<String, String> configuration() {
    return new EncryptedConfiguration<String, String>()
        .setCodecFactory(() -> codec)
        .setStatisticsEnabled(true)
        .setOnUnreadable(OnUnreadable.FAIL);
  }

  private static Cache<String, String> filled(Cache<String, String> cache) {
    Map<String, String> values = new HashMap<>();
    for (int i = 0; i < 10; i++) {
      values.put("key " + i, "value");
    }
    cache.putAll(values);
    return cache;
  }

  private static void spoilOne(Cache<String, String> cache) {
    RawCache raw = STORES.raw(cache);
    raw.plant(raw.entries().keySet().iterator().next(), new byte[3]);
  }

  private static Set<String> keys(Cache<String, String> cache) {
    filled(cache);
    return Set.of(
        "key 0", "key 1", "key 2", "key 3", "key 4", "key 5", "key 6", "key 7", "key 8", "key 9");
  }

  @ParameterizedTest
  @EnumSource
  void removeAllAndContainsKey_leaveNone(TestStore store) {
    Cache<String, String> cache = filled(STORES.create(store, configuration()));

    assertThat(cache.containsKey("key 1")).isTrue();
    assertThat(codec.decoded()).isEqualTo(1);
    cache.removeAll(Set.of("key 1"));
    cache.removeAll();

    assertThat(codec.decoded()).isEqualTo(1);
    assertThat(codec.open()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void compareOperations_leaveNone(TestStore store) {
    Cache<String, String> cache = filled(STORES.create(store, configuration()));

    assertThat(cache.remove("key 1", "another")).isFalse();
    assertThat(cache.remove("key 1", "value")).isTrue();
    assertThat(cache.replace("key 2", "value", "new")).isTrue();

    assertThat(codec.decoded()).isEqualTo(3);
    assertThat(codec.open()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void getAll_thatThrows_leavesNone(TestStore store) {
    Cache<String, String> cache = STORES.create(store, configuration());
    Set<String> keys = keys(cache);
    spoilOne(cache);

    assertThatExceptionOfType(UnreadableEntryException.class).isThrownBy(() -> cache.getAll(keys));

    assertThat(codec.decoded()).isEqualTo(9);
    assertThat(codec.open()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void getAll_whoseLoaderThrows_leavesNone(TestStore store) {
    Cache<String, String> cache =
        STORES.create(
            store,
            configuration()
                .setReadThrough(true)
                .setCacheLoaderFactory(
                    UserCode.loader(
                        key -> {
                          throw new OutOfOrder();
                        })));
    keys(cache);

    assertThatThrownBy(() -> cache.getAll(Set.of("key 1", "absent")))
        .hasCauseInstanceOf(OutOfOrder.class);

    assertThat(codec.decoded()).isEqualTo(1);
    assertThat(codec.open()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void getAll_handsOutWhatItFound(TestStore store) {
    Cache<String, String> cache = STORES.create(store, configuration());
    Set<String> keys = keys(cache);

    Map<String, String> found = cache.getAll(keys);

    assertThat(codec.open()).hasSize(10);
    found.values().forEach(value -> assertThat(codec.open()).contains(value));
  }

  @ParameterizedTest
  @EnumSource
  void loadAll_leavesNone(TestStore store) {
    Cache<String, String> cache =
        STORES.create(
            store, configuration().setCacheLoaderFactory(UserCode.loader(key -> "loaded")));
    Set<String> keys = keys(cache);

    UserCode.loadAll(cache, keys, false);
    assertThat(codec.open()).isEmpty();
    spoilOne(cache);
    assertThatExceptionOfType(UnreadableEntryException.class)
        .isThrownBy(() -> UserCode.loadAll(cache, keys, false));

    assertThat(codec.open()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void processor_mayKeepWhatItWasHanded(TestStore store) {
    Cache<String, String> cache = filled(STORES.create(store, configuration()));
    EntryProcessor<String, String, Object> keeping =
        (entry, none) -> {
          assertThat(entry.getValue()).isEqualTo("value");
          return null;
        };

    cache.invoke("key 1", keeping);
    assertThat(codec.open()).hasSize(1);
    cache.invokeAll(Set.of("key 2", "key 3"), keeping);

    assertThat(codec.open()).hasSize(3);
  }

  @ParameterizedTest
  @EnumSource
  void invokeAll_leavesThoseThatTheProcessorWasHanded(TestStore store) {
    Cache<String, String> cache = STORES.create(store, configuration());
    Set<String> keys = keys(cache);

    cache.<Object>invokeAll(
        keys,
        (entry, none) -> {
          if (entry.getKey().equals("key 1")) {
            throw new OutOfOrder();
          }
          if (entry.getKey().equals("key 2")) {
            return entry.getValue();
          }
          if (entry.getKey().equals("key 3")) {
            entry.remove();
          } else {
            entry.setValue("new");
          }
          return null;
        });

    assertThat(codec.decoded()).isEqualTo(10);
    assertThat(codec.open()).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource
  void invokeAll_thatWaitsInVainForAnEntry_leavesNone(TestStore store) throws Exception {
    Cache<String, String> cache =
        filled(STORES.create(store, configuration().setContentionTimeout(Duration.ofMillis(50))));
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch mayEnd = new CountDownLatch(1);
    Thread holder =
        new Thread(
            () ->
                cache.<Object>invoke(
                    "key 1",
                    (entry, arguments) -> {
                      running.countDown();
                      try {
                        return mayEnd.await(30, TimeUnit.SECONDS);
                      } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                      }
                    }));
    holder.start();
    assertThat(running.await(30, TimeUnit.SECONDS)).isTrue();

    cache.<Object>invokeAll(
        Set.of("key 1"),
        (entry, arguments) -> {
          entry.setValue("new");
          return null;
        });
    mayEnd.countDown();
    holder.join();

    assertThat(codec.open()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void invokeAll_thatEndsByAnError_leavesNone(TestStore store) {
    Cache<String, String> cache = STORES.create(store, configuration());
    Set<String> keys = keys(cache);

    assertThatThrownBy(
            () ->
                cache.<Object>invokeAll(
                    keys,
                    (entry, none) -> {
                      throw new StackOverflowError();
                    }))
        .isInstanceOf(StackOverflowError.class);

    assertThat(codec.open()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void iterator_givenUp_leavesNoneOnceTheCacheIsClosed(TestStore store) {
    Cache<String, String> cache = filled(STORES.create(store, configuration()));
    Iterator<Cache.Entry<String, String>> entries = cache.iterator();
    Cache.Entry<String, String> handedOut = entries.next();
    assertThat(entries.hasNext()).isTrue();
    assertThat(codec.open()).hasSize(2);

    cache.close();

    assertThat(codec.open()).containsExactly(handedOut.getValue());
    assertThatThrownBy(entries::next).isInstanceOf(IllegalStateException.class);
  }

  @ParameterizedTest
  @EnumSource
  void iterator_givenUp_leavesNoneOnceTheNextOneBegins(TestStore store)
      throws InterruptedException {
    Cache<String, String> cache = filled(STORES.create(store, configuration()));
    begin(cache);
    assertThat(codec.open()).hasSize(1);

    for (int i = 0; i < 3_000 && !codec.open().isEmpty(); i++) {
      System.gc();
      Thread.sleep(20);
      assertThat(cache.iterator()).isNotNull();
    }

    assertThat(codec.open()).isEmpty();
  }

  // By a method of its own, so that no local variable holds the iterator.
  private static void begin(Cache<String, String> cache) {
    assertThat(cache.iterator().hasNext()).isTrue();
  }
}
