package io.sealcache.benchmarks.way;

import com.sun.management.ThreadMXBean;
import io.sealcache.benchmarks.OpenedStore;
import io.sealcache.benchmarks.Sample;
import io.sealcache.benchmarks.Store;
import io.sealcache.benchmarks.Turns;
import io.sealcache.core.SealedBytes;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.cache.Cache;
import javax.cache.configuration.MutableConfiguration;

/**
 * Runs in a JVM of its own: hits and puts of 1 KiB through SealCache and by hand over one store, in
 * blocks that take turns, by the clock, so with a store's own threads and, where the young
 * generation is small, with garbage collection.
 */
public final class WayProgram {
  /** Of a block, for each key: so many that a young generation of 16 MiB is full once at least. */
  private static final int ROUNDS = 5;

  /** Held, or its level is lost. */
  private static final Logger LOGGER = Logger.getLogger("io.sealcache");

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final String[] keys = Sample.keys();
  private final int blocks;

  private WayProgram(int blocks) {
    this.blocks = blocks;
  }

  /**
   * Measures, and prints a name and a number a line: how many times as long SealCache takes, and
   * how many bytes more it allocates.
   *
   * @param arguments the store, and how many blocks of each kind count
   */
  public static void main(String[] arguments) {
    LOGGER.setLevel(Level.WARNING);
    Store store = Store.valueOf(arguments[0]);
    OpenedStore sealed = store.openSealed();
    OpenedStore bare = store.openUnencrypted();
    new WayProgram(Integer.parseInt(arguments[1]))
        .measure(sealed(sealed), new ByHand(stored(bare, store), asBytes(store)));
    bare.close();
    sealed.close();
  }

  private static Cache<String, byte[]> sealed(OpenedStore opened) {
    return opened
        .manager()
        .createCache(
            "sealed",
            new MutableConfiguration<String, byte[]>().setTypes(String.class, byte[].class));
  }

  /** As SealCache has values there, which need no copies. */
  private static Cache<String, Object> stored(OpenedStore opened, Store store) {
    MutableConfiguration<String, Object> configuration =
        new MutableConfiguration<String, Object>().setStoreByValue(asBytes(store));
    typed(configuration, asBytes(store) ? byte[].class : SealedBytes.class);
    return opened.manager().createCache("by-hand", configuration);
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // a carrier of any class is an Object here
  private static void typed(MutableConfiguration<String, Object> configuration, Class<?> type) {
    ((MutableConfiguration) configuration).setTypes(String.class, type);
  }

  /**
   * Off the heap Ehcache takes by itself what it knows; SealCache brings a serializer of its own.
   */
  private static boolean asBytes(Store store) {
    return switch (store) {
      case CAFFEINE, EHCACHE -> false;
      case EHCACHE_OFFHEAP, HAZELCAST_MEMBER -> true;
    };
  }

  private void measure(Cache<String, byte[]> sealed, ByHand byHand) {
    byte[] value = Sample.bytes(Sample.VALUE_LENGTH, 4);
    compare("put", key -> byHand.put(key, value), key -> sealed.put(key, value));
    compare("hit", byHand::get, key -> Sample.present(sealed.get(key)));
  }

  @SuppressWarnings("SystemOut") // printing is what it is for
  private void compare(String name, Consumer<String> byHand, Consumer<String> sealed) {
    double ratio = Turns.ratio(blocks, () -> nanos(byHand), () -> nanos(sealed));
    long bytes = bytes(sealed) - bytes(byHand);
    System.out.printf(Locale.ROOT, "%s %.4f%nown-%s %d%n", name, ratio, name, bytes / keys.length);
  }

  private double nanos(Consumer<String> operation) {
    long start = System.nanoTime();
    for (int round = 0; round < ROUNDS; round++) {
      for (String key : keys) {
        operation.accept(key);
      }
    }
    return System.nanoTime() - start;
  }

  /** Of all threads: a Hazelcast member has some of its own for the work. */
  private long bytes(Consumer<String> operation) {
    long before = allocated();
    for (String key : keys) {
      operation.accept(key);
    }
    return allocated() - before;
  }

  private static long allocated() {
    return Arrays.stream(THREADS.getThreadAllocatedBytes(THREADS.getAllThreadIds())).sum();
  }
}
