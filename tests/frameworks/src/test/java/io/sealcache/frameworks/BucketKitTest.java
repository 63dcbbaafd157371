package io.sealcache.frameworks;

import io.github.bucket4j.grid.jcache.Bucket4jJCache;
import io.github.bucket4j.tck.AbstractDistributedBucketTest;
import io.github.bucket4j.tck.ProxyManagerSpec;
import java.util.List;
import java.util.UUID;
import javax.cache.Cache;
import javax.cache.configuration.MutableConfiguration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;

/** Bucket4j's own test kit, for whatever keeps its buckets. */
class BucketKitTest extends AbstractDistributedBucketTest {
  @AutoClose private static final Settings SETTINGS = Settings.ofSealCache();

  @BeforeAll
  static void open() {
    Cache<String, byte[]> cache =
        SETTINGS.manager().createCache("kit", new MutableConfiguration<String, byte[]>());
    specs =
        List.of(
            new ProxyManagerSpec<>(
                "SealCache",
                () -> UUID.randomUUID().toString(),
                () -> Bucket4jJCache.entryProcessorBasedBuilder(cache)));
  }
}
