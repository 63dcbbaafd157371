package io.sealcache.management;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealcache.EncryptedCache;
import io.sealcache.EncryptedCacheManager;
import io.sealcache.EncryptedConfiguration;
import io.sealcache.EncryptionMXBean;
import io.sealcache.Inside;
import io.sealcache.core.Keyring;
import io.sealcache.core.MasterKey;
import io.sealcache.encryption.OnUnreadable;
import io.sealcache.fixture.OverEachStore;
import io.sealcache.fixture.StoreFixture;
import io.sealcache.fixture.Stores;
import io.sealcache.fixture.TestStore;
import io.sealcache.fixture.Unopenable;
import io.sealcache.fixture.UserCode;
import io.sealcache.keys.FixedKey;
import io.sealcache.keys.KeySource;
import io.sealcache.keys.KeyringFile;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.cache.Cache;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import javax.cache.management.CacheMXBean;
import javax.cache.management.CacheStatisticsMXBean;
import javax.cache.processor.EntryProcessor;
import javax.cache.processor.EntryProcessorException;
import javax.management.JMX;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ManagementTest {
  @RegisterExtension private static final Stores STORES = new Stores();

  private static final String STATISTICS = "javax.cache:type=CacheStatistics";
  private static final String CONFIGURATION = "javax.cache:type=CacheConfiguration";
  private static final MBeanServer SERVER = ManagementFactory.getPlatformMBeanServer();

  @Test
  void beans_comeAndGoWithTheCacheAndItsSwitches() {
    EncryptedCache<String, Integer> cache = STORES.create(TestStore.REFERENCE_IMPLEMENTATION);
    EncryptedCacheManager manager = (EncryptedCacheManager) cache.getCacheManager();
    assertThat(registered(STATISTICS, cache)).isFalse();
    assertThat(registered(CONFIGURATION, cache)).isFalse();

    manager.enableStatistics(cache.getName(), true);
    manager.enableStatistics(cache.getName(), true);
    manager.enableManagement(cache.getName(), true);
    assertThat(registered(STATISTICS, cache)).isTrue();
    assertThat(registered(CONFIGURATION, cache)).isTrue();
    CacheMXBean bean =
        JMX.newMXBeanProxy(SERVER, Stores.name(CONFIGURATION, cache), CacheMXBean.class);
    assertThat(bean.isStatisticsEnabled()).isTrue();
    assertThat(bean.isStoreByValue()).isTrue();
    assertThat(bean.getKeyType()).isEqualTo("java.lang.Object");

    manager.enableStatistics(cache.getName(), false);
    assertThat(registered(STATISTICS, cache)).isFalse();
    cache.close();
    assertThat(registered(CONFIGURATION, cache)).isFalse();
    assertThat(registered("io.sealcache:type=Encryption", cache)).isFalse();
  }

  @Test
  void everyEntryUnreadable_isTrueFromTenInARowUntilOneOpens() {
    EncryptedCache<String, Integer> cache =
        Unopenable.cache(STORES, TestStore.REFERENCE_IMPLEMENTATION, OnUnreadable.MISS);
    Unopenable.OF_AN_UNKNOWN_KEY.plant(STORES, cache);
    EncryptionMXBean bean = Stores.encryption(cache);

    for (int i = 1; i <= EncryptionMXBean.MANY_IN_A_ROW; i++) {
      assertThat(bean.isEveryEntryUnreadable()).isFalse();
      assertThat(cache.get("rot")).isNull();
      assertThat(cache.get("absent")).isNull();
    }
    assertThat(bean.isEveryEntryUnreadable()).isTrue();

    assertThat(cache.get("good")).isEqualTo(1);
    assertThat(bean.isEveryEntryUnreadable()).isFalse();
    assertThat(Stores.unreadable(cache, "UNKNOWN_KEY")).isEqualTo(EncryptionMXBean.MANY_IN_A_ROW);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a,b=c:d*e?f", "with \"quotes\"", "\"half quoted", "line\nbreak", " ", "ünïcode"})
  void cacheOfAnyName_canBeCreated(String name) {
    try (StoreFixture fixture = StoreFixture.over(TestStore.REFERENCE_IMPLEMENTATION)) {
      EncryptedCache<String, Integer> cache =
          fixture.create(
              name,
              new EncryptedConfiguration<String, Integer>()
                  .setStatisticsEnabled(true)
                  .setManagementEnabled(true));
      cache.put("a", 1);

      assertThat(cache.get("a")).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {",", ":", "=", "\n", "*", "?", "\""})
  void cachesWhoseNamesDifferOnlyInWhatNoBeanMayHold_haveBeansOfTheirOwn(String odd)
      throws Exception {
    List<String> names = List.of("a" + odd + "b", "a.b", "a" + odd + odd + "b", "\"a.b\"", "a\\nb");
    String beans;
    try (StoreFixture fixture = StoreFixture.over(TestStore.REFERENCE_IMPLEMENTATION)) {
      beans = ",CacheManager=" + fixture.manager().getURI().toString().replace(':', '.');
      for (String name : names) {
        fixture.create(
            name,
            new EncryptedConfiguration<String, Integer>()
                .setStatisticsEnabled(true)
                .setManagementEnabled(true));
      }
      for (String type : List.of(STATISTICS, CONFIGURATION, "io.sealcache:type=Encryption")) {
        assertThat(SERVER.queryNames(new ObjectName(type + beans + ",*"), null))
            .hasSize(names.size());
        assertThat(SERVER.isRegistered(new ObjectName(type + beans + ",Cache=a.b"))).isTrue();
        String quoted = ObjectName.quote(names.get(0));
        assertThat(SERVER.isRegistered(new ObjectName(type + beans + ",Cache=" + quoted))).isTrue();
      }
    }
    assertThat(SERVER.queryNames(new ObjectName("*:type=*" + beans + ",*"), null)).isEmpty();
  }

  @Test
  void encryption_tellsHowLoadingKeysGoes(@TempDir Path directory) throws Exception {
    Path file = directory.resolve("keyring");
    KeyringFile.of("index", FixedKey.secret(1), null)
        .with("data", FixedKey.secret(2), null)
        .withCurrent("data")
        .write(file);
    Map<String, Object> settings = StoreFixture.keyring(file);
    try (StoreFixture fixture = StoreFixture.over(TestStore.REFERENCE_IMPLEMENTATION, settings)) {
      EncryptedCache<String, Integer> cache = fixture.create("keyed", new MutableConfiguration<>());
      EncryptionMXBean bean = Stores.encryption(cache);
      assertThat(bean.getEvents()).containsEntry("keys-not-loaded", 0L);

      Files.delete(file);

      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
      while (Long.valueOf(0).equals(bean.getEvents().get("keys-not-loaded"))
          && System.nanoTime() < end) {
        Thread.sleep(50); // it is looked at once a second
        cache.put("a", 1);
      }
      assertThat(bean.getEvents().get("keys-not-loaded")).isPositive();
    }
  }

  /** A meter that asked would come too late where the place of keys gives no answer. */
  @Test
  void encryption_tellsTheAgeOfTheKey_askingNobody() {
    AtomicBoolean answers = new AtomicBoolean(true);
    Keyring keyring = new Keyring(MasterKey.of(FixedKey.secret(1), Instant.EPOCH), List.of(), null);
    KeySource source =
        new KeySource() {
          @Override
          public Keyring keyring(@Nullable String tenant) {
            assertThat(answers).isTrue();
            return keyring;
          }

          @Override
          public void close() {
            keyring.destroy();
          }
        };
    Map<String, Object> settings = StoreFixture.keysOf(source);
    try (StoreFixture fixture = StoreFixture.over(TestStore.REFERENCE_IMPLEMENTATION, settings)) {
      EncryptedCache<String, Integer> cache = fixture.create("keyed", new MutableConfiguration<>());
      EncryptionMXBean bean = Stores.encryption(cache);
      cache.put("a", 1);

      answers.set(false);

      assertThat(bean.getCurrentKeyAgeSeconds()).isGreaterThan(TimeUnit.DAYS.toSeconds(365));
      assertThatThrownBy(bean::getCurrentKeyId).isInstanceOf(AssertionError.class);
      answers.set(true);
    }
  }

  @Test
  void encryption_countsWhatIsSealedAndOpened() {
    EncryptedCache<String, Integer> cache = STORES.create(TestStore.REFERENCE_IMPLEMENTATION);
    EncryptionMXBean bean = Stores.encryption(cache);

    cache.putAll(Map.of("a", 1, "b", 2));
    assertThat(cache.get("a")).isEqualTo(1);

    assertThat(bean.getSealed()).isEqualTo(2);
    assertThat(bean.getOpened()).isEqualTo(1);
    assertThat(bean.getOpenedWithPreviousKey()).isZero();
    assertThat(bean.getUnreadable())
        .containsOnlyKeys(
            "MALFORMED",
            "UNKNOWN_KEY",
            "TAMPERED",
            "TOO_OLD",
            "FROM_THE_FUTURE",
            "UNDECODABLE",
            "FOREIGN");
    assertThat(bean.getCurrentKeyId()).matches("[0-9a-f]{8}");
  }

  @OverEachStore
  void processorThatThrows_countsWhatItWasGiven(TestStore store) {
    EncryptedCache<String, Integer> cache =
        STORES.create(
            store, new EncryptedConfiguration<String, Integer>().setStatisticsEnabled(true));
    cache.put("a", 1);
    EntryProcessor<String, Integer, Object> failing =
        (entry, none) -> {
          throw new IllegalStateException("as planned");
        };

    assertThatThrownBy(() -> cache.invoke("a", failing))
        .isInstanceOf(EntryProcessorException.class);
    expect(cache, 1, 0, 1, 0);
    assertThatThrownBy(() -> cache.invoke("absent", failing))
        .isInstanceOf(EntryProcessorException.class);
    expect(cache, 1, 1, 1, 0);
    assertThat(cache.invokeAll(Set.of("a", "absent"), failing)).hasSize(2);
    expect(cache, 2, 2, 1, 0);
  }

  @OverEachStore
  void statistics_unreadableEntriesAreMisses(TestStore store) {
    EncryptedCache<String, Integer> cache =
        STORES.create(
            store, new EncryptedConfiguration<String, Integer>().setStatisticsEnabled(true));
    cache.put("a", 1);
    var raw = STORES.raw(cache);
    raw.plant(raw.onlyKey(), new byte[3]);

    assertThat(cache.get("a")).isNull();
    assertThat(cache.getAll(Set.of("a"))).isEmpty();
    assertThat(cache.getAndRemove("a")).isNull();

    expect(cache, 0, 3, 1, 0);
  }

  @OverEachStore
  void statistics_ofWhatIsWrittenThrough_countWhatStays(TestStore store) {
    Set<String> written = new TreeSet<>();
    EncryptedConfiguration<String, Integer> through =
        UserCode.<String, Integer>writingThrough(written::add).setStatisticsEnabled(true);
    EncryptedCache<String, Integer> staying = STORES.create(store, through);
    EncryptedCache<String, Integer> expiring =
        STORES.create(
            store, through.setExpiryPolicyFactory(CreatedExpiryPolicy.factoryOf(Duration.ZERO)));

    staying.putAll(Map.of("a", 1, "b", 1));
    expiring.putAll(Map.of("c", 1, "d", 1));

    assertThat(written).containsExactly("a=1", "b=1", "c=1", "d=1");
    assertThat(Inside.statistics(staying).getCachePuts()).isEqualTo(2);
    assertThat(Inside.statistics(expiring).getCachePuts()).isZero();
  }

  private static void expect(Cache<?, ?> cache, int hits, int misses, int puts, int removals) {
    CacheStatisticsMXBean bean =
        JMX.newMXBeanProxy(SERVER, Stores.name(STATISTICS, cache), CacheStatisticsMXBean.class);
    assertThat(
            new long[] {
              bean.getCacheHits(),
              bean.getCacheMisses(),
              bean.getCachePuts(),
              bean.getCacheRemovals(),
              bean.getCacheGets()
            })
        .containsExactly(hits, misses, puts, removals, hits + misses);
  }

  private static boolean registered(String start, Cache<?, ?> cache) {
    return SERVER.isRegistered(Stores.name(start, cache));
  }
}
