package io.sealcache.internal.store.infinispan;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.sealcache.core.SealedBytes;
import io.sealcache.core.StoredKey;
import io.sealcache.fixture.Pretended;
import io.sealcache.internal.store.BegunCalls;
import io.sealcache.internal.store.CacheExpiry;
import io.sealcache.internal.store.LostRaces;
import io.sealcache.internal.store.NotedEvents;
import io.sealcache.internal.store.OperationExpiry;
import io.sealcache.internal.store.PendingCall;
import io.sealcache.internal.store.PortCalls;
import io.sealcache.internal.store.StoreCall;
import io.sealcache.internal.store.StorePort;
import io.sealcache.internal.store.Stored;
import io.sealcache.internal.store.ValueCarrier;
import io.sealcache.internal.store.infinispan.InfinispanCalls.Seen;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import javax.cache.CacheException;
import javax.cache.expiry.Duration;
import javax.cache.expiry.TouchedExpiryPolicy;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.infinispan.AdvancedCache;
import org.infinispan.client.hotrod.MetadataValue;
import org.infinispan.client.hotrod.RemoteCache;
import org.infinispan.configuration.cache.ConfigurationBuilder;
import org.infinispan.container.entries.ImmortalCacheEntry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls to an Infinispan that answers when it is told to, or never as one that stopped. */
@Timeout(60)
class InfinispanEntriesTest {
  private static final SealedBytes VALUE = Stored.value("value");
  private static final Object CARRIER = ValueCarrier.STRING.of(VALUE);

  private final CountDownLatch latch = new CountDownLatch(1);
  private @Nullable Throwable failure;
  private final BegunCalls begun = new BegunCalls(5);

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void bulkCall_thatIsNeverAnswered_endsByAnInterrupt(boolean puts) throws Exception {
    InfinispanEntries entries = eternal();
    Map<StoredKey, SealedBytes> put = Map.of(Stored.key("k"), Stored.value("v"));
    ThrowingCallable call =
        puts
            ? () -> entries.putAll(put, Duration.ETERNAL, null).answer()
            : () -> entries.getAll(Stored.keys("k"), false).answer();
    AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    Thread caller = new Thread(() -> failure.set(catchThrowable(call)));
    caller.setDaemon(true);
    caller.start();
    assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();

    caller.interrupt();
    caller.join(TimeUnit.SECONDS.toMillis(50));

    assertThat(failure.get())
        .isInstanceOf(CacheException.class)
        .hasMessageContaining("Interrupted before the store answered");
  }

  @Test
  void look_valueThatNeverExpires_isComparedWithoutARead() {
    InfinispanEntries entries = eternal();

    Seen seen = requireNonNull(entries.look(Stored.key("k"), Stored.value("v")));

    assertThat(entries.valueOf(seen)).isEqualTo(Stored.value("v"));
    assertThat(InfinispanLifespans.left(seen)).isEqualTo(InfinispanLifespans.ETERNAL);
  }

  private InfinispanEntries eternal() {
    return new InfinispanEntries(
        new InfinispanEmbeddedCalls(silent(), false),
        InfinispanLifespans.of(new ConfigurationBuilder().build().expiration(), true),
        LostRaces.OF_OURS);
  }

  private AdvancedCache<String, Object> silent() {
    return Pretended.of(
        AdvancedCache.class,
        (proxy, method, arguments) ->
            switch (method.getName()) {
              case "withFlags" -> proxy;
              case "getAll", "putAll" -> join();
              case "getAllAsync", "putAllAsync" -> begin();
              default -> throw new AssertionError("Nothing else is asked: " + method);
            });
  }

  private CompletableFuture<Object> begin() {
    latch.countDown();
    return new CompletableFuture<>();
  }

  private Object join() {
    return begin().join();
  }

  private Runnable listen() {
    return InfinispanCache.port(
            new InfinispanRemoteCalls(cache()),
            InfinispanLifespans.ofServer(false),
            java.time.Duration.ofSeconds(1),
            () -> {},
            () -> false)
        .make(new StoreCall.Listen(new NotedEvents(List.of(), false)));
  }

  private RemoteCache<String, Object> cache() {
    return Pretended.of(
        RemoteCache.class,
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
            new InfinispanEntries(calls, InfinispanLifespans.ofServer(false), LostRaces.OF_OURS),
            () -> {},
            () -> false,
            new AtomicBoolean());
    failure = new AssertionError("The cache is asked");

    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(() -> whole.begin(new StoreCall.Remove(Stored.key("k"), null)));
  }

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
        new InfinispanEmbeddedCalls(proxy(AdvancedCache.class), true),
        InfinispanLifespans.of(new ConfigurationBuilder().build().expiration(), false));

    assertThat(begun.names())
        .containsExactly(
            "putIfAbsentAsync a",
            "replaceAsync b",
            "removeAsync c",
            "removeAsyncEntry d",
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
    assertThat(
            PortCalls.asking(new InfinispanEntries(calls, lifespans, LostRaces.OF_OURS), false)
                .together(calls()))
        .extracting(PendingCall::answer)
        .containsExactly(true, true, true, true, true);
  }

  private <C> C proxy(Class<? super C> type) {
    return Pretended.of(
        type,
        (proxy, method, arguments) ->
            method.getName().equals("withFlags") ? proxy : answer(method, arguments));
  }

  private Object answer(Method method, Object[] arguments) {
    return switch (method.getName()) {
      case "getCacheEntryAsync" ->
          CompletableFuture.completedFuture(new ImmortalCacheEntry(arguments[0], CARRIER));
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
      case "removeAsyncEntry" -> new ImmortalCacheEntry("d", CARRIER);
      default -> true;
    };
  }

  private static Object seen() {
    return Pretended.of(
        MetadataValue.class,
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
