package io.sealcache.benchmarks.cold;

import io.sealcache.EncryptedConfiguration;
import io.sealcache.benchmarks.OpenedStore;
import io.sealcache.benchmarks.Sample;
import io.sealcache.benchmarks.Store;
import java.lang.management.ManagementFactory;
import java.util.function.IntConsumer;
import javax.cache.Cache;
import javax.cache.configuration.Configuration;
import javax.cache.configuration.MutableConfiguration;

/**
 * The heap that one more cache, tenant or entry takes: what is in use after a collection, before
 * and after many of them were made.
 */
public final class HeapUse {
  private static final int VALUE_LENGTH = 100;
  private static final ThreadLocal<String> TENANT = new ThreadLocal<>();

  /** Of what there is more. */
  enum Item {
    /** With one entry in it. */
    CACHE(1_000),
    /** With one entry, in a cache that tenants share; no more than are kept. */
    TENANT(1_000),
    /** Of 100 bytes, under a key of 24 characters. */
    ENTRY(100_000);

    private final int count;

    Item(int count) {
      this.count = count;
    }
  }

  private final OpenedStore opened;
  private final boolean sealed;
  private final byte[] value = Sample.bytes(VALUE_LENGTH, 4);

  private HeapUse(Store store, boolean sealed) {
    this.opened = sealed ? store.openSealed() : store.openUnencrypted();
    this.sealed = sealed;
  }

  /**
   * Prints the bytes of one.
   *
   * @param arguments the store, whether it is sealed, the item
   */
  @SuppressWarnings("SystemOut") // printing is what it is for
  public static void main(String[] arguments) {
    Item item = Item.valueOf(arguments[2]);
    HeapUse use = new HeapUse(Store.valueOf(arguments[0]), Boolean.parseBoolean(arguments[1]));
    IntConsumer more = use.more(item);
    for (int i = 0; i < 20; i++) {
      more.accept(i); // all that is loaded or made once
    }
    long before = used();
    for (int i = 20; i < 20 + item.count; i++) {
      more.accept(i);
    }
    System.out.println((used() - before) / item.count);
    use.opened.close();
  }

  private IntConsumer more(Item item) {
    if (item == Item.CACHE) {
      return i ->
          opened.manager().createCache("cache-" + i, configuration(false)).put(key(0), value);
    }
    Cache<String, byte[]> cache =
        opened.manager().createCache("cache", configuration(item == Item.TENANT));
    return item == Item.ENTRY
        ? i -> cache.put(key(i), value.clone())
        : i -> {
          TENANT.set("tenant-" + i);
          cache.put(key(0), value);
        };
  }

  private Configuration<String, byte[]> configuration(boolean tenants) {
    if (!sealed) {
      return new MutableConfiguration<String, byte[]>().setTypes(String.class, byte[].class);
    }
    EncryptedConfiguration<String, byte[]> configuration =
        new EncryptedConfiguration<String, byte[]>().setTypes(String.class, byte[].class);
    return tenants ? configuration.setTenantResolverFactory(() -> TENANT::get) : configuration;
  }

  private static String key(int i) {
    return "user:profile:%011d".formatted(i);
  }

  private static long used() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
