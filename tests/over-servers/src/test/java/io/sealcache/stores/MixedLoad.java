package io.sealcache.stores;

import com.hazelcast.core.HazelcastException;
import java.io.Serializable;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.processor.MutableEntry;
import org.redisson.client.RedisException;

/**
 * Changes entries of its own, and counts in one of them and in one that all share, whatever fails
 * meanwhile.
 */
final class MixedLoad implements Serializable {
  static final String COUNTER = "counter";
  private static final int KEYS = 100;
  private static final int ROUNDS = 100;

  private final String prefix;
  private final KeptEntries kept = new KeptEntries();
  private final Set<String> undocumented = new TreeSet<>();
  private int round;
  private int counted;
  private int countedInDoubt;
  private int ownCounted;
  private int ownCountedInDoubt;
  private int stored;

  MixedLoad(String prefix) {
    this.prefix = prefix;
  }

  /**
   * Runs for a while, on a busy machine until it has come to each key, and returns itself with all
   * that it then knows.
   */
  MixedLoad run(Cache<String, Integer> cache, long seconds) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    while (System.nanoTime() - end < 0 || round <= ROUNDS) {
      round++;
      String key = prefix + round % KEYS;
      attempt(() -> change(cache, key), () -> doubt(key));
      attempt(() -> kept.check(cache, key), () -> {});
      attempt(() -> count(cache), () -> countedInDoubt++);
      attempt(() -> countOwn(cache), () -> ownCountedInDoubt++);
    }
    return this;
  }

  private void attempt(Runnable operation, Runnable failed) {
    try {
      operation.run();
    } catch (CacheException | HazelcastException | RedisException e) {
      failed.run();
    } catch (RuntimeException e) {
      failed.run();
      undocumented.add(e.toString());
    }
  }

  private void change(Cache<String, Integer> cache, String key) {
    switch (round % 7) {
      case 0 -> {
        kept.answeredRemoved(key, cache.remove(key));
        kept.acknowledged(key, KeptEntries.ABSENT);
      }
      case 1 -> {
        boolean absent = cache.putIfAbsent(key, round);
        kept.answeredPresent(key, !absent);
        if (absent) {
          stored(key);
        }
      }
      case 2 -> {
        boolean present = cache.replace(key, round);
        kept.answeredPresent(key, present);
        if (present) {
          stored(key);
        } else {
          kept.acknowledged(key, KeptEntries.ABSENT);
        }
      }
      case 3 -> {
        cache.invoke(
            key,
            (entry, arguments) -> {
              entry.setValue((Integer) arguments[0]);
              return null;
            },
            round);
        stored(key);
      }
      default -> {
        cache.put(key, round);
        stored(key);
      }
    }
  }

  private void stored(String key) {
    kept.acknowledged(key, round);
    stored++;
  }

  private void doubt(String key) {
    kept.inDoubt(key, round % 7 == 0 ? KeptEntries.ABSENT : round);
  }

  private void count(Cache<String, Integer> cache) {
    cache.invoke(COUNTER, MixedLoad::increment);
    counted++;
    stored++;
  }

  private void countOwn(Cache<String, Integer> cache) {
    cache.invoke(prefix + COUNTER, MixedLoad::increment);
    ownCounted++;
    stored++;
  }

  private static int increment(MutableEntry<String, Integer> entry, Object... arguments) {
    int next = entry.exists() ? entry.getValue() + 1 : 1;
    entry.setValue(next);
    return next;
  }

  KeptEntries kept() {
    return kept;
  }

  /** The exceptions that JCache and the store don't say they throw. */
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

  /** The entry that it alone counted in. */
  String ownCounter() {
    return prefix + COUNTER;
  }

  int ownCounted() {
    return ownCounted;
  }

  int ownCountedInDoubt() {
    return ownCountedInDoubt;
  }

  /** How many values the cache acknowledged that it had taken. */
  int stored() {
    return stored;
  }
}
