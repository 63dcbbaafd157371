package io.sealcache.management;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.hazelcast.core.HazelcastInstance;
import io.sealcache.EncryptedCache;
import io.sealcache.EncryptedCachingProvider;
import io.sealcache.KeyCensus;
import io.sealcache.StoreCensus;
import io.sealcache.StoredEntries;
import io.sealcache.core.MasterKey;
import io.sealcache.fixture.ClosingCachingProvider;
import io.sealcache.fixture.OverEachStore;
import io.sealcache.fixture.StoreFixture;
import io.sealcache.fixture.TestStore;
import io.sealcache.keys.FixedKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.expiry.AccessedExpiryPolicy;
import javax.cache.expiry.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(120)
class StoreCensusTest {
  private static final String DATA_KEY = id(1);
  private static final String INDEX_KEY = id(2);

  private static String id(int seed) {
    return "%08x".formatted(MasterKey.of(FixedKey.secret(seed)).id());
  }

  private static KeyCensus.Count sealed(long entries) {
    return new KeyCensus.Count(1, DATA_KEY, INDEX_KEY, entries);
  }

  @OverEachStore
  void entries_areCountedByTheKeysTheyName(TestStore store) {
    try (StoreFixture fixture = StoreFixture.over(store);
        StoreCensus census = fixture.census()) {
      EncryptedCache<Integer, String> cache = fixture.create("counted");
      for (int i = 0; i < 2_500; i++) {
        cache.put(i, "value");
      }
      fixture.raw("counted").plant("what others put there", new byte[] {1, 2, 3});
      List<Long> progress = new ArrayList<>();

      KeyCensus counted = census.count("counted", progress::add);

      assertThat(counted).isEqualTo(new KeyCensus(List.of(sealed(2_500)), 1, 0));
      assertThat(counted.entries()).isEqualTo(2_500);
      assertThat(counted.byDataKey()).isEqualTo(Map.of(DATA_KEY, 2_500L));
      assertThat(counted.byIndexKey()).isEqualTo(Map.of(INDEX_KEY, 2_500L));
      assertThat(progress).containsExactly(1_000L, 2_000L, 2_501L);
      assertThat(counted).isEqualTo(StoredEntries.of(cache).census());
      assertThat(cache.get(2_499)).as("after a census").isEqualTo("value");
    }
  }

  @Tag("slow")
  @OverEachStore
  void census_isNoAccess(TestStore store) throws InterruptedException {
    try (StoreFixture fixture = StoreFixture.over(store);
        StoreCensus census = fixture.census()) {
      EncryptedCache<Integer, String> cache =
          fixture.create(
              "idle",
              new MutableConfiguration<Integer, String>()
                  .setExpiryPolicyFactory(
                      AccessedExpiryPolicy.factoryOf(new Duration(TimeUnit.SECONDS, 2))));
      assertThat(countedInTime(cache, census)).isEqualTo(1);

      while (census.count("idle").entries() > 0) { // until the test's end, were each an access
        TimeUnit.MILLISECONDS.sleep(100);
      }
      assertThat(cache.get(1)).isNull();
    }
  }

  /** Puts the entry and counts it before it may have expired, however slow the machine is. */
  private static long countedInTime(Cache<Integer, String> cache, StoreCensus census) {
    while (true) {
      long put = System.nanoTime();
      cache.put(1, "one");
      long counted = census.count(cache.getName()).entries();
      if (System.nanoTime() - put < TimeUnit.SECONDS.toNanos(1)) {
        return counted;
      }
    }
  }

  private static Properties of(TestStore store, Object... more) {
    Properties properties = new Properties();
    properties.put("sealcache.store.provider", store.providerClass());
    for (int i = 0; i < more.length; i += 2) {
      properties.put(more[i], more[i + 1]);
    }
    return properties;
  }

  @Test
  void cacheOfAnotherMember_isCountedWithoutItsKeysAndCodecs() {
    try (StoreFixture fixture = StoreFixture.over(TestStore.HAZELCAST_MEMBER);
        StoreFixture another = fixture.joined(Map.of())) {
      fixture.<Integer, Class<?>>create("elsewhere").put(1, String.class);
      HazelcastInstance member = another.hazelcast();

      try (StoreCensus census =
          StoreCensus.open(
              of(TestStore.HAZELCAST_MEMBER, "hazelcast.instance.itself", member), null)) {
        assertThat(census.count("elsewhere").counts()).containsExactly(sealed(1));
      }
      assertThat(member.getLifecycleService().isRunning()).isTrue();
    }
  }

