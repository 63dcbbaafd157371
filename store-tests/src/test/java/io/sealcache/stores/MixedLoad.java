package io.sealcache.stores;

import com.hazelcast.core.HazelcastException;
import java.io.Serializable;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import javax.cache.Cache;
import javax.cache.CacheException;

/** Changes entries of its own, and counts in one that all share, whatever fails meanwhile. */
final class MixedLoad implements Serializable {
  static final String COUNTER = "counter";
  private static final int KEYS = 100;

  private final String prefix;
  private final KeptEntries kept = new KeptEntries();
  private final Set<String> undocumented = new TreeSet<>();
  private int round;
  private int counted;
  private int countedInDoubt;

  MixedLoad(String prefix) {
    this.prefix = prefix;
  }

  /** Runs for a while, and returns itself with all that it then knows. */
  MixedLoad run(Cache<String, Integer> cache, long seconds) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    while (System.nanoTime() < end) {
      round++;
      String key = prefix + round % KEYS;
      attempt(() -> change(cache, key), () -> doubt(key));
      attempt(() -> kept.check(cache, key), () -> {});
      attempt(() -> count(cache), () -> countedInDoubt++);
    }
    return this;
  }

  private void attempt(Runnable operation, Runnable failed) {
    try {
      operation.run();
    } catch (CacheException | HazelcastException e) {
      failed.run();
    } catch (RuntimeException e) {
      failed.run();
      undocumented.add(e.toString());
    }
  }

  private void change(Cache<String, Integer> cache, String key) {
    switch (round % 7) {
      case 0 -> {
        kept.answeredPresent(key, cache.remove(key));
        kept.acknowledged(key, KeptEntries.ABSENT);
      }
      case 1 -> {
        boolean absent = cache.putIfAbsent(key, round);
        kept.answeredPresent(key, !absent);
        if (absent) {
          kept.acknowledged(key, round);
        }
      }
      case 2 -> {
        boolean present = cache.replace(key, round);
        kept.answeredPresent(key, present);
        kept.acknowledged(key, present ? round : KeptEntries.ABSENT);
      }
      case 3 -> {
        cache.invoke(
            key,
            (entry, arguments) -> {
              entry.setValue((Integer) arguments[0]);
              return null;
            },
            round);
        kept.acknowledged(key, round);
      }
      default -> {
        cache.put(key, round);
        kept.acknowledged(key, round);
      }
    }
  }

  private void doubt(String key) {
    kept.inDoubt(key, round % 7 == 0 ? KeptEntries.ABSENT : round);
  }

  private void count(Cache<String, Integer> cache) {
    cache.invoke(
        COUNTER,
        (entry, arguments) -> {
          entry.setValue(entry.exists() ? entry.getValue() + 1 : 1);
          return null;
        });
    counted++;
  }

  KeptEntries kept() {
    return kept;
  }

  /** What was thrown that JCache and the store don't say they throw. */
  Set<String> undocumented() {
    return undocumented;
  }

  int rounds() {
    return round;
  }

  /** How often it has counted, as the cache acknowledged. */
  int counted() {
    return counted;
  }

  int countedInDoubt() {
    return countedInDoubt;
  }
}
