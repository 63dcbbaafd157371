package io.sealcache.codecs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealcache.EncryptedConfiguration;
import io.sealcache.codec.arrow.ArrowCodec;
import io.sealcache.fixture.OverEachStore;
import io.sealcache.fixture.StoreFixture;
import io.sealcache.fixture.TestStore;
import java.util.Map;
import java.util.Set;
import javax.cache.Cache;
import javax.cache.CacheException;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.junit.jupiter.api.Test;

/** Tables as values: what is handed out is the caller's, and nothing else keeps memory. */
class ArrowCacheTest {
  private static VectorSchemaRoot table(BufferAllocator allocator, int rows) {
    BigIntVector numbers = new BigIntVector("number", allocator);
    numbers.allocateNew(rows);
    for (int i = 0; i < rows; i++) {
      numbers.set(i, i);
    }
    VectorSchemaRoot root = VectorSchemaRoot.of(numbers);
    root.setRowCount(rows);
    return root;
  }

  private static Cache<String, VectorSchemaRoot> cache(
      StoreFixture fixture, BufferAllocator allocator) {
    return fixture.create(
        "tables",
        new EncryptedConfiguration<String, VectorSchemaRoot>()
            .setTypes(String.class, VectorSchemaRoot.class)
            .setCodecFactory(() -> new ArrowCodec(allocator)));
  }

  @OverEachStore
  void get_givesTheTableThatWasPut(TestStore store) {
    try (BufferAllocator allocator = new RootAllocator();
        VectorSchemaRoot table = table(allocator, 1000);
        StoreFixture fixture = StoreFixture.over(store, Map.of("sealcache.codec", "arrow"))) {
      Cache<String, VectorSchemaRoot> cache = fixture.create("tables");
      cache.put("k", table);

      try (VectorSchemaRoot found = cache.get("k")) {
        assertThat(found.equals(table)).isTrue();
      }
    }
  }

  @Test
  void operationsThatHandOutNoTable_keepNoMemory() throws Exception {
    try (BufferAllocator allocator = new RootAllocator();
        VectorSchemaRoot one = table(allocator, 100);
        VectorSchemaRoot two = table(allocator, 200);
        StoreFixture fixture = StoreFixture.over(TestStore.REFERENCE_IMPLEMENTATION)) {
      Cache<String, VectorSchemaRoot> cache = cache(fixture, allocator);
      long before = allocator.getAllocatedMemory();
      cache.put("k", one);

      assertThat(cache.putIfAbsent("k", two)).isFalse();
      assertThat(cache.containsKey("k")).isTrue();
      assertThat(cache.replace("k", two, one)).isFalse();
      assertThat(cache.replace("k", one, two)).isTrue();
      assertThat(cache.remove("k", one)).isFalse();
      assertThat(cache.<Boolean>invoke("k", (entry, arguments) -> entry.exists())).isTrue();
      assertThatThrownBy(
              () ->
                  cache.invoke(
                      "k",
                      (entry, arguments) -> {
                        throw new IllegalStateException("on purpose");
                      }))
          .isInstanceOf(CacheException.class);
      cache.invokeAll(Set.of("k"), (entry, arguments) -> entry.exists());
      assertThat(cache.remove("k", two)).isTrue();

      for (int i = 0; i < 500 && allocator.getAllocatedMemory() != before; i++) {
        System.gc();
        Thread.sleep(20);
      }
      assertThat(allocator.getAllocatedMemory()).isEqualTo(before);
    }
  }

  @Test
  void operationsThatHandOutATable_leaveItOpen() {
    try (BufferAllocator allocator = new RootAllocator();
        VectorSchemaRoot one = table(allocator, 100);
        StoreFixture fixture = StoreFixture.over(TestStore.REFERENCE_IMPLEMENTATION)) {
      Cache<String, VectorSchemaRoot> cache = cache(fixture, allocator);
      cache.put("k", one);

      try (VectorSchemaRoot got = cache.getAndPut("k", one);
          VectorSchemaRoot replaced = cache.getAndReplace("k", one);
          VectorSchemaRoot processed = cache.invoke("k", (entry, arguments) -> entry.getValue());
          VectorSchemaRoot all = cache.getAll(Set.of("k")).get("k");
          VectorSchemaRoot iterated = cache.iterator().next().getValue();
          VectorSchemaRoot removed = cache.getAndRemove("k")) {
        for (VectorSchemaRoot found :
            new VectorSchemaRoot[] {got, replaced, processed, all, iterated, removed}) {
          assertThat(found.equals(one)).isTrue();
        }
      }
    }
  }

  @Test
  void keyCodec_arrowIsRefused() {
    try (StoreFixture fixture =
        StoreFixture.over(
            TestStore.REFERENCE_IMPLEMENTATION, Map.of("sealcache.key-codec", "arrow"))) {
      assertThatThrownBy(() -> fixture.create("tables"))
          .hasStackTraceContaining("'sealcache.key-codec': codec 'arrow' encodes values only");
    }
  }
}
