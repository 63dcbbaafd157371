package io.sealcache.internal.concurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ClockCacheTest {
  private final ClockCache<Integer, String> cache = new ClockCache<>(3, null);

  @Test
  void change_getsWhatIsThereAndSetsWhatItGives() {
    assertThat(cache.change(1, known -> known + "!")).isEqualTo("null!");
    assertThat(cache.change(1, known -> known + "!")).isEqualTo("null!!");
    assertThat(cache.find(1)).isEqualTo("null!!");
    assertThat(cache.find(2)).isNull();
  }

  @Test
  void overLimit_anUnusedOneIsForgotten() {
    set(1, 2, 3);
    cache.find(1);

    set(4);

    assertThat(kept()).containsExactly(1, 3, 4);
  }

  @Test
  void overLimit_whatIsUsedTwiceOnlyHasOneSecondChance() {
    set(1, 2, 3);
    cache.find(1);
    cache.find(1);

    set(IntStream.range(4, 100).toArray());

    assertThat(cache.find(1)).isNull();
  }

  @Test
  void overLimit_allUsedForgetsOneAllTheSame() {
    set(1, 2, 3);
    List.of(1, 2, 3).forEach(cache::find);

    set(4);

    assertThat(kept()).containsExactly(2, 3, 4);
  }

  @Test
  void changeThatFails_leavesNothingBehind() {
    set(1, 2, 3);
    assertThatThrownBy(
            () ->
                cache.change(
                    4,
                    known -> {
                      throw new IllegalStateException();
                    }))
        .isInstanceOf(IllegalStateException.class);

    set(5);

    assertThat(kept()).containsExactly(2, 3, 5);
  }

  @Test
  void clear_forgetsWhatTheHandPointsAtToo() {
    ClockCache<Object, Object> names = new ClockCache<>(3, null);

    List<WeakReference<Object>> gone = set(names, false);
    names.clear();

    assertCollected(gone);
  }

  @Test
  void remove_leavesNothingOfWhatNeverFillsTheMap() {
    ClockCache<Object, Object> names = new ClockCache<>(3, null);

    assertCollected(set(names, true));
  }

  private static List<WeakReference<Object>> set(ClockCache<Object, Object> names, boolean remove) {
    List<WeakReference<Object>> set = new ArrayList<>();
    for (int i = 0; i < 101; i++) {
      Object key = new Object();
      Object value = new Object();
      names.change(key, known -> value);
      if (remove) {
        names.remove(key, value);
      }
      set.add(new WeakReference<>(key));
      set.add(new WeakReference<>(value));
    }
    return set;
  }

  private static void assertCollected(List<WeakReference<Object>> gone) {
    for (int tries = 0; tries < 100 && gone.stream().anyMatch(one -> one.get() != null); tries++) {
      System.gc();
    }
    assertThat(gone).allMatch(one -> one.get() == null);
  }

  @Test
  void remove_ofAnotherValueChangesNothing() {
    set(1);

    cache.remove(1, "other");

    assertThat(kept()).containsExactly(1);
  }

  @Test
  void manyThreads_staysBounded() {
    ClockCache<Integer, Integer> shared = new ClockCache<>(16, null);
    var wrong = ConcurrentHashMap.<Integer>newKeySet();

    IntStream.range(0, 20_000)
        .parallel()
        .forEach(
            n -> {
              int key = ThreadLocalRandom.current().nextInt(64);
              Integer found = shared.find(key);
              if ((found == null ? shared.change(key, known -> key) : found) != key) {
                wrong.add(key);
              }
              if (n % 3 == 0) {
                shared.remove(key, key); // small integers are the same objects
              }
            });

    assertThat(wrong).isEmpty();
    assertThat(IntStream.range(0, 64).filter(key -> shared.find(key) != null).count())
        .isBetween(1L, 16L + ForkJoinPool.getCommonPoolParallelism());
  }

  private void set(int... keys) {
    for (int key : keys) {
      cache.change(key, known -> "value");
    }
  }

  private List<Integer> kept() {
    return IntStream.range(0, 10).filter(key -> cache.find(key) != null).boxed().toList();
  }
}
