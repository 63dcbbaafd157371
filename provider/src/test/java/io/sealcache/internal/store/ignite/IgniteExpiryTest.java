package io.sealcache.internal.store.ignite;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.internal.store.Answer;
import io.sealcache.internal.store.AskedCalls;
import io.sealcache.internal.store.CacheExpiry;
import io.sealcache.internal.store.EntryCall;
import io.sealcache.internal.store.JCacheCalls;
import io.sealcache.internal.store.JCacheCalls.BulkRead;
import io.sealcache.internal.store.ListenerCount;
import io.sealcache.internal.store.ListenerRegistry;
import io.sealcache.internal.store.OperationExpiry;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import javax.cache.expiry.EternalExpiryPolicy;
import javax.cache.expiry.ExpiryPolicy;
import org.apache.ignite.IgniteCache;
import org.apache.ignite.internal.util.future.IgniteFinishedFutureImpl;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is sent to Ignite, and with which constants. */
class IgniteExpiryTest {
  private static final byte[] VALUE = {1};

  private final Map<Object, Object> entries = new HashMap<>();
  private final List<String> calls = new ArrayList<>();
  private Consumer<Set<String>> removals = keys -> {};

  @SuppressWarnings("unchecked") // of a class literal
  private IgniteCache<String, Object> cache(String sent) {
    return (IgniteCache<String, Object>)
        Proxy.newProxyInstance(
            IgniteExpiryTest.class.getClassLoader(),
            new Class<?>[] {IgniteCache.class},
            (proxy, method, arguments) ->
                method.getName().equals("withExpiryPolicy")
                    ? cache(text((ExpiryPolicy) arguments[0]))
                    : answer(method, arguments, sent));
  }

