package io.sealcache.internal.store.infinispan;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.core.SealedBytes;
import io.sealcache.internal.store.BegunCalls;
import io.sealcache.internal.store.CacheExpiry;
import io.sealcache.internal.store.OperationExpiry;
import io.sealcache.internal.store.PendingCall;
import io.sealcache.internal.store.PortCalls;
import io.sealcache.internal.store.StoreCall;
import io.sealcache.internal.store.Stored;
import io.sealcache.internal.store.ValueCarrier;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import javax.cache.expiry.Duration;
import javax.cache.expiry.TouchedExpiryPolicy;
import org.infinispan.AdvancedCache;
import org.infinispan.client.hotrod.MetadataValue;
import org.infinispan.client.hotrod.RemoteCache;
import org.infinispan.configuration.cache.ConfigurationBuilder;
import org.infinispan.container.entries.ImmortalCacheEntry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Changes of different entries of Infinispan are begun before the first is waited for. */
@Timeout(30)
class InfinispanTogetherTest {
  private static final SealedBytes VALUE = Stored.value("value");

  private static final Object CARRIER = ValueCarrier.STRING.of(VALUE);

  private final BegunCalls begun = new BegunCalls(5);

  private static List<StoreCall.OfEntry> calls() {
    CacheExpiry expiry = new CacheExpiry(new TouchedExpiryPolicy(Duration.ONE_HOUR));
    OperationExpiry write = expiry.write(1);
    return List.of(
        new StoreCall.PutIfAbsent(Stored.key("a"), VALUE, write),
        new StoreCall.Replace(Stored.key("b"), VALUE, VALUE, write),
        new StoreCall.Remove(Stored.key("c"), VALUE),
        new StoreCall.Remove(Stored.key("d"), null),
        new StoreCall.Touch(Stored.key("e"), expiry.access(1)));
  }

  @Test
  void together_embedded_beginsEachBeforeItWaits() {
    together(
        new InfinispanEmbeddedCalls(proxy(AdvancedCache.class)),
        InfinispanLifespans.of(new ConfigurationBuilder().build().expiration(), false));

    assertThat(begun.names())
        .containsExactly(
            "putIfAbsentAsync a",
            "replaceAsync b",
            "removeAsync c",
            "removeAsync d",
            "replaceAsync e");
  }

  @Test
  void together_overHotRod_beginsEachBeforeItWaits() {
    together(
        new InfinispanRemoteCalls(proxy(RemoteCache.class)), InfinispanLifespans.ofServer(false));

    assertThat(begun.names())
        .containsExactly(
            "putIfAbsentAsync a",
            "replaceWithVersionAsync b",
            "removeWithVersionAsync c",
            "removeAsync d",
            "replaceWithVersionAsync e");
  }

  private static void together(InfinispanCalls calls, InfinispanLifespans lifespans) {
    assertThat(PortCalls.asking(new InfinispanEntries(calls, lifespans), false).together(calls()))
        .extracting(PendingCall::answer)
        .containsExactly(true, true, true, true, true);
  }

  @SuppressWarnings("unchecked") // of a class literal
  private <C> C proxy(Class<? super C> type) {
    return (C)
        Proxy.newProxyInstance(
            InfinispanTogetherTest.class.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) ->
                method.getName().equals("withFlags") ? proxy : answer(method, arguments));
  }

  private Object answer(Method method, Object[] arguments) {
    return switch (method.getName()) {
      case "getAllCacheEntries" ->
          ((Collection<?>) arguments[0])
              .stream().collect(toMap(key -> key, key -> new ImmortalCacheEntry(key, CARRIER)));
      case "getWithMetadataAsync" -> CompletableFuture.completedFuture(seen());
      default ->
          begun.begin(method.getName() + " " + Stored.name((String) arguments[0]), old(method));
    };
  }

  /** The answer of a method that did something. */
  private static @Nullable Object old(Method method) {
    return switch (method.getName()) {
      case "putIfAbsentAsync" -> null;
      case "removeAsync" -> method.getParameterCount() == 1 ? CARRIER : (Object) true;
      default -> true;
    };
  }

  private static Object seen() {
    return Proxy.newProxyInstance(
        InfinispanTogetherTest.class.getClassLoader(),
        new Class<?>[] {MetadataValue.class},
        (proxy, method, arguments) ->
            switch (method.getName()) {
              case "getValue" -> CARRIER;
              case "getVersion" -> 1L;
              case "getLifespan" -> -1;
              case "getCreated" -> 0L;
              default -> throw new AssertionError("Nothing else is asked: " + method);
            });
  }
}
