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
  void overLimit_oldestUnusedIsForgotten() {
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

    set(4, 5, 6);

    assertThat(kept()).containsExactly(4, 5, 6);
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
  void clear_forgetsWhoseTurnItIsToo() {
    set(1, 2, 3);
    cache.clear();
    assertThat(kept()).isEmpty();

    set(1, 2, 3);
    cache.find(3);
    set(4);
    cache.find(2);
    set(5);

    assertThat(kept()).containsExactly(2, 3, 5);
  }

  @Test
  void remove_leavesNothingOfWhatNeverFillsTheMap() {
    List<WeakReference<Object>> gone = new ArrayList<>();
    ClockCache<Object, Object> names = new ClockCache<>(3, null);
    for (int i = 0; i < 101; i++) {
      Object key = new Object();
      Object value = new Object();
      names.change(key, known -> value);
      names.remove(key, value);
      gone.add(new WeakReference<>(key));
      gone.add(new WeakReference<>(value));
    }

    assertThat(names.inLine()).isLessThanOrEqualTo(3);
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
  void removedAndSetAgain_hasItsTurnOnce() {
    set(1, 2);
    cache.remove(1, "value");
    set(1, 3);

    set(4);

    assertThat(kept()).containsExactly(1, 3, 4);
    assertThat(cache.inLine()).isLessThanOrEqualTo(4);
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
    assertThat(shared.inLine())
        .isLessThanOrEqualTo(2 * (16 + Runtime.getRuntime().availableProcessors()));
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
