package io.sealcache.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.fixture.JavaProgram;
import io.sealcache.fixture.StoreFixture;
import io.sealcache.fixture.TestStore;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.cache.Cache;
import javax.cache.configuration.MutableConfiguration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The heap that one more open cache takes, with the store's own part of it. */
@Tag("slow")
class CacheHeapTest {
  private static final int CACHES = 500;

  @Test
  @Timeout(60)
  void openCache_overCaffeine_takesAtMost16KiB() throws Exception {
    String printed = JavaProgram.run(CacheHeapTest.class, List.of("-XX:+UseSerialGC"));

    assertThat(Long.parseLong(printed.strip())).isBetween(1L, 16L * 1024);
  }

  /** Prints the bytes of one. */
  @SuppressWarnings("SystemOut") // printing is what it is for
  public static void main(String[] arguments) throws InterruptedException {
    try (StoreFixture fixture = StoreFixture.over(TestStore.CAFFEINE)) {
      List<Cache<String, String>> open = new ArrayList<>();
      open(fixture, open, 20); // with all that is loaded or made once
      long before = used();
      open(fixture, open, CACHES);
      System.out.println((used() - before) / CACHES);
    }
  }

  private static void open(StoreFixture fixture, List<Cache<String, String>> open, int more) {
    for (int i = 0; i < more; i++) {
      Cache<String, String> cache =
          fixture.create(
              "cache " + open.size(),
              new MutableConfiguration<String, String>().setTypes(String.class, String.class));
      cache.put("key", "value");
      cache.get("key");
      open.add(cache);
    }
  }

  /** The least of some: two megabytes are let go of only by threads that follow a collection. */
  private static long used() throws InterruptedException {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 10; i++) {
      System.gc();
      TimeUnit.MILLISECONDS.sleep(20);
      least = Math.min(least, ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
    }
    return least;
  }
}
