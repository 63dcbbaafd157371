package io.sealcache.internal.store.hazelcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.hazelcast.cache.impl.CacheEntry;
import com.hazelcast.cache.impl.ICacheInternal;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import javax.cache.Cache;
import javax.cache.CacheException;
import org.junit.jupiter.api.Test;

/** How an iteration asks Hazelcast. */
class HazelcastIterationTest {
  /** The keys of each partition. */
  private static final List<List<String>> PARTITIONS =
      List.of(List.of("a", "b"), List.of(), List.of("c"));

  private final List<String> calls = new ArrayList<>();
  private boolean fails;

  @SuppressWarnings("unchecked") // of a class literal
  private ICacheInternal<String, Object> cache() {
    return (ICacheInternal<String, Object>)
        Proxy.newProxyInstance(
            HazelcastIterationTest.class.getClassLoader(),
            new Class<?>[] {ICacheInternal.class},
            (proxy, method, arguments) -> {
              calls.add(method.getName() + " " + Arrays.asList(arguments));
              if (fails) {
                throw new CacheException("the member is gone");
              }
              return entries(PARTITIONS.get((int) arguments[1]));
            });
  }

  private static Iterator<Cache.Entry<String, Object>> entries(List<String> keys) {
    return keys.stream()
        .<Cache.Entry<String, Object>>map(key -> new CacheEntry<>(key, key))
        .iterator();
  }

  private Iterator<Cache.Entry<String, Object>> iterator() {
    return HazelcastAdapter.entries(cache(), PARTITIONS.size());
  }

  @Test
  void iteration_asksEachPartitionOnce_aHundredEntriesAtATimeWithTheirValues() {
    List<Object> found = new ArrayList<>();
    iterator().forEachRemaining(entry -> found.add(entry.getKey()));

    assertThat(found).containsExactly("a", "b", "c");
    assertThat(calls)
        .containsExactly(
            "iterator [100, 0, true]", "iterator [100, 1, true]", "iterator [100, 2, true]");
  }

  @Test
  void iteration_asksNoPartitionBeforeItComesToIt() {
    Iterator<Cache.Entry<String, Object>> entries = iterator();
    entries.next();
    entries.next();
    assertThat(calls).hasSize(1);

    assertThat(entries.next().getKey()).isEqualTo("c");
    assertThat(entries.hasNext()).isFalse();
    assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(entries::next);
    assertThat(calls).hasSize(3);
  }

  @Test
  void partitionThatFails_failsWhoComesToIt_andIsAskedForAgain() {
    Iterator<Cache.Entry<String, Object>> entries = iterator();
    entries.next();
    entries.next();
    fails = true;
    assertThatExceptionOfType(CacheException.class).isThrownBy(entries::hasNext);

    fails = false;
    assertThat(entries.next().getKey()).isEqualTo("c");
    assertThat(calls).hasSize(4);
  }
}
