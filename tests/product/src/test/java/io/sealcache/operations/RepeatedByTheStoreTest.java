package io.sealcache.operations;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.hazelcast.config.CacheSimpleConfig;
import com.hazelcast.internal.dynamicconfig.DynamicConfigurationAwareConfig;
import io.sealcache.EncryptedCache;
import io.sealcache.fixture.OverEachStore;
import io.sealcache.fixture.SharedStore;
import io.sealcache.fixture.StoreFixture;
import io.sealcache.fixture.Stores;
import io.sealcache.fixture.TestStore;
import io.sealcache.fixture.UserCode;
import io.sealcache.internal.managerstore.StoreAdapters;
import io.sealcache.internal.store.StoreAdapter;
import io.sealcache.internal.store.infinispan.InfinispanRemoteAdapter;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.cache.Cache;
import javax.cache.CacheManager;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A store that repeats a call by itself, and answers of the second: nobody decides twice. */
class RepeatedByTheStoreTest {
  /** The most tokens of a trail. */
  private static final int LIMIT = 16;

  private static final int TOKEN_LENGTH = 12;

  @AutoClose private final SharedStore store = new SharedStore();
  private final Jvm ours = new Jvm(store.jvm());
  private final Jvm theirs = new Jvm(store.jvm());

  /** One that counts in an entry which all share. */
  private static final class Jvm {
    private static final String KEY = "counter";
    final EncryptedCache<String, String> cache;
    Runnable beforeWriting = () -> {};
    int runs;

    Jvm(EncryptedCache<String, String> cache) {
      this.cache = cache;
    }

    /** Counts, and returns what this made of it. */
    String count() {
      return requireNonNull(
          cache.invoke(
              KEY,
              (entry, none) -> {
                runs++;
                int last = entry.exists() ? Integer.parseInt(entry.getValue()) : 0;
                beforeWriting.run();
                entry.setValue(String.valueOf(last + 1));
                return entry.getValue();
              }));
    }

    @Nullable String found() {
      return cache.get(KEY);
    }

    void change() {
      var unused = cache.getAndPut(KEY, "0");
    }
  }

  private void changeByOthers(int jvms) {
    for (int i = 0; i < jvms; i++) {
      new Jvm(store.jvm()).change();
    }
  }

  private void changeOften() {
    Jvm others = new Jvm(store.jvm());
    for (int i = 0; i < 2 * LIMIT; i++) {
      theirs.change();
      others.change();
    }
  }

  private static Arguments after(String what, int runs, Consumer<RepeatedByTheStoreTest> change) {
    return Arguments.of(Named.of("after " + what, change), runs);
  }

  static Stream<Arguments> changes() {
    return Stream.of(
        after("another JVM's change", 1, test -> test.theirs.count()),
        after("many changes of two other JVMs", 1, test -> test.changeOften()),
        after("fewer JVMs' than a trail holds", 1, test -> test.changeByOthers(LIMIT - 1)),
        after("more JVMs' than a trail holds", 2, test -> test.changeByOthers(LIMIT)),
        after("a change by the same JVM", 1, test -> test.ours.change()),
        after("a write that looked at nothing", 2, test -> test.theirs.cache.put(Jvm.KEY, "0")),
        after("a replacement", 2, test -> test.theirs.cache.replace(Jvm.KEY, "0")),
        after("a removal", 2, test -> test.theirs.cache.remove(Jvm.KEY)),
        after(
            "the change of a JVM that leaves no trail",
            2,
            test -> new Jvm(test.store.jvmThatLeavesNoTrail()).change()));
  }

  @ParameterizedTest
  @MethodSource("changes")
  void changeThatIsRepeated_isDecidedOnceWhereATrailTellsOfIt(
      Consumer<RepeatedByTheStoreTest> meanwhile, int runs) {
    ours.count();
    AtomicReference<@Nullable String> left = new AtomicReference<>();
    store.repeatNext(
        () -> {
          meanwhile.accept(this);
          left.set(theirs.found());
        });

    String counted = ours.count();

    assertThat(ours.runs).isEqualTo(1 + runs);
    assertThat(Stores.encryption(ours.cache).getLostRaces()).isEqualTo(runs - 1);
    assertThat(theirs.found()).isEqualTo(runs == 1 ? left.get() : counted);
  }

  @Test
  void creationThatIsRepeatedAfterAnotherJvmsChange_isDecidedOnce() {
    store.repeatNext(theirs::count);

    assertThat(ours.count()).isEqualTo("1");
    assertThat(theirs.count()).isEqualTo("3");
    assertThat(ours.runs).isEqualTo(1);
  }

