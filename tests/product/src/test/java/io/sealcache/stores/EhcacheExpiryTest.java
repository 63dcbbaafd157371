package io.sealcache.stores;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.MutableConfiguration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Entries live as long as an Ehcache file says. */
class EhcacheExpiryTest {
  private static final long LIFE_MILLIS = 2_000;
  private static final int ATTEMPTS = 10;

  @TempDir Path directory;

  @Tag("slow")
  @Test
  void expiry_livesAndIdlesAsLongUnencryptedAndWrapped() {
    DropIn file =
        EhcacheDropIn.of(
            directory,
            """
            <service><jsr107:defaults default-template="made"/></service>
            <cache alias="live"><expiry><ttl>2</ttl></expiry><heap>9</heap></cache>
            <cache alias="idle"><expiry><tti unit="millis">2000</tti></expiry><heap>9</heap></cache>
            <cache alias="ever"><expiry><none/></expiry><heap>9</heap></cache>
            <cache-template name="made"><expiry><ttl>2</ttl></expiry><heap>9</heap></cache-template>
            """);

    List<String> both =
        file.unencrypted(
            unencrypted -> file.wrapped(wrapped -> expire(List.of(unencrypted, wrapped))));

    assertThat(both)
        .containsExactly(
            "updated 2, accessed 1, asked for null, compared 1, ever 1, made null, later null",
            "updated 2, accessed 1, asked for null, compared 1, ever 1, made null, later null");
  }

  private static List<String> expire(List<CacheManager> managers) {
    managers.forEach(
        manager ->
            manager.createCache(
                "made",
                new MutableConfiguration<String, String>().setTypes(String.class, String.class)));
    List<List<@Nullable Object>> seen = seenInTime(managers);
    for (int attempt = 1; seen.isEmpty() && attempt < ATTEMPTS; attempt++) {
      seen = seenInTime(managers);
    }
    pause(2200);
    List<String> all = new ArrayList<>();
    for (int i = 0; i < managers.size(); i++) {
      List<@Nullable Object> values = seen.get(i);
      values.add(managers.get(i).getCache("live").get("key"));
      all.add(
          "updated %s, accessed %s, asked for %s, compared %s, ever %s, made %s, later %s"
              .formatted(values.toArray()));
    }
    return all;
  }

  /** Empty where the machine stood still for so long that entries may have expired meanwhile. */
  private static List<List<@Nullable Object>> seenInTime(List<CacheManager> managers) {
    long put = System.nanoTime();
    for (CacheManager manager : managers) {
      manager.getCache("live").put("key", "1");
      manager.getCache("made").put("key", "1");
      manager.getCache("ever").put("key", "1");
      List.of("get", "ask", "compare").forEach(key -> manager.getCache("idle").put(key, "1"));
    }
    pause(1200);
    long accessed = System.nanoTime();
    for (CacheManager manager : managers) {
      Cache<Object, Object> idle = manager.getCache("idle");
      manager.getCache("live").put("key", "2");
      idle.get("get");
      idle.containsKey("ask");
      idle.replace("compare", "other", "2");
    }
    boolean inTime = isAlive(put);
    pause(1200);
    List<List<@Nullable Object>> seen = new ArrayList<>();
    for (CacheManager manager : managers) {
      Cache<Object, Object> idle = manager.getCache("idle");
      List<@Nullable Object> values = new ArrayList<>();
      values.add(manager.getCache("live").get("key"));
      List.of("get", "ask", "compare").forEach(key -> values.add(idle.get(key)));
      values.add(manager.getCache("ever").get("key"));
      values.add(manager.getCache("made").get("key"));
      seen.add(values);
    }
    return inTime && isAlive(accessed) ? seen : List.of();
  }

  private static boolean isAlive(long since) {
    return System.nanoTime() - since < TimeUnit.MILLISECONDS.toNanos(LIFE_MILLIS);
  }

  private static void pause(long millis) {
    try {
      TimeUnit.MILLISECONDS.sleep(millis);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
