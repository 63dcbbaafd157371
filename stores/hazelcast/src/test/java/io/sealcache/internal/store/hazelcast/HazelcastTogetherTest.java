package io.sealcache.internal.store.hazelcast;

import static org.assertj.core.api.Assertions.assertThat;

import com.hazelcast.cache.ICache;
import io.sealcache.core.SealedBytes;
import io.sealcache.internal.store.Answer;
import io.sealcache.internal.store.BegunCalls;
import io.sealcache.internal.store.CacheExpiry;
import io.sealcache.internal.store.Carriers;
import io.sealcache.internal.store.EntryCall;
import io.sealcache.internal.store.ListenerCount;
import io.sealcache.internal.store.ListenerRegistry;
import io.sealcache.internal.store.NotedEvents;
import io.sealcache.internal.store.OperationExpiry;
import io.sealcache.internal.store.StoreListener;
import io.sealcache.internal.store.Stored;
import io.sealcache.internal.store.ValueCarrier;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.cache.expiry.Duration;
import javax.cache.expiry.EternalExpiryPolicy;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.expiry.TouchedExpiryPolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Changes of different entries of Hazelcast are begun before the first is waited for. */
@Timeout(30)
class HazelcastTogetherTest {
  private static final SealedBytes VALUE = Stored.value("value");
  private static final Carriers CARRIERS = new Carriers(ValueCarrier.BYTES);
  private static final ExpiryPolicy HOUR = new TouchedExpiryPolicy(Duration.ONE_HOUR);

  private final BegunCalls begun = new BegunCalls(5);
  private final List<String> made = new ArrayList<>();
  private final ICache<String, Object> cache = cache();
  private final ListenerCount listeners = new ListenerCount(new NoListeners());

  private record NoListeners() implements ListenerRegistry {
    @Override
    public void register(StoreListener listener) {}

    @Override
    public void deregister(StoreListener listener) {}
  }

  @SuppressWarnings("unchecked") // of a class literal
  private ICache<String, Object> cache() {
    return (ICache<String, Object>)
        Proxy.newProxyInstance(
            HazelcastTogetherTest.class.getClassLoader(),
            new Class<?>[] {ICache.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("getAll")) {
                Map<String, Object> all = new HashMap<>();
                ((Set<String>) arguments[0]).forEach(key -> all.put(key, VALUE.bytes()));
                return all;
              }
              String call = method.getName() + " " + Stored.name((String) arguments[0]);
              if (method.getName().endsWith("Async")) {
                return begun.begin(call, true);
              }
              made.add(call);
              return true;
            });
  }

  private static List<EntryCall> calls(ExpiryPolicy policy) {
    CacheExpiry expiry = new CacheExpiry(policy);
    OperationExpiry write = expiry.write(1);
    return List.of(
        new EntryCall.PutIfAbsent(Stored.key("a"), VALUE, write),
        new EntryCall.Replace(Stored.key("b"), VALUE, VALUE, write),
        new EntryCall.RemoveSame(Stored.key("c"), VALUE),
        new EntryCall.Remove(Stored.key("d")),
        new EntryCall.Touch(Stored.key("e"), expiry.access(1)));
  }

  private HazelcastConstantExpiry constant() {
    return new HazelcastConstantExpiry(
        cache, CARRIERS, new CacheExpiry(new EternalExpiryPolicy()), listeners);
  }

  @Test
  void makeTogether_policyOfJCache_beginsEachBeforeItWaits() {
    List<Answer> answers = constant().makeTogether(calls(new EternalExpiryPolicy()));

    assertThat(begun.names())
        .containsExactly(
            "putIfAbsentAsync a",
            "replaceAsync b",
            "removeAsync c",
            "removeAsync d",
            "replaceAsync e");
    assertThat(answers).extracting(Answer::get).containsExactly(true, true, true, true, true);
    assertThat(made).isEmpty();
  }

  @Test
  void makeTogether_policyOfTheApplication_beginsEachBeforeItWaits() {
    List<Answer> answers =
        new HazelcastAskedExpiry(cache, CARRIERS, listeners).makeTogether(calls(HOUR));

    assertThat(begun.names())
        .containsExactly(
            "putIfAbsentAsync a",
            "replaceAsync b",
            "removeAsync c",
            "removeAsync d",
            "replaceAsync e");
    assertThat(answers).extracting(Answer::get).containsExactly(true, true, true, true, true);
    assertThat(made).isEmpty();
  }

  @Test
  void makeTogether_whereASynchronousListenerIs_makesOneAfterTheOther() {
    listeners.register(new NotedEvents(List.of(), true));

    constant().makeTogether(calls(new EternalExpiryPolicy()));

    assertThat(made)
        .containsExactly("putIfAbsent a", "replace b", "remove c", "remove d", "replace e");
    assertThat(begun.names()).isEmpty();
  }
}
