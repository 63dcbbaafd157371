package io.sealcache.internal.store.hazelcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.hazelcast.cache.ICache;
import com.hazelcast.cache.impl.CacheEntry;
import com.hazelcast.cache.impl.ICacheInternal;
import com.hazelcast.map.IMap;
import io.sealcache.core.SealedBytes;
import io.sealcache.fixture.OneHourPolicy;
import io.sealcache.fixture.Pretended;
import io.sealcache.internal.store.BegunCalls;
import io.sealcache.internal.store.CacheExpiry;
import io.sealcache.internal.store.OperationExpiry;
import io.sealcache.internal.store.PendingCall;
import io.sealcache.internal.store.PortCalls;
import io.sealcache.internal.store.StoreCall;
import io.sealcache.internal.store.Stored;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.expiry.Duration;
import javax.cache.expiry.EternalExpiryPolicy;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.expiry.TouchedExpiryPolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class HazelcastEntriesTest {
  private static final SealedBytes VALUE = Stored.value("value");
  private static final ExpiryPolicy HOUR = new TouchedExpiryPolicy(Duration.ONE_HOUR);

  /** The keys of each partition. */
  private static final List<List<String>> PARTITIONS =
      List.of(List.of("a", "b"), List.of(), List.of("c"));

  private final List<ExpiryPolicy> sent = new ArrayList<>();
  private final BegunCalls begun = new BegunCalls(5);
  private final List<String> made = new ArrayList<>();
  private final ICache<String, Object> cache = cache();
  private final List<String> asked = new ArrayList<>();
  private boolean fails;

  static List<Duration> answers() {
    return List.of(new Duration(TimeUnit.SECONDS, 7), Duration.ETERNAL);
  }

  // Hazelcast takes a comparison that fails for an access.
  @ParameterizedTest
  @MethodSource("answers")
  void replace_ofWhatAnotherMayHaveChanged_saysNothingOfAccesses(Duration update) {
    CacheExpiry expiry = new CacheExpiry(new Updating(Duration.ETERNAL, update, update));
    PortCalls calls = PortCalls.asking(new HazelcastEntries(noting(), expiry), false);

    calls.replace(Stored.key("k"), Stored.value("expected"), Stored.value("new"), expiry.write(1));

    assertThat(sent)
        .singleElement()
        .satisfies(
            policy -> {
              assertThat(policy.getExpiryForUpdate()).isEqualTo(update);
              assertThat(policy.getExpiryForAccess()).isNull();
            });
  }

  private ICache<String, Object> noting() {
    return Pretended.of(
        ICache.class,
        (proxy, method, arguments) -> {
          sent.add((ExpiryPolicy) arguments[arguments.length - 1]);
          return CompletableFuture.completedFuture(true);
        });
  }

  private record Updating(
      Duration getExpiryForCreation, Duration getExpiryForUpdate, Duration getExpiryForAccess)
      implements ExpiryPolicy {}

  private ICache<String, Object> cache() {
    return Pretended.of(
        ICache.class,
        (proxy, method, arguments) -> {
          if (method.getName().equals("getAll")) {
            made.add(arguments.length == 1 ? "getAll" : "getAll silently");
            Map<String, Object> all = new HashMap<>();
            ((Set<?>) arguments[0]).forEach(key -> all.put((String) key, VALUE.bytes()));
            return all;
          }
          boolean silent = arguments[arguments.length - 1] instanceof EternalExpiryPolicy;
          String call =
              method.getName()
                  + " "
                  + Stored.name((String) arguments[0])
                  + (silent ? " silently" : "");
          if (method.getName().endsWith("Async")) {
            return begun.begin(call, true);
          }
          made.add(call);
          return true;
        });
  }

  private static List<StoreCall.OfEntry> calls(ExpiryPolicy policy) {
    CacheExpiry expiry = new CacheExpiry(policy);
    OperationExpiry write = expiry.write(1);
    return List.of(
        new StoreCall.PutIfAbsent(Stored.key("a"), VALUE, write),
        new StoreCall.Replace(Stored.key("b"), VALUE, VALUE, write),
        new StoreCall.Remove(Stored.key("c"), VALUE),
        new StoreCall.Remove(Stored.key("d"), null),
        new StoreCall.Touch(Stored.key("e"), expiry.access(1)));
  }

  private PortCalls under(ExpiryPolicy policy) {
    CacheExpiry expiry = new CacheExpiry(policy);
    return PortCalls.asking(new HazelcastEntries(cache, expiry), expiry.isStandard());
  }

  static Stream<Arguments> policies() {
    return Stream.of(
        Arguments.of("one of JCache's", HOUR, List.of()),
        Arguments.of("one of your code's, after a look", new OneHourPolicy(), List.of("getAll")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("policies")
  void together_beginsEachBeforeItWaits(String what, ExpiryPolicy policy, List<String> looks) {
    List<PendingCall<Boolean>> answers = under(policy).together(calls(policy));

    assertThat(begun.names())
        .containsExactly(
            "putIfAbsentAsync a",
            "replaceAsync b",
            "removeAsync c",
            "removeAsync d",
            "replaceAsync e");
    assertThat(answers)
        .extracting(PendingCall::answer)
        .containsExactly(true, true, true, true, true);
    assertThat(made).isEqualTo(looks);
  }

  /** No access of each, and none that is looked at. */
  @Test
  void getAll_policyOfJCache_isOneCallThatAccesses() {
    under(HOUR).getAll(List.of(Stored.key("a"), Stored.key("b")), new CacheExpiry(HOUR).access(2));

    assertThat(made).containsExactly("getAll");
    assertThat(begun.names()).isEmpty();
  }

  @Test
  void reads_silently_tellMembersNotToAsk() {
    under(HOUR).getAll(List.of(Stored.key("a")), OperationExpiry.silent());
    under(HOUR).get(Stored.key("a"), OperationExpiry.silent());
    under(HOUR).get(Stored.key("b"), new CacheExpiry(HOUR).access(1));

    assertThat(made).containsExactly("getAll silently", "get a silently", "get b");
  }

  @Test
  void descriptor_isChangedOnlyWhileItIsWhatWasSeen() {
    Map<Object, Object> map = new HashMap<>(Map.of(Stored.text("k"), VALUE.bytes()));
    PortCalls descriptors =
        new PortCalls(
            new HazelcastDescriptors(
                Pretended.of(
                    IMap.class,
                    (proxy, method, arguments) ->
                        switch (method.getName()) {
                          case "get" -> map.get(arguments[0]);
                          case "set" -> map.put(arguments[0], arguments[1]);
                          case "delete" -> map.remove(arguments[0]);
                          default -> made.add(method.getName());
                        })));
    SealedBytes other = Stored.value("other");
    OperationExpiry silent = OperationExpiry.silent();

    assertThat(descriptors.replace(Stored.key("k"), other, other, silent)).isFalse();
    assertThat(descriptors.remove(Stored.key("k"), other)).isFalse();
    assertThat(descriptors.replace(Stored.key("k"), VALUE, other, silent)).isTrue();
    assertThat(descriptors.remove(Stored.key("k"), other)).isTrue();
    assertThat(map).isEmpty();
    assertThat(made).hasSize(8).endsWith("lock", "unlock");
  }

  @Test
  void together_silently_tellsMembersNotToAsk() {
    OperationExpiry silent = OperationExpiry.silent();
    under(HOUR)
        .together(
            Stream.of("a", "b", "c", "d", "e")
                .<StoreCall.OfEntry>map(
                    key ->
                        new StoreCall.Replace(
                            Stored.key(key), key.equals("a") ? null : VALUE, VALUE, silent))
                .toList());

    assertThat(begun.names())
        .hasSize(5)
        .allMatch(call -> call.startsWith("replaceAsync ") && call.endsWith(" silently"));
  }

  private ICacheInternal<String, Object> partitioned() {
    return Pretended.of(
        ICacheInternal.class,
        (proxy, method, arguments) -> {
          asked.add(method.getName() + " " + Arrays.asList(arguments));
          if (fails) {
            throw new CacheException("the member is gone");
          }
          return entries(PARTITIONS.get((int) arguments[1]));
        });
  }

  private static Iterator<Cache.Entry<String, Object>> entries(List<String> keys) {
    return keys.stream()
        .<Cache.Entry<String, Object>>map(key -> new CacheEntry<>(key, key))
        .iterator();
  }

  private Iterator<Cache.Entry<String, Object>> iterator() {
    return HazelcastAdapter.entries(partitioned(), PARTITIONS.size());
  }

  @Test
  void iteration_asksEachPartitionOnce_aHundredEntriesAtATimeWithTheirValues() {
    List<Object> found = new ArrayList<>();
    iterator().forEachRemaining(entry -> found.add(entry.getKey()));

    assertThat(found).containsExactly("a", "b", "c");
    assertThat(asked)
        .containsExactly(
            "iterator [100, 0, true]", "iterator [100, 1, true]", "iterator [100, 2, true]");
  }

  @Test
  void iteration_asksNoPartitionBeforeItComesToIt() {
    Iterator<Cache.Entry<String, Object>> entries = iterator();
    entries.next();
    entries.next();
    assertThat(asked).hasSize(1);

    assertThat(entries.next().getKey()).isEqualTo("c");
    assertThat(entries.hasNext()).isFalse();
    assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(entries::next);
    assertThat(asked).hasSize(3);
  }

  @Test
  void partitionThatFails_failsWhoComesToIt() {
    Iterator<Cache.Entry<String, Object>> entries = iterator();
    entries.next();
    entries.next();
    fails = true;
    assertThatExceptionOfType(CacheException.class).isThrownBy(entries::hasNext);
  }
}
