package io.sealcache.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealcache.EncryptedCache;
import io.sealcache.EncryptedCachingProvider;
import io.sealcache.fixture.FaultyCachingProvider;
import io.sealcache.fixture.FaultyCachingProvider.Faults;
import io.sealcache.fixture.Operation;
import io.sealcache.fixture.RawCache;
import io.sealcache.fixture.Recorder;
import io.sealcache.fixture.StoreFixture;
import io.sealcache.fixture.Stores;
import io.sealcache.fixture.UserCode;
import java.util.ConcurrentModificationException;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.configuration.MutableConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class StoreFailureTest {
  @RegisterExtension private final Faults faults = new Faults();
  private final StoreFixture fixture = faults.fixture();

  private static Arguments failing(
      String operation, String call, Consumer<Cache<String, Integer>> action) {
    return Arguments.of(new Operation(operation, action), call);
  }

  static Stream<Arguments> cases() {
    return Stream.of(
        failing("get", "get", cache -> cache.get("a")),
        failing("getAll", "getAll", cache -> cache.getAll(Set.of("a"))),
        failing("containsKey", "get", cache -> cache.containsKey("a")),
        failing("put", "put", cache -> cache.put("a", 2)),
        failing("putAll", "putAll", cache -> cache.putAll(Map.of("a", 2, "b", 2))),
        failing("putIfAbsent", "get", cache -> cache.putIfAbsent("b", 2)),
        failing("putIfAbsent", "putIfAbsent", cache -> cache.putIfAbsent("b", 2)),
        failing("getAndPut", "replace", cache -> cache.getAndPut("a", 2)),
        failing("replace", "replace", cache -> cache.replace("a", 2)),
        failing("replace with old value", "replace", cache -> cache.replace("a", 1, 2)),
        failing("getAndReplace", "replace", cache -> cache.getAndReplace("a", 2)),
        failing("remove", "remove", cache -> cache.remove("a")),
        failing("remove with old value", "remove", cache -> cache.remove("a", 1)),
        failing("getAndRemove", "remove", cache -> cache.getAndRemove("a")),
        failing("removeAll of keys", "removeAll", cache -> cache.removeAll(Set.of("a"))),
        failing("removeAll", "removeAll", Cache::removeAll),
        failing("clear", "clear", Cache::clear),
        failing("iterator", "iterator", cache -> cache.forEach(entry -> {})),
        failing("invoke", "replace", cache -> cache.<Object>invoke("a", UserCode.setting(2))),
        failing(
            "invokeAll",
            "getAll",
            cache -> cache.<Object>invokeAll(Set.of("a"), UserCode.setting(2))));
  }

  /** As Hazelcast's bulk calls do. */
  @ParameterizedTest(name = "{0} when {1} fails")
  @MethodSource("cases")
  void storeThrowsForAnInterruptWhichItTookAway_threadIsInterruptedAgain(
      Operation operation, String call) {
    Cache<String, Integer> cache = fixture.create("numbers");
    cache.put("a", 1);
    faults.fail(call, new IllegalArgumentException(new InterruptedException()));

    assertThatExceptionOfType(CacheException.class)
        .isThrownBy(() -> operation.on(cache))
        .withMessageContaining("Interrupted before the store answered");

    assertThat(Thread.interrupted()).isTrue();
  }

  @ParameterizedTest(name = "{0} when {1} fails")
  @MethodSource("cases")
  void storeThrows_reachesTheCallerAndNothingHasChanged(Operation operation, String call) {
    Cache<String, Integer> cache = fixture.create("numbers");
    cache.put("a", 1);
    RuntimeException failure = new ConcurrentModificationException(); // which is none of JCache's
    faults.fail(call, failure);

    assertThatThrownBy(() -> operation.on(cache)).isSameAs(failure);

    faults.none();
    assertThat(Stores.contents(cache)).isEqualTo(Map.of("a", 1));
  }

  @Test
  void storeThrowsAfterItWrote_writesOnceMoreNeverTwice() {
    AtomicInteger runs = new AtomicInteger();
    Cache<String, Integer> cache = fixture.create("numbers");
    cache.put("a", 1);
    faults.failLate("replace", new CacheException("the answer was lost"));

    assertThatExceptionOfType(CacheException.class)
        .isThrownBy(
            () ->
                cache.<Object>invoke(
                    "a",
                    (entry, arguments) -> {
                      entry.setValue(entry.getValue() + runs.incrementAndGet());
                      return null;
                    }));

    faults.none();
    assertThat(runs).hasValue(1);
    assertThat(cache.get("a")).isEqualTo(2);
  }

  @Test
  void storeRepeatsACallAndAnswersOfTheSecond_isNoLostRace() {
    Cache<String, Integer> cache = fixture.create("numbers");
    cache.put("a", 1);

    faults.lieOnce("replace", false);
    assertThat(cache.getAndPut("a", 2)).isEqualTo(1);
    faults.lieOnce("replace", false);
    assertThat(cache.replace("a", 2, 3)).isTrue();
    faults.lieOnce("putIfAbsent", false);
    assertThat(cache.putIfAbsent("b", 4)).isTrue();

    assertThat(Stores.contents(cache)).isEqualTo(Map.of("a", 3, "b", 4));
    assertThat(Stores.encryption(cache).getLostRaces()).isZero();
  }

  @Test
  void storeFindsNoValueEqualToItself_isAnErrorThatNamesStoreAndCarrier() {
    Cache<String, Integer> cache = fixture.create("numbers");
    cache.put("a", 1);
    faults.answer("replace", false);

    assertThatExceptionOfType(CacheException.class)
        .isThrownBy(() -> cache.getAndPut("a", 2))
        .withMessageContainingAll(
            "'numbers'", "differs from itself", "CachingProvider with values as String");

    faults.none();
    assertThat(Stores.contents(cache)).isEqualTo(Map.of("a", 1));
  }

  @Test
  void storeRefusesAChangeAndThenCloses_isClosedAndNoFaultOfTheStore() {
    Cache<String, Integer> cache = fixture.create("numbers");
    cache.put("a", 1);
    AtomicInteger gets = new AtomicInteger();
    faults.answer("replace", false);
    faults.beforeEach(
        "get",
        () -> {
          if (gets.incrementAndGet() == 3) { // after the read, and the look at what won
            cache.close();
          }
        });

    assertThatIllegalStateException().isThrownBy(() -> cache.getAndPut("a", 2));
    assertThat(gets).hasValue(3);
  }

  @Test
  void storeAnswersWithEntriesNobodyAskedFor_areLeftOut() {
    Cache<String, Integer> cache = fixture.create("numbers");
    cache.put("a", 1);
    cache.put("b", 2);
    var all = new HashMap<String, Object>();
    fixture.raw("numbers").cache().forEach(entry -> all.put(entry.getKey(), entry.getValue()));
    all.put("not a key of ours", "nor a value");
    faults.answer("getAll", all);

    assertThat(cache.getAll(Set.of("a"))).isEqualTo(Map.of("a", 1));
  }

  @Test
  void plaintextStringsFromBefore_areMisses() {
    Cache<String, String> cache = fixture.create("names");
    cache.put("bob", "b");
    RawCache raw = fixture.raw("names");
    raw.cache().put(raw.onlyKey(), "4111-1111-1111-1111, not Base64");
    raw.cache().put("alice", "4111-1111-1111-1111");

    assertThat(cache.get("alice")).isNull();
    assertThat(cache.get("bob")).isNull();
    assertThat(cache).isEmpty();
    assertThat(Stores.unreadable(cache, "MALFORMED")).isGreaterThanOrEqualTo(2);
  }

  @Test
  void registeringAListenerFails_closesIt() {
    EncryptedCache<String, Integer> cache = fixture.create("numbers");
    Recorder<String, Integer> listener = Recorder.of();
    faults.fail("registerCacheEntryListener", new CacheException("too many"));

    assertThatThrownBy(() -> cache.registerCacheEntryListener(listener.configuration()))
        .hasMessage("too many");

    assertThat(listener.closed).hasValue(1);
  }

  @Test
  void getCacheManagerFails_leavesNoManagerOfTheStoreOpen() {
    Faults others = new Faults();
    Properties properties = StoreFixture.settings(FaultyCachingProvider.class.getName());
    properties.put(FaultyCachingProvider.FAULTS, others);
    others.failLate("createCache", new CacheException("the store is full"));

    try (EncryptedCachingProvider provider = new EncryptedCachingProvider()) {
      assertThatThrownBy(() -> provider.getCacheManager(null, null, properties))
          .hasMessage("the store is full");

      others.none();
      assertThat(provider.getCacheManager(null, null, properties).isClosed()).isFalse();
    }
  }

  @Test
  void createCacheFails_leavesNothingBehind() {
    faults.fail("createCache", new CacheException("the store is full"));
    assertThatThrownBy(() -> fixture.create("numbers")).hasMessage("the store is full");
    faults.none();
    assertThat(fixture.manager().getCacheNames()).isEmpty();

    Cache<String, Integer> cache = fixture.create("numbers");
    cache.put("a", 1);
    assertThat(cache.get("a")).isEqualTo(1);
  }

  @Test
  void listenerRegistrationFails_leavesNothingBehind() {
    faults.fail("registerCacheEntryListener", new CacheException("no listeners here"));
    var configuration =
        new MutableConfiguration<String, Integer>()
            .addCacheEntryListenerConfiguration(Recorder.<String, Integer>of().configuration());
    assertThatThrownBy(() -> fixture.create("numbers", configuration))
        .hasMessage("no listeners here");
    faults.none();

    assertThat(fixture.create("numbers", configuration)).isEmpty();
  }

  @Test
  void storeFailsToClose_theManagerIsClosedAllTheSame() {
    Cache<String, Integer> cache = fixture.create("numbers");
    faults.fail("close", new CacheException("the store is down"));

    assertThatThrownBy(cache::close).isInstanceOf(CacheException.class);

    assertThat(cache.isClosed()).isTrue();
    assertThat(fixture.manager().getCacheNames()).isEmpty();
    assertThatThrownBy(() -> fixture.manager().close()).hasMessage("the store is down");
    assertThat(fixture.manager().isClosed()).isTrue();
  }

  private static <V> MutableConfiguration<String, V> of(Class<V> type) {
    return new MutableConfiguration<String, V>().setTypes(String.class, type);
  }

  @Test
  void destroyCache_thatTheStoreRefuses_keepsTheDescriptor() {
    fixture.create("orders", of(Integer.class)).put("a", 1);
    CacheException refusal = new CacheException("refused");
    faults.fail("destroyCache", refusal);

    assertThatThrownBy(() -> fixture.manager().destroyCache("orders")).isSameAs(refusal);
    faults.none();

    assertThatExceptionOfType(CacheException.class)
        .isThrownBy(() -> fixture.create("orders", of(Long.class)))
        .withMessageContainingAll("java.lang.Integer", "java.lang.Long", "destroyCache");
  }
}
