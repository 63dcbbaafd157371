package io.sealcache.listeners;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.EncryptedConfiguration;
import io.sealcache.fixture.Stores;
import io.sealcache.fixture.TestStore;
import io.sealcache.fixture.UserCode;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.event.CacheEntryEvent;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A synchronous listener that changes the entry which it is told of, while the operation that made
 * the change waits for it.
 */
class ListenerOwnEntryTest {
  @RegisterExtension private static final Stores STORES = new Stores();

  private static final int ROUNDS = 50;
  private static final Duration FOREVER = Duration.ofMinutes(10);

  private record Creation(String name, BiConsumer<Cache<String, Integer>, String> operation) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static final List<Creation> CREATIONS =
      List.of(
          new Creation("put", (cache, key) -> cache.put(key, 1)),
          new Creation("getAndPut", (cache, key) -> cache.getAndPut(key, 1)),
          new Creation("invoke", (cache, key) -> cache.<Object>invoke(key, UserCode.setting(1))));

  // Without SealCache too, the reference implementation and Ehcache hold a lock of their own while
  // they tell of a change.
  static Stream<Arguments> creations() {
    return Stream.of(TestStore.CAFFEINE, TestStore.HAZELCAST_MEMBER, TestStore.INFINISPAN)
        .flatMap(store -> CREATIONS.stream().map(creation -> Arguments.of(store, creation)));
  }

  private static EncryptedConfiguration<String, Integer> patient() {
    return new EncryptedConfiguration<String, Integer>().setContentionTimeout(FOREVER);
  }

  private static Changing create(
      TestStore store, EncryptedConfiguration<String, Integer> configuration, Creation creation) {
    Cache<String, Integer> cache = STORES.create(store, configuration);
    Changing listener = new Changing(cache);
    UserCode.hear(cache, listener);
    for (int round = 0; round < ROUNDS; round++) {
      creation.operation.accept(cache, "key " + round);
    }
    assertThat(Stores.contents(cache)).isEmpty();
    assertThat(listener.answers).hasSize(ROUNDS);
    return listener;
  }

  @ParameterizedTest
  @MethodSource("creations")
  @Timeout(20)
  void creation_heardByAListenerThatChangesTheEntry_waitsForNothing(
      TestStore store, Creation creation) {
    Changing listener = create(store, patient(), creation);

    assertThat(listener.answers).containsOnly(List.of(false, true, true, 3));
  }

  /** Over Caffeine a change may be heard of before it is seen, so what is answered may vary. */
  @ParameterizedTest
  @MethodSource("creations")
  @Timeout(20)
  void creationThrough_heardByAListenerThatChangesTheEntry_waitsForNothing(
      TestStore store, Creation creation) {
    Set<String> written = ConcurrentHashMap.newKeySet();
    EncryptedConfiguration<String, Integer> configuration =
        patient()
            .setWriteThrough(true)
            .setCacheWriterFactory(
                UserCode.writer(
                    change -> {
                      int end = change.indexOf('=');
                      if (end > 0) {
                        written.add(change.substring(0, end));
                      } else {
                        written.remove(change);
                      }
                    }));

    create(store, configuration, creation);

    assertThat(written).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = {"CAFFEINE", "HAZELCAST_MEMBER", "INFINISPAN"})
  @Timeout(20)
  void changeByAListener_whoseWriterChangesTheEntryThroughTheCache_failsAtOnce(TestStore store) {
    Queue<Cache<String, Integer>> itself = new ConcurrentLinkedQueue<>();
    Cache<String, Integer> cache =
        STORES.create(
            store,
            patient()
                .setWriteThrough(true)
                .setCacheWriterFactory(
                    UserCode.writer(
                        change -> {
                          if (change.equals("a=2")) {
                            itself.element().put("a", 2);
                          }
                        })));
    itself.add(cache);
    Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
    CacheEntryCreatedListener<String, Integer> listener =
        events -> {
          try {
            cache.put("a", 2);
          } catch (CacheException | StackOverflowError e) {
            failures.add(e);
          }
        };
    UserCode.hear(cache, listener);

    cache.put("a", 1);

    assertThat(failures)
        .singleElement()
        .satisfies(e -> assertThat(e).hasStackTraceContaining("through the cache"));
    assertThat(Stores.contents(cache)).isEqualTo(Map.of("a", 1));
  }

  /** Does to each entry that was created what looks before it writes. */
  private static final class Changing implements CacheEntryCreatedListener<String, Integer> {
    final Queue<List<Object>> answers = new ConcurrentLinkedQueue<>();
    private final Cache<String, Integer> cache;

    Changing(Cache<String, Integer> cache) {
      this.cache = cache;
    }

    @Override
    public void onCreated(Iterable<CacheEntryEvent<? extends String, ? extends Integer>> events) {
      for (CacheEntryEvent<? extends String, ? extends Integer> event : events) {
        String key = event.getKey();
        answers.add(
            Arrays.asList(
                cache.putIfAbsent(key, 7),
                cache.replace(key, 1, 2),
                cache.replace(key, 3),
                cache.getAndRemove(key)));
      }
    }
  }
}
