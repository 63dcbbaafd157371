package io.sealcache.stores;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealcache.EncryptedCacheManager;
import io.sealcache.EncryptedCachingProvider;
import io.sealcache.fixture.Ports;
import io.sealcache.fixture.RawCache;
import io.sealcache.fixture.SettablePolicy;
import io.sealcache.fixture.StoreFixture;
import io.sealcache.fixture.TestStore;
import io.sealcache.fixture.UserCode;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import javax.cache.expiry.ExpiryPolicy;
import org.infinispan.AdvancedCache;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two nodes of Infinispan, each with a SealCache over it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InfinispanClusterTest {
  private static final String FILE =
      """
      <infinispan xmlns="urn:infinispan:config:16.0">
        <jgroups><stack name="loopback" extends="tcp">
          <TCP bind_addr="127.0.0.1" bind_port="%1$d" port_range="20" diag.enabled="false" stack.combine="COMBINE"/>
          <TCPPING initial_hosts="127.0.0.1[%1$d]" port_range="0" stack.combine="REPLACE" stack.position="MPING"/>
          <FD_SOCK2 stack.combine="REMOVE"/>
          <pbcast.GMS join_timeout="%2$d" stack.combine="COMBINE"/>
        </stack></jgroups>
        <cache-container>
          <transport cluster="test-%1$d" stack="loopback"/>
          <replicated-cache name="declared"/>
          <replicated-cache-configuration name="replicated-*"/>
          <distributed-cache-configuration name="distributed-*" owners="1"/>
        </cache-container>
      </infinispan>
      """;

  /** In milliseconds. The first node finds no other; the second must not found its own cluster. */
  private static final int[] JOIN_TIMEOUTS = {100, 60_000};

  @AutoClose private final EncryptedCachingProvider first = new EncryptedCachingProvider();
  @AutoClose private final EncryptedCachingProvider second = new EncryptedCachingProvider();
  private @Nullable CacheManager one;
  private @Nullable CacheManager other;

  @BeforeAll
  void join(@TempDir Path directory) throws IOException {
    int port = Ports.free();
    List<URI> files = new ArrayList<>();
    for (int timeout : JOIN_TIMEOUTS) {
      Path file = directory.resolve(timeout + ".xml");
      files.add(Files.writeString(file, FILE.formatted(port, timeout)).toUri());
    }
    one = first.getCacheManager(files.get(0), null, settings());
    other = second.getCacheManager(files.get(1), null, settings());
  }

  private static Properties settings() {
    return StoreFixture.settings(TestStore.INFINISPAN.providerClass());
  }

  private Cache<String, String> create(String name) {
    return manager(one).createCache(name, strings());
  }

  private static CacheManager manager(@Nullable CacheManager manager) {
    return requireNonNull(manager);
  }

  private static MutableConfiguration<String, String> strings() {
    return new MutableConfiguration<String, String>().setTypes(String.class, String.class);
  }

  @Test
  void getCache_opensWhatTheOtherNodeCreated() {
    create("replicated-shared").put("key", "value");

    Cache<String, String> shared =
        manager(other).getCache("replicated-shared", String.class, String.class);

    assertThat(shared.get("key")).isEqualTo("value");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void destroyCache_byANodeThatHasOpenedItOrNot_destroysIt(boolean isOpen) {
    String name = "replicated-destroyed-" + isOpen;
    create(name).put("key", "value");
    if (isOpen) {
      manager(other).getCache(name, String.class, String.class);
    }

    manager(other).destroyCache(name);

    assertThat(manager(other).createCache(name, strings())).isEmpty();
  }

  @Test
  void getCache_ownPolicyElsewhere_isRefused() {
    manager(one)
        .createCache(
            "replicated-own", strings().setExpiryPolicyFactory(InfinispanClusterTest::ownPolicy));

    assertThatThrownBy(() -> manager(other).getCache("replicated-own"))
        .isInstanceOf(CacheException.class)
        .hasMessageContaining("replicated-own");
  }

  private static ExpiryPolicy ownPolicy() {
    SettablePolicy policy = new SettablePolicy();
    policy.creation = Duration.ETERNAL;
    policy.access = Duration.ONE_HOUR;
    policy.update = Duration.ONE_DAY;
    return policy;
  }

  @Test
  void ownPolicy_isKeptByEntriesThatAnotherNodeOwns() {
    Cache<String, String> cache =
        manager(one)
            .createCache(
                "distributed-own",
                strings().setExpiryPolicyFactory(InfinispanClusterTest::ownPolicy));
    manager(other)
        .createCache(
            "distributed-own", strings().setExpiryPolicyFactory(InfinispanClusterTest::ownPolicy));

    for (int i = 0; i < 50; i++) {
      cache.put("key" + i, "value");
      cache.put("key" + i, "updated");
    }

    AdvancedCache<Object, Object> raw = raw("distributed-own").cache().unwrap(advanced());
    assertThat(new ArrayList<>(raw.keySet()))
        .hasSize(50)
        .allMatch(key -> raw.getCacheEntry(key).getLifespan() == TimeUnit.DAYS.toMillis(1));
  }

  @SuppressWarnings("unchecked") // of a class literal
  private static Class<AdvancedCache<Object, Object>> advanced() {
    return (Class<AdvancedCache<Object, Object>>) (Class<?>) AdvancedCache.class;
  }

  private RawCache raw(String name) {
    return StoreFixture.raw((EncryptedCacheManager) manager(one), name);
  }

  @Test
  void update_leavesWhatIsLeftOfTheLife() {
    Cache<String, String> cache =
        manager(one)
            .createCache(
                "replicated-created",
                strings()
                    .setExpiryPolicyFactory(CreatedExpiryPolicy.factoryOf(Duration.ONE_MINUTE)));
    cache.put("key", "value");
    cache.replace("key", "value", "updated");
    RawCache raw = raw("replicated-created");

    assertThat(raw.cache().unwrap(advanced()).getCacheEntry(raw.onlyKey()).getLifespan())
        .isBetween(1L, TimeUnit.MINUTES.toMillis(1));
  }

  @Test
  void distributedCache_listenerHearsTheOtherNode_andStoreSeesNoPlaintext() {
    Cache<String, String> cache = create("distributed-heard");
    Cache<String, String> elsewhere =
        manager(other).getCache("distributed-heard", String.class, String.class);
    List<String> heard = new CopyOnWriteArrayList<>();
    CacheEntryCreatedListener<String, String> listener =
        events -> events.forEach(event -> heard.add(event.getKey() + "=" + event.getValue()));
    UserCode.hear(cache, listener);

    // Events of this node are told before the call returns; Infinispan waits for its other events.
    // A second at most, which a busy machine may take from one round of puts, but not from each.
    int round = 1;
    while (!isHeardAtOnce(cache, elsewhere, heard, "-" + round)) {
      assertThat(++round).as("of five rounds").isLessThanOrEqualTo(5);
    }
    assertThat(heard).doesNotHaveDuplicates();
    raw("distributed-heard")
        .entries()
        .forEach(
            (key, value) -> {
              assertThat(key).doesNotContain("here");
              assertThat(new String(value, StandardCharsets.ISO_8859_1)).doesNotContain("value");
            });
  }

  private static boolean isHeardAtOnce(
      Cache<String, String> cache,
      Cache<String, String> elsewhere,
      List<String> heard,
      String round) {
    List<String> told = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      cache.put("here" + i + round, "value");
      told.add("here" + i + round + "=value");
      elsewhere.put("there" + i + round, "value");
      told.add("there" + i + round + "=value");
    }
    return heard.containsAll(told);
  }

  @Test
  void putIfAbsent_leavesATrail_asNodesRepeatCalls() {
    assertTrail(create("replicated-repeated"));
    assertTrail(requireNonNull(manager(one).getCache("declared")));
  }

  private void assertTrail(Cache<String, String> cache) {
    cache.put("key", "value");
    int blind = raw(cache.getName()).value(raw(cache.getName()).onlyKey()).length;
    cache.remove("key");
    cache.putIfAbsent("key", "value");

    assertThat(raw(cache.getName()).value(raw(cache.getName()).onlyKey())).hasSize(blind + 13);
  }

  @Test
  void closedCache_opensAgainWithItsEntries() {
    Cache<String, String> cache = create("replicated-closed");
    Cache<String, String> elsewhere =
        manager(other).getCache("replicated-closed", String.class, String.class);
    elsewhere.put("key", "value");
    cache.close();

    assertThat(create("replicated-closed").get("key")).isEqualTo("value");
  }
}
