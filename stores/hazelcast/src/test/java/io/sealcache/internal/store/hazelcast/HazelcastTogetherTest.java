package io.sealcache.internal.store.hazelcast;

import static org.assertj.core.api.Assertions.assertThat;

import com.hazelcast.cache.ICache;
import io.sealcache.core.SealedBytes;
import io.sealcache.fixture.OneHourPolicy;
import io.sealcache.internal.store.BegunCalls;
import io.sealcache.internal.store.CacheExpiry;
import io.sealcache.internal.store.OperationExpiry;
import io.sealcache.internal.store.PendingCall;
import io.sealcache.internal.store.PortCalls;
import io.sealcache.internal.store.StoreCall;
import io.sealcache.internal.store.Stored;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import javax.cache.expiry.Duration;
import javax.cache.expiry.EternalExpiryPolicy;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.expiry.TouchedExpiryPolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Changes of different entries of Hazelcast are begun before the first is waited for. */
@Timeout(30)
class HazelcastTogetherTest {
  private static final SealedBytes VALUE = Stored.value("value");
  private static final ExpiryPolicy HOUR = new TouchedExpiryPolicy(Duration.ONE_HOUR);

  private final BegunCalls begun = new BegunCalls(5);
  private final List<String> made = new ArrayList<>();
  private final ICache<String, Object> cache = cache();

  @SuppressWarnings("unchecked") // of a class literal
  private ICache<String, Object> cache() {
    return (ICache<String, Object>)
        Proxy.newProxyInstance(
            HazelcastTogetherTest.class.getClassLoader(),
            new Class<?>[] {ICache.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("getAll")) {
                made.add(arguments.length == 1 ? "getAll" : "getAll silently");
                Map<String, Object> all = new HashMap<>();
                ((Set<String>) arguments[0]).forEach(key -> all.put(key, VALUE.bytes()));
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
  void getAll_silently_tellsMembersNotToAsk() {
    under(HOUR).getAll(List.of(Stored.key("a")), OperationExpiry.silent());

    assertThat(made).containsExactly("getAll silently");
  }

  @Test
  void together_silently_tellsMembersNotToAsk() {
    OperationExpiry silent = OperationExpiry.silent();
    under(HOUR)
        .together(
            Stream.of("a", "b", "c", "d", "e")
                .<StoreCall.OfEntry>map(
                    key -> new StoreCall.Replace(Stored.key(key), VALUE, VALUE, silent))
                .toList());

    assertThat(begun.names())
        .hasSize(5)
        .allMatch(call -> call.startsWith("replaceAsync ") && call.endsWith(" silently"));
  }
}