  @Test
  void changeByAJvmThatLeavesNoTrail_isNotTakenForDoneWhenAnotherCameBetween() {
    Jvm untraced = new Jvm(store.jvmThatLeavesNoTrail());
    untraced.count();
    store.repeatNext(theirs::count);

    assertThat(untraced.count()).isEqualTo("4");
    assertThat(untraced.runs).isEqualTo(3);
  }

  @Test
  void trail_holdsTwoTokensOfAWriterAndSixteenInAll() {
    theirs.cache.put(Jvm.KEY, "0");
    int withoutTrail = store.storedLength();

    for (int i = 0; i < 3; i++) {
      ours.change();
      theirs.change();
    }
    assertThat(store.storedLength()).isEqualTo(withoutTrail + 1 + 4 * TOKEN_LENGTH);

    changeByOthers(LIMIT + 1);
    assertThat(store.storedLength()).isEqualTo(withoutTrail + 1 + LIMIT * TOKEN_LENGTH);
    assertThat(theirs.found()).isEqualTo("0");
  }

  @Test
  void changeThatLostARace_readsTheEntryOnceMore() {
    theirs.count();
    ours.beforeWriting =
        () -> {
          ours.beforeWriting = () -> {};
          theirs.count();
        };
    int before = store.reads();

    assertThat(ours.count()).isEqualTo("3");

    assertThat(store.reads() - before).as("ours twice, theirs once").isEqualTo(3);
  }

  @Test
  void processorThatLoadsOnceItLostARace_entersWhatItLoaded() {
    EncryptedCache<String, String> loading =
        store.jvm(UserCode.<String, String>readingThrough(key -> "loaded"));
    theirs.count();

    String seen =
        loading.invoke(
            Jvm.KEY,
            (entry, none) -> {
              String value = entry.getValue();
              if (value.equals("1")) {
                theirs.cache.remove(Jvm.KEY);
                entry.setValue("2");
              }
              return value;
            });

    assertThat(seen).isEqualTo("loaded");
    assertThat(theirs.found()).isEqualTo("loaded");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "com.hazelcast.cache.HazelcastCachingProvider",
        "com.hazelcast.cache.HazelcastMemberCachingProvider",
        "com.hazelcast.client.cache.HazelcastClientCachingProvider",
        "org.redisson.jcache.JCachingProvider",
        "org.apache.ignite.cache.CachingProvider",
        "io.sealcache.fixture.FaultyCachingProvider"
      })
  void repeatsCalls_ofStoresElsewhere_isAssumed(String provider) throws Exception {
    assertThat(adapter(provider).repeatsCalls(noManager())).isTrue();
  }

  @Test
  void repeatsCalls_ofInfinispansServers_isAssumed() {
    assertThat(new InfinispanRemoteAdapter().repeatsCalls(noManager())).isTrue();
  }

  @OverEachStore
  void putIfAbsent_leavesATrailWhereCallsAreRepeated(TestStore store) {
    try (StoreFixture fixture = StoreFixture.over(store)) {
      assertTrail(fixture, fixture.create("created"), store == TestStore.HAZELCAST_MEMBER);
    }
  }

  @Test
  void putIfAbsent_inADeclaredCache_leavesATrailWhereCallsAreRepeated() {
    try (StoreFixture fixture = StoreFixture.over(TestStore.HAZELCAST_MEMBER)) {
      DynamicConfigurationAwareConfig all =
          (DynamicConfigurationAwareConfig) fixture.hazelcast().getConfig();
      all.getStaticConfig().addCacheConfig(new CacheSimpleConfig("declared"));

      assertTrail(fixture, requireNonNull(fixture.manager().getCache("declared")), true);
    }
  }

  private static void assertTrail(
      StoreFixture fixture, Cache<String, String> cache, boolean expected) {
    cache.put("key", "value");
    int blind = storedLength(fixture, cache.getName());
    cache.remove("key");
    cache.putIfAbsent("key", "value");

    assertThat(storedLength(fixture, cache.getName()) - blind)
        .isEqualTo(expected ? 1 + TOKEN_LENGTH : 0);
  }

  private static int storedLength(StoreFixture fixture, String cache) {
    Map<String, byte[]> entries = fixture.raw(cache).entries();
    assertThat(entries).hasSize(1);
    return entries.values().iterator().next().length;
  }

  private static StoreAdapter adapter(String provider) throws ClassNotFoundException {
    return StoreAdapters.of(
        Class.forName(provider, false, RepeatedByTheStoreTest.class.getClassLoader()));
  }

  /** One that nobody asks. */
  private static CacheManager noManager() {
    return (CacheManager)
        Proxy.newProxyInstance(
            RepeatedByTheStoreTest.class.getClassLoader(),
            new Class<?>[] {CacheManager.class},
            (proxy, method, arguments) -> {
              throw new UnsupportedOperationException();
            });
  }
}
