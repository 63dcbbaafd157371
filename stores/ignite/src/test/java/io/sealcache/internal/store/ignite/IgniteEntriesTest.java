package io.sealcache.internal.store.ignite;

import static io.sealcache.internal.store.Stored.key;
import static io.sealcache.internal.store.Stored.keys;
import static io.sealcache.internal.store.Stored.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.core.SealedBytes;
import io.sealcache.fixture.Pretended;
import io.sealcache.internal.store.CacheExpiry;
import io.sealcache.internal.store.OperationExpiry;
import io.sealcache.internal.store.PendingCall;
import io.sealcache.internal.store.PortCalls;
import io.sealcache.internal.store.StoreCall;
import io.sealcache.internal.store.Stored;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import javax.cache.expiry.EternalExpiryPolicy;
import javax.cache.expiry.ExpiryPolicy;
import org.apache.ignite.IgniteCache;
import org.apache.ignite.internal.util.future.IgniteFinishedFutureImpl;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The calls to Ignite, and the constants that they are made with. */
class IgniteEntriesTest {
  private static final SealedBytes VALUE = Stored.value("value");

  private final Map<Object, Object> entries = new HashMap<>();
  private final List<String> calls = new ArrayList<>();
  private Consumer<Set<String>> removals = keys -> {};
  private Consumer<Set<String>> puts = keys -> {};

  private IgniteCache<String, Object> cache(String sent) {
    return Pretended.of(
        IgniteCache.class,
        (proxy, method, arguments) ->
            switch (method.getName()) {
              case "getName" -> "numbers";
              case "withExpiryPolicy" -> cache(constants((ExpiryPolicy) arguments[0]));
              default -> answer(method, arguments, sent);
            });
  }

  private static String constants(ExpiryPolicy policy) {
    return " %s/%s/%s"
        .formatted(
            millis(policy.getExpiryForCreation()),
            millis(policy.getExpiryForUpdate()),
            millis(policy.getExpiryForAccess()));
  }

  private static String millis(@Nullable Duration duration) {
    return duration == null ? "-" : duration.isEternal() ? "*" : "" + duration.getDurationAmount();
  }

  private @Nullable Object answer(Method method, Object[] arguments, String sent) {
    String name = method.getName();
    calls.add(name + sent);
    return name.endsWith("Async")
        ? new IgniteFinishedFutureImpl<>(answer(name.replace("Async", ""), arguments))
        : answer(name, arguments);
  }

  @SuppressWarnings("unchecked")
  private @Nullable Object answer(String method, Object[] arguments) {
    Object key = arguments[0];
    return switch (method) {
      case "getAll" -> {
        Map<Object, Object> found = new HashMap<>(entries);
        found.keySet().retainAll((Set<?>) key);
        yield found;
      }
      case "removeAll" -> {
        removals.accept((Set<String>) key);
        yield null;
      }
      case "putAll" -> {
        puts.accept(((Map<String, Object>) key).keySet());
        entries.putAll((Map<String, Object>) key);
        yield null;
      }
      case "get" -> entries.get(key);
      case "containsKey" -> entries.containsKey(key);
      case "put" -> {
        entries.put(key, arguments[1]);
        yield null;
      }
      case "putIfAbsent" -> entries.putIfAbsent(key, arguments[1]) == null;
      case "replace" -> entries.replace(key, arguments[arguments.length - 1]) != null;
      case "remove" -> entries.remove(key) != null;
      default -> throw new UnsupportedOperationException(method);
    };
  }

  private PortCalls over(ExpiryPolicy policy) {
    return PortCalls.asking(new IgniteEntries(cache("")), new CacheExpiry(policy).isStandard());
  }

  /** A policy of your code's. */
  private record Own(
      Duration getExpiryForCreation, Duration getExpiryForUpdate, Duration getExpiryForAccess)
      implements ExpiryPolicy {}

  private static ExpiryPolicy own() {
    return new Own(Duration.ONE_MINUTE, Duration.FIVE_MINUTES, Duration.TEN_MINUTES);
  }

  @Test
  void put_policyOfJCache_isOneCallWithItsAnswersUnlessTheyAreEternal() {
    ExpiryPolicy created = new CreatedExpiryPolicy(Duration.ONE_MINUTE);

    over(new EternalExpiryPolicy()).put(key("key"), VALUE, OperationExpiry.silent());
    over(created).put(key("key"), VALUE, new CacheExpiry(created).write(1));

    assertThat(calls).containsExactly("putAsync", "putAsync 1/-/-");
  }

