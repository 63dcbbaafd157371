package io.sealcache.examples;

import io.sealcache.EncryptedConfiguration;
import io.sealcache.codec.arrow.ArrowCodec;
import java.util.Properties;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.Caching;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.VectorSchemaRoot;

/**
 * Arrow tables as values: whoever makes or gets a table closes it, and closing the allocator tells
 * if one was forgotten.
 */
final class DataFrames {
  private DataFrames() {}

  /** Caches a table of salaries, and adds up those of the table that comes back. */
  static long run(Properties settings, long... salaries) {
    try (BufferAllocator allocator = new RootAllocator();
        CacheManager manager =
            Caching.getCachingProvider("io.sealcache.EncryptedCachingProvider")
                .getCacheManager(null, null, settings)) {
      // docs/arrow.md
      Cache<String, VectorSchemaRoot> tables =
          manager.createCache(
              "tables",
              new EncryptedConfiguration<String, VectorSchemaRoot>()
                  .setTypes(String.class, VectorSchemaRoot.class)
                  .setCodecFactory(() -> new ArrowCodec(allocator)));
      try (VectorSchemaRoot made = table(allocator, salaries)) {
        tables.put("salaries", made);
      }
      try (VectorSchemaRoot found = tables.get("salaries")) {
        return found == null ? 0 : sum((BigIntVector) found.getVector("salary"));
      }
      // /docs/arrow.md
    }
  }

  private static VectorSchemaRoot table(BufferAllocator allocator, long... salaries) {
    BigIntVector column = new BigIntVector("salary", allocator);
    column.allocateNew(salaries.length);
    for (int i = 0; i < salaries.length; i++) {
      column.set(i, salaries[i]);
    }
    VectorSchemaRoot table = VectorSchemaRoot.of(column);
    table.setRowCount(salaries.length);
    return table;
  }

  private static long sum(BigIntVector column) {
    long sum = 0;
    for (int i = 0; i < column.getValueCount(); i++) {
      sum += column.get(i);
    }
    return sum;
  }
}
