package io.sealcache.hotrod;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealcache.EncryptedCachingProvider;
import io.sealcache.StoreCensus;
import io.sealcache.servers.HotRodServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import javax.cache.configuration.Factory;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.event.CacheEntryUpdatedListener;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.expiry.TouchedExpiryPolicy;
import org.infinispan.client.hotrod.MetadataValue;
import org.infinispan.client.hotrod.RemoteCache;
import org.infinispan.client.hotrod.RemoteCacheManager;
import org.infinispan.client.hotrod.configuration.ConfigurationBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Two applications over one Infinispan server, and what the server holds. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HotRodTest {
  private final EncryptedCachingProvider firstProvider = new EncryptedCachingProvider();
  private final EncryptedCachingProvider secondProvider = new EncryptedCachingProvider();
  private HotRodServer server;
  private RemoteCacheManager unencrypted;
  private CacheManager first;
  private CacheManager second;

  @BeforeAll
  void start() throws IOException {
    server = HotRodServer.start(Path.of("target"));
    Properties place = new Properties();
    place.setProperty("infinispan.client.hotrod.server_list", server.address());
    unencrypted = new RemoteCacheManager(new ConfigurationBuilder().withProperties(place).build());
    first = firstProvider.getCacheManager(null, null, settings());
    second = secondProvider.getCacheManager(null, null, settings());
  }

  private Properties settings() {
    Properties settings = new Properties();
    settings.putAll(
        Map.of(
            "infinispan.client.hotrod.server_list",
            server.address(),
            "sealcache.store.provider",
            "org.infinispan.jcache.remote.JCachingProvider",
            "sealcache.master-key",
            "747e073fa013ebfc5551fa6479f8f0d21051df83f440a31f3000083cea2dd7f9",
            "sealcache.index-key",
            "1357e5961e9ae7144d07c61e5ee36f8b4c601b7e7867c8b12c8245d9dcbaba84"));
    return settings;
  }

  @AfterAll
  void stop() {
    firstProvider.close();
    secondProvider.close();
    unencrypted.close();
    server.close();
  }

  private static MutableConfiguration<String, String> expiring(
      Factory<? extends ExpiryPolicy> policy) {
    return new MutableConfiguration<String, String>()
        .setTypes(String.class, String.class)
        .setExpiryPolicyFactory(policy);
  }

  private static MutableConfiguration<String, String> eternal() {
    return new MutableConfiguration<String, String>().setTypes(String.class, String.class);
  }

  private MetadataValue<Object> onlyEntry(String cacheName) {
    RemoteCache<String, Object> cache = unencrypted.getCache(cacheName);
    return cache.getWithMetadata(cache.keySet().iterator().next());
  }

  @Test
  void put_serverSeesNoPlaintext() {
    first.createCache("unreadable", eternal()).put("Alice", "Wonderland");

    RemoteCache<String, Object> cache = unencrypted.getCache("unreadable");
    assertThat(cache.entrySet())
        .hasSize(1)
        .allSatisfy(entry -> assertThat(entry.toString()).doesNotContain("Alice", "Wonderland"));
  }

  @Test
  void put_policyLeavesTheExpiry_lifeIsKept() {
    Duration minute = new Duration(TimeUnit.SECONDS, 60);
    Cache<String, String> cache =
        first.createCache("kept", expiring(CreatedExpiryPolicy.factoryOf(minute)));
    long begun = System.nanoTime();
    cache.put("a", "1");

    cache.put("a", "2");
    cache.replace("a", "2", "3");

    int lifespan = onlyEntry("kept").getLifespan();
    long passed = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begun);
    assertThat(lifespan).isBetween(50 - (int) passed, 60);
    assertThat(cache.get("a")).isEqualTo("3");
  }

  @Test
  void get_policyOfAccesses_lengthensLifeAndNoListenerHears() {
    Duration minute = new Duration(TimeUnit.SECONDS, 60);
    Cache<String, String> cache =
        first.createCache("touched", expiring(TouchedExpiryPolicy.factoryOf(minute)));
    Queue<String> heard = new ConcurrentLinkedQueue<>();
    CacheEntryUpdatedListener<String, String> listener =
        events -> events.forEach(event -> heard.add(event.getOldValue() + ">" + event.getValue()));
    cache.registerCacheEntryListener(
        new MutableCacheEntryListenerConfiguration<>(() -> listener, null, true, true));
    cache.put("a", "1");
    long version = onlyEntry("touched").getVersion();

    cache.get("a");

    assertThat(onlyEntry("touched").getVersion()).isNotEqualTo(version);
    cache.put("a", "2");
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
    while (heard.isEmpty() && System.nanoTime() - end < 0) {
      Thread.onSpinWait(); // it comes before the call returns, unless the machine is too busy
    }
    assertThat(heard).containsExactly("1>2"); // after all that came before
  }

  @Test
  void closedCensus_leavesNoClient() throws InterruptedException {
    first.createCache("counted", eternal()).put("a", "1");
    Properties settings = settings();
    settings.setProperty(
        "infinispan.client.hotrod.default_executor_factory.threadname_prefix", "census");
    try (StoreCensus census = StoreCensus.open(settings, null)) {
      assertThat(census.count("counted").entries()).isEqualTo(1);
      assertThat(threadsOfCensus()).isPositive();
    }

    for (int i = 0; i < 600 && threadsOfCensus() > 0; i++) {
      Thread.sleep(50);
    }
    assertThat(threadsOfCensus()).isZero();
  }

  private static long threadsOfCensus() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("census"))
        .count();
  }

  @Test
  void getCache_createdByAnotherApplication_opensIt() {
    first.createCache("shared", eternal()).put("a", "1");

    Cache<String, String> cache = second.getCache("shared", String.class, String.class);

    assertThat(cache.get("a")).isEqualTo("1");
    assertThat(cache.replace("a", "1", "2")).isTrue();
    assertThat(first.getCache("shared", String.class, String.class).get("a")).isEqualTo("2");
  }

  @Test
  void destroyCache_createdByAnotherApplication_isGoneFromTheServer() {
    first.createCache("gone", eternal()).put("a", "1");

    second.destroyCache("gone");

    assertThat(unencrypted.<Object, Object>getCache("gone")).isNull();
    assertThat(second.getCache("gone", String.class, String.class)).isNull();
  }

  @Test
  void createCache_closedBefore_opensItAgain() {
    first.createCache("reopened", eternal()).put("a", "1");
    first.getCache("reopened").close();

    assertThat(first.createCache("reopened", eternal()).get("a")).isEqualTo("1");
  }

  @Test
  void put_destroyedByAnotherApplication_failsWithoutTheValue() {
    Cache<String, String> cache = first.createCache("lost", eternal());
    second.destroyCache("lost");

    assertThatThrownBy(() -> cache.put("a", "Wonderland"))
        .isInstanceOf(CacheException.class)
        .hasMessageNotContaining("Wonderland");
  }
}
