package io.sealcache;

import static java.util.Objects.requireNonNull;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.LockSupport;
import javax.cache.Cache;
import javax.cache.CacheManager;
import org.jspecify.annotations.Nullable;
import org.jsr107.ri.spi.RICachingProvider;

/** A store that nobody knows, and that fails or lies when it is told to. */
public final class FaultyCachingProvider extends RICachingProvider {
  /** The property that hands over the {@link Faults}. */
  static final String FAULTS = "test.faults";

  /** What a cache or its manager does instead of, or after, a call; by the method's name. */
  static final class Faults {
    private final Map<String, RuntimeException> failures = new ConcurrentHashMap<>();
    private final Map<String, RuntimeException> lateFailures = new ConcurrentHashMap<>();
    private final Map<String, Object> answers = new ConcurrentHashMap<>();
    private final Map<String, Object> lies = new ConcurrentHashMap<>();
    private final Map<String, Runnable> actions = new ConcurrentHashMap<>();
    private final Map<String, Runnable> lateActions = new ConcurrentHashMap<>();
    private final Map<String, Runnable> repeated = new ConcurrentHashMap<>();
    private final Map<String, Duration> delays = new ConcurrentHashMap<>();
    private final Set<String> elsewhere = ConcurrentHashMap.newKeySet();

    /** A cache manager over the reference implementation, which does so. */
    StoreFixture fixture() {
      return StoreFixture.over(
          TestStore.REFERENCE_IMPLEMENTATION,
          Map.of("sealcache.store.provider", FaultyCachingProvider.class.getName(), FAULTS, this));
    }

    void fail(String method, RuntimeException failure) {
      failures.put(method, failure);
    }

    /** Takes effect first. */
    void failLate(String method, RuntimeException failure) {
      lateFailures.put(method, failure);
    }

    /** Answers without doing anything. */
    void answer(String method, Object answer) {
      answers.put(method, answer);
    }

    /** Takes effect, once, but answers something else. */
    void lieOnce(String method, Object answer) {
      lies.put(method, answer);
    }

    /** Does it on a thread of its own, as one that asks a node does. */
    void runElsewhere(String method) {
      elsewhere.add(method);
    }

    /** Takes its time first. */
    void delay(String method, Duration time) {
      delays.put(method, time);
    }

    /** Has something else happen first, once. */
    void before(String method, Runnable action) {
      actions.put(method, action);
    }

    /** Has something else happen first, each time. */
    void beforeEach(String method, Runnable action) {
      repeated.put(method, action);
    }

    /** Has something else happen once it took effect, before it answers; once. */
    void after(String method, Runnable action) {
      lateActions.put(method, action);
    }

    void none() {
      elsewhere.clear();
      actions.clear();
      repeated.clear();
      lateActions.clear();
      delays.clear();
      failures.clear();
      lateFailures.clear();
      answers.clear();
      lies.clear();
    }

    private void throwIf(Map<String, RuntimeException> known, String method) {
      RuntimeException failure = known.get(method);
      if (failure != null) {
        throw failure;
      }
    }

    private <T> T proxy(Class<T> type, T target) {
      InvocationHandler handler = (proxy, method, arguments) -> call(target, method, arguments);
      return type.cast(
          Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private @Nullable Object call(Object target, Method method, Object @Nullable [] arguments)
        throws Throwable {
      LockSupport.parkNanos(delays.getOrDefault(method.getName(), Duration.ZERO).toNanos());
      Runnable action = actions.remove(method.getName());
      if (action != null) {
        action.run();
      }
      repeated.getOrDefault(method.getName(), () -> {}).run();
      throwIf(failures, method.getName());
      if (answers.containsKey(method.getName())) {
        return answers.get(method.getName());
      }
      @Nullable Object result;
      try {
        result =
            elsewhere.contains(method.getName())
                ? invokeElsewhere(target, method, arguments)
                : method.invoke(target, arguments);
      } catch (InvocationTargetException e) {
        throw requireNonNull(e.getCause());
      }
      Runnable lateAction = lateActions.remove(method.getName());
      if (lateAction != null) {
        lateAction.run();
      }
      throwIf(lateFailures, method.getName());
      Object lie = lies.remove(method.getName());
      if (lie != null) {
        return lie;
      }
      return result instanceof Cache<?, ?> cache ? proxy(Cache.class, cache) : result;
    }

    private static @Nullable Object invokeElsewhere(
        Object target, Method method, Object @Nullable [] arguments) throws Exception {
      FutureTask<@Nullable Object> task = new FutureTask<>(() -> method.invoke(target, arguments));
      new Thread(task).start();
      return task.get();
    }
  }

  @Override
  public synchronized CacheManager getCacheManager(
      @Nullable URI uri, @Nullable ClassLoader classLoader, @Nullable Properties properties) {
    Faults faults = (Faults) requireNonNull(requireNonNull(properties).get(FAULTS));
    return faults.proxy(CacheManager.class, super.getCacheManager(uri, classLoader, properties));
  }
}
