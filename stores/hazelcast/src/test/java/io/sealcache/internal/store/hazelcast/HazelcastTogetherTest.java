package io.sealcache.internal.store.hazelcast;

import static org.assertj.core.api.Assertions.assertThat;

import com.hazelcast.cache.ICache;
import io.sealcache.core.SealedBytes;
import io.sealcache.internal.store.Answer;
import io.sealcache.internal.store.BegunCalls;
import io.sealcache.internal.store.CacheExpiry;
import io.sealcache.internal.store.Carriers;
import io.sealcache.internal.store.ClientSideExpiry;
import io.sealcache.internal.store.ListenerRegistry;
import io.sealcache.internal.store.OperationExpiry;
import io.sealcache.internal.store.PortCalls;
import io.sealcache.internal.store.StoreCall;
import io.sealcache.internal.store.StoreListener;
import io.sealcache.internal.store.Stored;
import io.sealcache.internal.store.SynchronousEvents;
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
  private final SynchronousEvents events = new SynchronousEvents("orders", new NoListeners());

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

  private PortCalls constant() {
    return new PortCalls(
        new HazelcastCalls(cache, CARRIERS, new CacheExpiry(new EternalExpiryPolicy()), events));
  }

  @Test
  void together_policyOfJCache_beginsEachBeforeItWaits() {
    List<Answer> answers = constant().together(calls(new EternalExpiryPolicy()));

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
  void together_policyOfTheApplication_beginsEachBeforeItWaits() {
    List<Answer> answers =
        new PortCalls(new ClientSideExpiry<>(new HazelcastEntries(cache, CARRIERS), false))
            .together(calls(HOUR));

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
}