  @Test
  void putAll_standardPolicy_isOneCallWithBothAnswers() {
    ExpiryPolicy created = new CreatedExpiryPolicy(Duration.ONE_MINUTE);
    over(created)
        .putAll(Stored.entries(Map.of("a", VALUE, "b", VALUE)), new CacheExpiry(created).write(2));

    assertThat(calls).containsExactly("putAllAsync 1/-/-");
    assertThat(entries).containsOnlyKeys(text("a"), text("b"));
  }

  @Test
  void putAll_creationZero_sendsNothingAndCountsAll() {
    ExpiryPolicy created = new CreatedExpiryPolicy(Duration.ZERO);
    OperationExpiry asked = new CacheExpiry(created).write(2);
    over(created).putAll(Stored.entries(Map.of("a", VALUE, "b", VALUE)), asked);

    assertThat(calls).isEmpty();
    assertThat(asked.stillborn()).isEqualTo(2);
  }

  @Test
  void putAll_ownPolicy_looksOnceAndBeginsEachWrite() {
    entries.put(text("a"), VALUE.bytes());
    ExpiryPolicy own = own();
    over(own).putAll(Stored.entries(Map.of("a", VALUE, "b", VALUE)), new CacheExpiry(own).write(2));

    assertThat(calls)
        .containsExactly("getAllAsync", "replaceAsync 5/5/-", "putIfAbsentAsync 1/-/-");
    assertThat(entries).containsOnlyKeys(text("a"), text("b"));
  }

  @Test
  void getAll_ownPolicy_beginsEachAccess() {
    entries.put(text("a"), VALUE.bytes());
    ExpiryPolicy own = own();

    assertThat(over(own).getAll(keys("a", "b"), new CacheExpiry(own).access(2)))
        .containsOnlyKeys(key("a"));

    assertThat(calls).containsExactly("getAllAsync", "getAsync 10/-/10");
  }

  private static String[] hundred() {
    String[] names = new String[100];
    Arrays.setAll(names, i -> "key " + i * 7919);
    return names;
  }

  @Test
  void removeAll_isInTheOrderOfKeys() {
    List<Object> removed = new ArrayList<>();
    removals = removed::addAll;

    over(new EternalExpiryPolicy()).removeAll(keys(hundred()));

    assertThat(removed)
        .containsExactlyElementsOf(Stream.of(hundred()).map(Stored::text).sorted().toList());
  }

  /** Two writes that lock entries in different orders wait for ever. */
  @Test
  void putAll_isInTheOrderOfKeys() {
    List<Object> put = new ArrayList<>();
    puts = put::addAll;
    Map<String, SealedBytes> values = new HashMap<>();
    Stream.of(hundred()).forEach(name -> values.put(name, VALUE));

    over(new EternalExpiryPolicy()).putAll(Stored.entries(values), OperationExpiry.silent());

    assertThat(put)
        .containsExactlyElementsOf(Stream.of(hundred()).map(Stored::text).sorted().toList());
  }

  @Test
  void together_beginsEachCall() {
    entries.put(text("a"), VALUE.bytes());
    ExpiryPolicy never = new EternalExpiryPolicy();
    OperationExpiry silent = OperationExpiry.silent();

    List<PendingCall<Boolean>> answers =
        over(never)
            .together(
                List.of(
                    new StoreCall.Replace(key("a"), VALUE, Stored.value("new"), silent),
                    new StoreCall.PutIfAbsent(key("b"), VALUE, silent),
                    new StoreCall.Remove(key("c"), null),
                    new StoreCall.Remove(key("d"), VALUE)));

    assertThat(answers).extracting(PendingCall::answer).containsExactly(true, true, false, false);
    assertThat(calls)
        .containsExactly("replaceAsync", "putIfAbsentAsync", "removeAsync", "removeAsync");
  }

  @Test
  void put_ownPolicy_looksWhichAnswerToSend() {
    ExpiryPolicy own = own();
    over(own).put(key("key"), VALUE, new CacheExpiry(own).write(1));
    over(own).put(key("key"), VALUE, new CacheExpiry(own).write(1));

    assertThat(calls)
        .containsExactly(
            "containsKey", "putIfAbsentAsync 1/-/-", "containsKey", "replaceAsync 5/5/-");
  }

  @Test
  void get_silent_isOneCall_andAnAccessTwo() {
    entries.put(text("key"), VALUE.bytes());
    ExpiryPolicy own = own();
    over(own).get(key("key"), OperationExpiry.silent());
    over(own).get(key("key"), new CacheExpiry(own).access(1));

    assertThat(calls).containsExactly("get", "get", "getAsync 10/-/10");
  }
}
