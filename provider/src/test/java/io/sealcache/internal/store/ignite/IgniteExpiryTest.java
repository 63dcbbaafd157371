package io.sealcache.internal.store.ignite;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.internal.store.CacheExpiry;
import io.sealcache.internal.store.OperationExpiry;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import javax.cache.expiry.EternalExpiryPolicy;
import javax.cache.expiry.ExpiryPolicy;
import org.apache.ignite.IgniteCache;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is sent to Ignite, and with which constants. */
class IgniteExpiryTest {
  private static final byte[] VALUE = {1};

  private final Map<Object, Object> entries = new HashMap<>();
  private final List<String> calls = new ArrayList<>();

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
    calls.add(method.getName() + sent);
    Object key = arguments[0];
    return switch (method.getName()) {
      case "get" -> entries.get(key);
      case "containsKey" -> entries.containsKey(key);
      case "put" -> {
        entries.put(key, arguments[1]);
        yield null;
      }
      case "putIfAbsent" -> entries.putIfAbsent(key, arguments[1]) == null;
      case "replace" -> entries.replace(key, arguments[arguments.length - 1]) != null;
      case "remove" -> entries.remove(key) != null;
      default -> throw new UnsupportedOperationException(method.getName());
    };
  }

  private IgniteExpiry over(ExpiryPolicy policy) {
    return new IgniteExpiry(cache(""), new CacheExpiry(policy));
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
