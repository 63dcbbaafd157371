package io.sealcache.internal.store.infinispan;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealcache.internal.store.NotedEvents;
import io.sealcache.internal.store.StoreCall;
import io.sealcache.internal.store.StorePort;
import io.sealcache.internal.store.Stored;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.cache.CacheException;
import org.infinispan.client.hotrod.RemoteCache;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A listener is deregistered as any call is made, and no call is taken for another. */
class InfinispanListenTest {
  private @Nullable Throwable failure;

  private Runnable listen() {
    return InfinispanCache.port(
            new InfinispanRemoteCalls(cache()),
            InfinispanLifespans.ofServer(false),
            Duration.ofSeconds(1),
            () -> {},
            () -> false)
        .make(new StoreCall.Listen(new NotedEvents(List.of(), false)));
  }

  @SuppressWarnings("unchecked") // of a class literal
  private RemoteCache<String, Object> cache() {
    return (RemoteCache<String, Object>)
        Proxy.newProxyInstance(
            InfinispanListenTest.class.getClassLoader(),
            new Class<?>[] {RemoteCache.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("getName")) {
                return "listened";
              } else if (failure != null) {
                throw failure;
              }
              return null;
            });
  }

  @Test
  void listener_thatIsDeregistered_isSoWithoutAnError() {
    listen().run();
  }

  @Test
  void deregistering_thatFails_failsAsJCacheHasIt() {
    Runnable ending = listen();
    failure = new IllegalArgumentException("of Infinispan's own");

    assertThatExceptionOfType(CacheException.class).isThrownBy(ending::run).withCause(failure);

    failure = new IllegalStateException("stopped");
    assertThatThrownBy(ending::run).isSameAs(failure);
  }

  @Test
  void callAboutAnEntry_removesNotAll() {
    InfinispanCalls calls = new InfinispanRemoteCalls(cache());
    StorePort whole =
        new InfinispanCache(
            calls,
            new InfinispanEntries(calls, InfinispanLifespans.ofServer(false)),
            () -> {},
            () -> false,
            new AtomicBoolean());
    failure = new AssertionError("The cache is asked");

    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(() -> whole.begin(new StoreCall.Remove(Stored.key("k"), null)));
  }
}
