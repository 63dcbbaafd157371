package io.sealcache.benchmarks;

import io.sealcache.benchmarks.results.Point;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;
import java.util.function.ToDoubleFunction;
import javax.cache.Cache;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.integration.CacheLoader;

/**
 * Bulk operations over a Hazelcast client and Redis, each in a process of its own: unencrypted and
 * sealed, which take turns. The median of the ratios of neighbours counts. Exits with 1 if a bar
 * was missed.
 */
public final class BulkOverClient {
  private static final int ENTRIES = 10_000;
  private static final int FEW = 1_000;

  private static final double OF_PARTS = 1.10;
  private static final double OF_READ_AND_WRITE = 3;
  private static final double OF_PUT_ALL = 1.15;

  private final BulkBlocks unencrypted;
  private final BulkBlocks longer;
  private final BulkBlocks sealed;
  private final BulkCiphers ciphers;
  private final int blocks;

  private BulkOverClient(BulkStore store, int blocks) {
    Map<String, byte[]> values = values(ENTRIES);
    Map<String, byte[]> few = new LinkedHashMap<>();
    values.keySet().stream().limit(FEW).forEach(key -> few.put(key, values.get(key)));
    this.blocks = blocks;
    this.ciphers = new BulkCiphers(values);
    Cache<String, byte[]> plain =
        store.unencrypted().createCache("unencrypted", configuration(values));
    Cache<String, byte[]> asLong = store.unencrypted().createCache("longer", unloaded());
    Cache<String, byte[]> ours = store.sealed().createCache("sealed", configuration(values));
    this.unencrypted = new BulkBlocks(plain, values, few);
    this.longer = new BulkBlocks(asLong, ciphers.stored(), Map.of());
    this.sealed = new BulkBlocks(ours, values, few);
  }

  private static Map<String, byte[]> values(int count) {
    Map<String, byte[]> values = new HashMap<>();
    for (int i = 0; i < count; i++) {
      values.put("user:profile:%011d".formatted(i * 7919L), Sample.bytes(Sample.VALUE_LENGTH, i));
    }
    return values;
  }

  private static MutableConfiguration<String, byte[]> unloaded() {
    return new MutableConfiguration<String, byte[]>().setTypes(String.class, byte[].class);
  }

  private static MutableConfiguration<String, byte[]> configuration(Map<String, byte[]> values) {
    return unloaded().setCacheLoaderFactory(() -> new Loader(values));
  }

  /** Has the values at hand: loading takes no time. */
  private record Loader(Map<String, byte[]> values) implements CacheLoader<String, byte[]> {
    @Override
    public byte[] load(String key) {
      return Sample.present(values.get(key));
    }

    @Override
    public Map<String, byte[]> loadAll(Iterable<? extends String> keys) {
      Map<String, byte[]> loaded = new HashMap<>();
      keys.forEach(key -> loaded.put(key, load(key)));
      return loaded;
    }
  }

  /**
   * Measures.
   *
   * @param arguments how many blocks of each kind count, and the title of the store, for one alone
   */
  @SuppressWarnings("SystemOut") // printing is what it is for
  public static void main(String[] arguments) throws IOException {
    List<Limit> limits = new ArrayList<>();
    List<BulkStore.Kind> kinds =
        arguments.length > 1
            ? List.of(BulkStore.Kind.titled(arguments[1]))
            : List.of(BulkStore.Kind.values());
    for (BulkStore.Kind kind : kinds) {
      Path directory = Files.createTempDirectory("bulk");
      try (BulkStore store = kind.open(directory)) {
        new BulkOverClient(store, Integer.parseInt(arguments[0])).measure(kind.title(), limits);
      }
    }
    if (limits.stream().anyMatch(Limit::isMissedBar)) {
      System.exit(1);
    }
    System.exit(0); // clients may leave threads
  }

  private void measure(String store, List<Limit> limits) {
    unencrypted.putAll();
    longer.putAll();
    sealed.putAll();
    limits.add(
        bar("put-all-" + store, OF_PARTS, BulkBlocks::putAll, c -> c.sealKeys() + c.sealValues()));
    limits.add(
        bar("get-all-" + store, OF_PARTS, BulkBlocks::getAll, c -> c.sealKeys() + c.openValues()));
    limits.add(
        bar("iterate-" + store, OF_PARTS, BulkBlocks::iterate, c -> c.openKeys() + c.openValues()));
    limits.add(bar("remove-all-" + store, OF_PARTS, BulkBlocks::removeAll, BulkCiphers::sealKeys));
    limits.add(
        bar(
            "invoke-all-" + store,
            OF_READ_AND_WRITE,
            () -> Math.max(unencrypted.invokeAll(), unencrypted.getAndPutFew()),
            BulkBlocks::invokeAll));
    limits.add(bar("load-all-" + store, OF_PUT_ALL, unencrypted::putAll, BulkBlocks::loadAll));
    limits.add(
        measure(
            Limit.Kind.ROW, // with the part that the bar above leaves out
            "load-all-by-parts-" + store,
            OF_PUT_ALL,
            () -> unencrypted.putAll() + sealAll(),
            BulkBlocks::loadAll));
    limits.add(least("put-all-ciphers-" + store, unencrypted::putAll, this::sealAll));
    limits.add(least("put-all-longer-" + store, unencrypted::putAll, longer::putAll));
    limits.add(least("get-all-longer-" + store, unencrypted::getAll, longer::getAll));
    limits.add(least("iterate-longer-" + store, unencrypted::iterate, longer::iterate));
    limits.add(least("remove-all-longer-" + store, unencrypted::removeAll, longer::removeAll));
  }

  private double sealAll() {
    return ciphers.sealKeys() + ciphers.sealValues();
  }

  /** A row for costs that no provider that encrypts on one thread can do without. */
  private Limit least(String name, DoubleSupplier base, DoubleSupplier operation) {
    return measure(Limit.Kind.ROW, name, OF_PARTS, base, ours -> operation.getAsDouble());
  }

  private Limit bar(
      String name,
      double limit,
      ToDoubleFunction<BulkBlocks> operation,
      ToDoubleFunction<BulkCiphers> parts) {
    return bar(
        name,
        limit,
        () -> operation.applyAsDouble(unencrypted) + parts.applyAsDouble(ciphers),
        operation);
  }

  private Limit bar(
      String name, double limit, DoubleSupplier base, ToDoubleFunction<BulkBlocks> operation) {
    return measure(Limit.Kind.BAR, name, limit, base, operation);
  }

  @SuppressWarnings("SystemOut") // printing is what it is for
  private Limit measure(
      Limit.Kind kind,
      String name,
      double limit,
      DoubleSupplier base,
      ToDoubleFunction<BulkBlocks> operation) {
    double ratio = Turns.ratio(blocks, base, () -> operation.applyAsDouble(sealed));
    Limit measured = new Limit(kind, name, ratio, limit, Point.RATIO);
    System.out.println(measured.line());
    return measured;
  }
}