  @Test
  void cacheThatIsNotThere_isRefusedAndNotMade() {
    try (StoreFixture fixture = StoreFixture.over(TestStore.HAZELCAST_MEMBER);
        StoreCensus census =
            StoreCensus.open(
                of(
                    TestStore.HAZELCAST_MEMBER,
                    "hazelcast.instance.itself",
                    fixture.hazelcast(),
                    "sealcache.master-key",
                    StoreFixture.MASTER_KEY),
                null)) {
      fixture.hazelcast().getConfig().getCacheConfig("declared").setName("declared");

      for (String name : List.of("absent", "declared")) {
        assertThatExceptionOfType(CacheException.class)
            .isThrownBy(() -> census.count(name))
            .withMessageContainingAll(
                "HazelcastMemberCachingProvider",
                "'" + name + "'",
                "sealcache.store.provider",
                "sealcache.store.uri");
        assertThat(fixture.hazelcast().getDistributedObjects())
            .noneMatch(object -> object.getName().endsWith(name));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(
      names = {"REFERENCE_IMPLEMENTATION", "CAFFEINE", "EHCACHE_HEAP", "INFINISPAN"},
      mode = EnumSource.Mode.INCLUDE)
  void cacheOfThisJvmAlone_isNotThereForTools(TestStore store) {
    try (StoreFixture fixture = StoreFixture.over(store);
        StoreCensus census = StoreCensus.open(of(store), null)) {
      fixture.<Integer, String>create("inside").put(1, "one");

      assertThatExceptionOfType(CacheException.class)
          .isThrownBy(() -> census.count("inside"))
          .withMessageContaining("'inside'");
    }
  }

  @Test
  void cacheOnDisk_isCountedWhileNoApplicationHasIt(@TempDir Path directory) throws IOException {
    Path file =
        Files.writeString(
            directory.resolve("ehcache.xml"),
            """
            <config xmlns="http://www.ehcache.org/v3">
              <persistence directory="%s"/>
              <cache alias="kept">
                <key-type>java.lang.Integer</key-type><value-type>com.acme.Unknown</value-type>
                <resources>
                  <heap unit="entries">10</heap><disk persistent="true" unit="MB">2</disk>
                </resources>
              </cache>
            </config>
            """
                .formatted(directory.resolve("data")));
    Properties settings =
        of(TestStore.EHCACHE_HEAP, "sealcache.store.uri", file.toUri().toString());
    write(file, "com.acme.Unknown", "java.lang.String");
    settings.put("sealcache.master-key", StoreFixture.MASTER_KEY);
    settings.put("sealcache.index-key", StoreFixture.INDEX_KEY);
    try (EncryptedCachingProvider provider = new EncryptedCachingProvider();
        CacheManager manager = provider.getCacheManager(null, null, settings)) {
      Cache<Integer, String> kept = manager.getCache("kept", Integer.class, String.class);
      for (int i = 0; i < 100; i++) {
        kept.put(i, "value");
      }
    }
    write(file, "java.lang.String", "com.acme.Unknown"); // a tool has no class of an application
    settings.remove("sealcache.master-key");
    settings.remove("sealcache.index-key");

    try (StoreCensus census = StoreCensus.open(settings, null)) {
      assertThat(census.count("kept").counts()).containsExactly(sealed(100));
    }
  }

  private static void write(Path file, String from, String to) throws IOException {
    Files.writeString(file, Files.readString(file).replace(from, to));
  }

  @Test
  void text_namesWhatIsCounted() {
    try (StoreFixture fixture = StoreFixture.over(TestStore.CAFFEINE);
        StoreCensus census = fixture.census()) {
      assertThat(census).asString().contains("StoreCensus", "CaffeineCachingProvider");
      assertThat(StoredEntries.of(fixture.create("counted"))).hasToString("StoredEntries[counted]");
    }
  }

  @Test
  void wrongSettings_areRefused() {
    assertThatExceptionOfType(CacheException.class)
        .isThrownBy(
            () ->
                StoreCensus.open(
                    of(TestStore.EHCACHE_HEAP, "sealcache.store.uri", "file:/no/where.xml"), null))
        .withMessageContaining("file:/no/where.xml");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> StoreCensus.open(of(TestStore.CAFFEINE, "sealcache.codek", "x"), null))
        .withMessageContaining("codek");
    assertThatExceptionOfType(CacheException.class)
        .isThrownBy(() -> StoreCensus.open(null, null))
        .withMessageContaining("several JCache providers");
  }

  @Test
  void store_isClosedWithTheCensusAndWhereItCannotBeOpened() {
    Properties properties = new Properties();
    properties.setProperty("sealcache.store.provider", ClosingCachingProvider.class.getName());

    int closed = ClosingCachingProvider.CLOSED.get();
    ClosingCachingProvider.opening = () -> {};
    StoreCensus.open(properties, null).close();
    assertThat(ClosingCachingProvider.CLOSED).hasValue(closed + 1);
    ClosingCachingProvider.opening =
        () -> {
          throw new IllegalStateException("out of order");
        };
    assertThatExceptionOfType(CacheException.class)
        .isThrownBy(() -> StoreCensus.open(properties, null));
    assertThat(ClosingCachingProvider.CLOSED).hasValue(closed + 2);
    ClosingCachingProvider.opening =
        () -> {
          throw new NoSuchMethodError("of another version");
        };
    assertThatExceptionOfType(CacheException.class)
        .isThrownBy(() -> StoreCensus.open(properties, null))
        .withMessageContainingAll(ClosingCachingProvider.class.getName(), "of another version");
    assertThat(ClosingCachingProvider.CLOSED).hasValue(closed + 3);
  }
}
