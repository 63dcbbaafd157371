package io.sealcache.internal.store.hazelcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.hazelcast.cache.impl.CacheEntry;
import io.sealcache.internal.store.hazelcast.HazelcastPages.Page;
import io.sealcache.internal.store.hazelcast.HazelcastPages.Place;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.Supplier;
import javax.cache.Cache;
import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** When an iteration asks a client's members for its pages. */
class HazelcastPagesAheadTest {
  /** By partition: its pages. */
  private static final List<List<List<String>>> PARTITIONS =
      List.of(
          List.of(List.of("a", "b"), List.of("c"), List.of("d")),
          List.of(List.of()),
          List.of(List.of("e")));

  private final List<String> asked = new ArrayList<>();
  private final List<String> answered = new ArrayList<>();
  private @Nullable RuntimeException refusal;
  private @Nullable RuntimeException failure;

  private Supplier<Page> begin(Place place) {
    if (refusal != null) {
      throw refusal;
    }
    int page = place.equals(Place.first(place.partition())) ? 0 : place.pointers().get(0).getKey();
    String name = place.partition() + "/" + page;
    asked.add(name);
    return () -> {
      if (failure != null) {
        throw failure;
      }
      answered.add(name);
      return page(place.partition(), page);
    };
  }

  private static Page page(int partition, int page) {
    List<List<String>> pages = PARTITIONS.get(partition);
    return new Page(
        pages.get(page).stream()
            .<Cache.Entry<String, Object>>map(key -> new CacheEntry<>(key, key))
            .toList(),
        page + 1 == pages.size() ? null : new Place(partition, List.of(Map.entry(page + 1, -1))));
  }

  private Iterator<Cache.Entry<String, Object>> iterator() {
    return new HazelcastPagesAhead(this::begin, PARTITIONS.size());
  }

  @Test
  void iteration_asksForEachPageOnce() {
    List<String> found = new ArrayList<>();
    iterator().forEachRemaining(entry -> found.add(entry.getKey()));

    assertThat(found).containsExactly("a", "b", "c", "d", "e");
    assertThat(asked).containsExactly("0/0", "0/1", "0/2", "1/0", "2/0");
  }

  @Test
  void iteration_asksForAPageWhileTheOneBeforeIsRead() {
    Iterator<Cache.Entry<String, Object>> entries = iterator();
    assertThat(asked).containsExactly("0/0");
    assertThat(answered).isEmpty();

    entries.next(); // the first of two
    assertThat(asked).containsExactly("0/0", "0/1");
    assertThat(answered).containsExactly("0/0");

    entries.next();
    assertThat(asked).containsExactly("0/0", "0/1");

    entries.next();
    entries.next();
    assertThat(asked).containsExactly("0/0", "0/1", "0/2", "1/0");
    assertThat(answered).containsExactly("0/0", "0/1", "0/2");
  }

  @Test
  void iteration_atItsEnd_asksForNothingMore() {
    Iterator<Cache.Entry<String, Object>> entries = iterator();
    entries.forEachRemaining(entry -> {});

    assertThat(entries.hasNext()).isFalse();
    assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(entries::next);
    assertThat(asked).hasSize(5);
    assertThat(answered).hasSize(5);
  }

  @Test
  void iteration_overNoPartition_isEmpty() {
    assertThat(new HazelcastPagesAhead(this::begin, 0).hasNext()).isFalse();
    assertThat(asked).isEmpty();
  }

  /** One call was made for it whose answer nobody waits for. */
  @Test
  void iteration_givenUp_hasAskedForOnePageTooMany() {
    iterator().next();

    assertThat(asked).hasSize(answered.size() + 1);
  }

  @Test
  void pageThatFails_failsWhoComesToIt_andIsAskedForAgain() {
    Iterator<Cache.Entry<String, Object>> entries = iterator();
    entries.next();
    failure = new CacheException("the member is gone");

    assertThat(entries.next().getKey()).isEqualTo("b"); // was read before
    assertThatExceptionOfType(CacheException.class).isThrownBy(entries::hasNext);

    failure = null;
    assertThat(entries.next().getKey()).isEqualTo("c");
    assertThat(asked).containsExactly("0/0", "0/1", "0/1", "0/2");
  }

  @Test
  void pageThatCannotBeAskedFor_losesNoneOfTheOneBefore() {
    Iterator<Cache.Entry<String, Object>> entries = iterator();
    refusal = new IllegalStateException("the client is shut down");
    assertThatExceptionOfType(IllegalStateException.class).isThrownBy(entries::hasNext);

    assertThat(entries.next().getKey()).isEqualTo("a");
    assertThat(entries.next().getKey()).isEqualTo("b");
    assertThatExceptionOfType(IllegalStateException.class).isThrownBy(entries::hasNext);

    refusal = null;
    assertThat(entries.next().getKey()).isEqualTo("c");
  }
}
