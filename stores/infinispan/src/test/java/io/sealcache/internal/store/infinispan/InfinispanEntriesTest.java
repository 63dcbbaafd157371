package io.sealcache.internal.store.infinispan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.sealcache.internal.store.Stored;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.cache.CacheException;
import javax.cache.expiry.Duration;
import org.infinispan.AdvancedCache;
import org.infinispan.configuration.cache.ConfigurationBuilder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An Infinispan that stopped under a call never answers it. */
@Timeout(60)
class InfinispanEntriesTest {
  private final CountDownLatch begun = new CountDownLatch(1);

  private record Bulk(String name, Consumer<InfinispanEntries> call) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Bulk> bulkCalls() {
    return Stream.of(
        new Bulk("getAll", entries -> entries.getAll(Stored.keys("k"), false).answer()),
        new Bulk(
            "putAll",
            entries ->
                entries
                    .putAll(Map.of(Stored.key("k"), Stored.value("v")), Duration.ETERNAL, null)
                    .answer()));
  }

  @ParameterizedTest
  @MethodSource("bulkCalls")
  void bulkCall_thatIsNeverAnswered_endsByAnInterrupt(Bulk bulk) throws Exception {
    InfinispanEntries entries =
        new InfinispanEntries(
            new InfinispanEmbeddedCalls(silent()),
            InfinispanLifespans.of(new ConfigurationBuilder().build().expiration(), true));
    AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    Thread caller = new Thread(() -> failure.set(catchThrowable(() -> bulk.call.accept(entries))));
    caller.setDaemon(true);
    caller.start();
    assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();

    caller.interrupt();
    caller.join(TimeUnit.SECONDS.toMillis(50));

    assertThat(failure.get())
        .isInstanceOf(CacheException.class)
        .hasMessageContaining("Interrupted before the store answered");
  }

  @SuppressWarnings("unchecked") // it answers nothing
  private AdvancedCache<String, Object> silent() {
    return (AdvancedCache<String, Object>)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {AdvancedCache.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "withFlags" -> proxy;
                  case "getAll", "putAll" -> join();
                  case "getAllAsync", "putAllAsync" -> begin();
                  default -> throw new AssertionError("Nothing else is asked: " + method);
                });
  }

  private CompletableFuture<Object> begin() {
    begun.countDown();
    return new CompletableFuture<>();
  }

  private Object join() {
    return begin().join();
  }
}