  private static String text(ExpiryPolicy policy) {
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

  private IgniteExpiry over(ExpiryPolicy policy) {
    IgniteCache<String, Object> cache = cache("");
    return new IgniteExpiry(
        cache, new CacheExpiry(policy), new ListenerCount(ListenerRegistry.of(cache)));
  }

  private static ExpiryPolicy own(Duration creation, Duration update, Duration access) {
    return new ExpiryPolicy() {
      @Override
      public Duration getExpiryForCreation() {
        return creation;
      }

      @Override
      public Duration getExpiryForUpdate() {
        return update;
      }

      @Override
      public Duration getExpiryForAccess() {
        return access;
      }
    };
  }

  @Test
  void put_eternal_isOneCallWithoutConstants() {
    over(new EternalExpiryPolicy()).put("key", VALUE, OperationExpiry.silent());

    assertThat(calls).containsExactly("put");
  }

  @Test
  void put_standardPolicy_isOneCallWithBothAnswers() {
    ExpiryPolicy created = new CreatedExpiryPolicy(Duration.ONE_MINUTE);
    over(created).put("key", VALUE, new CacheExpiry(created).write(1));

    assertThat(calls).containsExactly("put 1/-/-");
  }

  @Test
  void putAll_standardPolicy_isOneCallWithBothAnswers() {
    ExpiryPolicy created = new CreatedExpiryPolicy(Duration.ONE_MINUTE);
    over(created).putAll(Map.of("a", VALUE, "b", VALUE), new CacheExpiry(created).write(2));

    assertThat(calls).containsExactly("putAll 1/-/-");
    assertThat(entries).containsOnlyKeys("a", "b");
  }

  @Test
  void putAll_creationZero_sendsNothingAndCountsAll() {
    ExpiryPolicy created = new CreatedExpiryPolicy(Duration.ZERO);
    OperationExpiry asked = new CacheExpiry(created).write(2);
    over(created).putAll(Map.of("a", VALUE, "b", VALUE), asked);

    assertThat(calls).isEmpty();
    assertThat(asked.stillborn()).isEqualTo(2);
  }

  @Test
  void putAll_ownPolicy_looksOnceAndBeginsEachWrite() {
    entries.put("a", VALUE);
    ExpiryPolicy own = own(Duration.ONE_MINUTE, Duration.FIVE_MINUTES, Duration.TEN_MINUTES);
    over(own).putAll(Map.of("a", VALUE, "b", VALUE), new CacheExpiry(own).write(2));

    assertThat(calls).containsExactly("getAll", "replaceAsync */5/-", "putIfAbsentAsync 1/-/-");
    assertThat(entries).containsOnlyKeys("a", "b");
  }

  @Test
  void getAll_ownPolicy_beginsEachAccess() {
    entries.put("a", VALUE);
    ExpiryPolicy own = own(Duration.ONE_MINUTE, Duration.FIVE_MINUTES, Duration.TEN_MINUTES);

    assertThat(over(own).getAll(Set.of("a", "b"), new CacheExpiry(own).access(2)))
        .containsOnlyKeys("a");

    assertThat(calls).containsExactly("getAll", "getAsync */-/10");
  }

  @Test
  void removeAll_isInTheOrderOfKeys() {
    Set<String> keys = new HashSet<>();
    for (int i = 0; i < 100; i++) {
      keys.add("key " + i * 7919);
    }
    List<Object> removed = new ArrayList<>();
    IgniteCache<String, Object> ignite = cache("");
    removals = removed::addAll;
    ExpiryPolicy never = new EternalExpiryPolicy();
    IgniteExpiry expiring = over(never);

    new AskedCalls(expiring, expiring::makeTogether, new JCacheCalls(ignite, BulkRead.AT_ONCE))
        .removeAll(keys);

    assertThat(removed).containsExactlyElementsOf(keys.stream().sorted().toList());
  }

  @Test
  void makeTogether_beginsEachCall() {
    entries.put("a", VALUE);
    ExpiryPolicy never = new EternalExpiryPolicy();
    OperationExpiry silent = OperationExpiry.silent();

    List<Answer> answers =
        over(never)
            .makeTogether(
                List.of(
                    new EntryCall.Replace("a", VALUE, new byte[2], silent),
                    new EntryCall.PutIfAbsent("b", VALUE, silent),
                    new EntryCall.Remove("c"),
                    new EntryCall.RemoveSame("d", VALUE)));

    assertThat(answers).extracting(Answer::yes).containsExactly(true, true, false, false);
    assertThat(calls)
        .containsExactly("replaceAsync", "putIfAbsentAsync */-/-", "removeAsync", "removeAsync");
  }

  @Test
  void put_ownPolicy_looksWhichAnswerToSend() {
    ExpiryPolicy own = own(Duration.ONE_MINUTE, Duration.FIVE_MINUTES, Duration.TEN_MINUTES);
    over(own).put("key", VALUE, new CacheExpiry(own).write(1));
    over(own).put("key", VALUE, new CacheExpiry(own).write(1));

    assertThat(calls)
        .containsExactly("containsKey", "putIfAbsent 1/-/-", "containsKey", "replace */5/-");
  }

  @Test
  void put_creationZero_sendsNoValue() {
    ExpiryPolicy own = own(Duration.ZERO, Duration.ZERO, Duration.ZERO);
    OperationExpiry asked = new CacheExpiry(own).write(1);
    over(own).put("key", VALUE, asked);

    assertThat(entries).isEmpty();
    assertThat(asked.stillborn()).isEqualTo(1);
  }

  @Test
  void replace_updateZero_removes() {
    entries.put("key", VALUE);
    ExpiryPolicy own = own(Duration.ZERO, Duration.ZERO, Duration.ZERO);

    assertThat(over(own).replace("key", VALUE, new byte[2], new CacheExpiry(own).write(1)))
        .isTrue();
    assertThat(entries).isEmpty();
  }

  @Test
  void get_silent_isOneCall_andAnAccessTwo() {
    entries.put("key", VALUE);
    ExpiryPolicy own = own(Duration.ONE_MINUTE, Duration.FIVE_MINUTES, Duration.TEN_MINUTES);
    over(own).get("key", OperationExpiry.silent());
    over(own).get("key", new CacheExpiry(own).access(1));

    assertThat(calls).containsExactly("get", "get", "get */-/10");
  }

  @Test
  void get_accessZero_removesWhatItRead() {
    entries.put("key", VALUE);
    ExpiryPolicy own = own(Duration.ZERO, Duration.ZERO, Duration.ZERO);

    assertThat(over(own).get("key", new CacheExpiry(own).access(1))).isEqualTo(VALUE);
    assertThat(entries).isEmpty();
  }
}
