package io.sealcache.benchmarks.cold;

import io.sealcache.benchmarks.OpenedStore;
import io.sealcache.benchmarks.Sample;
import io.sealcache.benchmarks.Store;
import javax.cache.Cache;
import javax.cache.configuration.MutableConfiguration;

/**
 * The first operations of a JVM: it opens a provider, gets from a new cache, and then puts and
 * gets.
 */
public final class FirstOperations {
  /** After how many puts and gets the time is told; 0 is the provider's start and the first get. */
  static final int[] MARKS = {0, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000};

  private FirstOperations() {}

  /**
   * Prints the microseconds of CPU time since the start at each mark.
   *
   * @param arguments the store, whether it is sealed, what the JVM has done before, as a {@link
   *     Before}
   */
  @SuppressWarnings("SystemOut") // printing is what it is for
  public static void main(String[] arguments) {
    Before.valueOf(arguments[2]).happen();
    long start = CpuClock.nanos();
    Opened first = open(Store.valueOf(arguments[0]), Boolean.parseBoolean(arguments[1]));
    Cache<String, byte[]> cache = first.cache();
    long[] times = new long[MARKS.length];
    times[0] = CpuClock.nanos() - start;
    byte[] value = Sample.bytes(Sample.VALUE_LENGTH, 4);
    for (int done = 0, mark = 1; mark < MARKS.length; mark++) {
      for (; done < MARKS[mark]; done++) {
        String key = "user:profile:" + done;
        cache.put(key, value);
        Sample.present(cache.get(key));
      }
      times[mark] = CpuClock.nanos() - start;
    }
    StringBuilder line = new StringBuilder();
    for (long time : times) {
      line.append(time / 1_000).append(' ');
    }
    System.out.println(line.toString().strip());
    first.store().close();
  }

  /** A store, and a cache of it that was asked for an entry. */
  record Opened(OpenedStore store, Cache<String, byte[]> cache) {}

  static Opened open(Store store, boolean sealed) {
    OpenedStore opened = sealed ? store.openSealed() : store.openUnencrypted();
    Cache<String, byte[]> cache =
        opened
            .manager()
            .createCache(
                "cold",
                new MutableConfiguration<String, byte[]>().setTypes(String.class, byte[].class));
    if (cache.get("key") != null) {
      throw new IllegalStateException("A new cache has an entry");
    }
    return new Opened(opened, cache);
  }
}
