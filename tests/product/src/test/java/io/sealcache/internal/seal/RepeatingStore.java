package io.sealcache.internal.seal;

import static java.util.Objects.requireNonNull;

import io.sealcache.codec.Codec;
import io.sealcache.codec.standard.StringCodec;
import io.sealcache.internal.store.CacheExpiry;
import io.sealcache.internal.store.PendingCall;
import io.sealcache.internal.store.StoreCall;
import io.sealcache.internal.store.StorePort;
import io.sealcache.internal.store.redisson.FakeRedisson;
import io.sealcache.keys.FixedKey;
import io.sealcache.keys.KeySource;
import io.sealcache.keys.KeySources;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import javax.cache.expiry.EternalExpiryPolicy;
import org.jspecify.annotations.Nullable;

/** A store of texts that several JVMs share, and that repeats a call when it is told to. */
public final class RepeatingStore implements AutoCloseable {
  private final FakeRedisson redisson = new FakeRedisson();
  private final KeySource keys = KeySources.ofText(FixedKey.hex(1), null, null);
  private final AtomicReference<@Nullable Runnable> between = new AtomicReference<>();
  private final Map<Class<?>, Integer> counts = new ConcurrentHashMap<>();
  private final AtomicReference<@Nullable RuntimeException> next = new AtomicReference<>();

  /** How often an entry was to be changed by itself so far, by any JVM. */
  public int changes() {
    return counts.entrySet().stream()
        .filter(count -> StoreCall.OfEntry.class.isAssignableFrom(count.getKey()))
        .mapToInt(Map.Entry::getValue)
        .sum();
  }

  /** How often the store was called so in one way. */
  public int calls(Class<? extends StoreCall<?>> kind) {
    return counts.getOrDefault(kind, 0);
  }

  /** The view of it in one more JVM. */
  public EncryptedStore<String, String> jvm() {
    return jvm(true);
  }

  /** As above, for a JVM that may not know that the store repeats calls. */
  EncryptedStore<String, String> jvm(boolean repeatsCalls) {
    return jvm(Sealing.ofTexts(keys), repeatsCalls);
  }

  /** The view of it in a JVM whose values go through a codec of texts. */
  public EncryptedStore<String, String> jvm(Codec codec) {
    return jvm(Sealing.of(keys, new StringCodec(), codec, 1024), true);
  }

  private EncryptedStore<String, String> jvm(Sealers sealers, boolean repeatsCalls) {
    return new EncryptedStore<>(
        port(), sealers, new CacheExpiry(new EternalExpiryPolicy()), repeatsCalls);
  }

  /**
   * The next compare-and-set takes effect, its answer is lost, this happens, and the same call
   * again is what is answered.
   */
  public void repeatNext(Runnable meanwhile) {
    between.set(meanwhile);
  }

  /** Has the next call fail. */
  public void failNext(RuntimeException failure) {
    next.set(failure);
  }

  private StorePort port() {
    StorePort target = redisson.calls();
    return (StorePort)
        Proxy.newProxyInstance(
            RepeatingStore.class.getClassLoader(),
            new Class<?>[] {StorePort.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("make")) {
                return made(target, (StoreCall<?>) arguments[0]);
              } else if (method.getName().equals("begin")) {
                return PendingCall.answered(made(target, (StoreCall<?>) arguments[0]));
              }
              try {
                return method.invoke(target, arguments);
              } catch (InvocationTargetException e) {
                throw requireNonNull(e.getCause());
              }
            });
  }

  private @Nullable Object made(StorePort target, StoreCall<?> call) {
    counts.merge(call.getClass(), 1, Integer::sum);
    RuntimeException failure = next.getAndSet(null);
    if (failure != null) {
      throw failure;
    }
    Object answer = target.make(call);
    Runnable meanwhile = answer instanceof Boolean ? between.getAndSet(null) : null;
    if (meanwhile == null) {
      return answer;
    }
    meanwhile.run();
    return target.make(call);
  }

  @Override
  public void close() {
    redisson.close();
    keys.close();
  }
}
