package io.sealcache;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.cache.Cache;
import javax.cache.configuration.Factory;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheWriter;
import javax.cache.integration.CompletionListener;
import org.jspecify.annotations.Nullable;

/** What applications plug into a cache. */
final class UserCode {
  private UserCode() {}

  /** Loads by a function; null means there is no value. */
  static <K, V> Factory<CacheLoader<K, V>> loader(Function<K, @Nullable V> function) {
    return () ->
        new CacheLoader<>() {
          @Override
          @SuppressWarnings("NullAway") // CacheLoader isn't annotated: null is its "no value"
          public V load(K key) {
            return function.apply(key);
          }

          @Override
          public Map<K, V> loadAll(Iterable<? extends K> keys) {
            Map<K, V> loaded = new java.util.HashMap<>();
            keys.forEach(
                key -> {
                  V value = load(key);
                  if (value != null) {
                    loaded.put(key, value);
                  }
                });
            return loaded;
          }
        };
  }

  /** Tells of each write as {@code key=value} and of each deletion as {@code key}. */
  static <K, V> Factory<CacheWriter<K, V>> writer(Consumer<String> changes) {
    return () ->
        new CacheWriter<>() {
          @Override
          public void write(Cache.Entry<? extends K, ? extends V> entry) {
            changes.accept(entry.getKey() + "=" + entry.getValue());
          }

          @Override
          public void writeAll(Collection<Cache.Entry<? extends K, ? extends V>> entries) {
            var remaining = entries.iterator();
            while (remaining.hasNext()) {
              write(remaining.next());
              remaining.remove();
            }
          }

          @Override
          public void delete(Object key) {
            changes.accept(String.valueOf(key));
          }

          @Override
          public void deleteAll(Collection<?> keys) {
            var remaining = keys.iterator();
            while (remaining.hasNext()) {
              delete(remaining.next());
              remaining.remove();
            }
          }
        };
  }

  static Factory<ExpiryPolicy> createdExpiry(Duration duration) {
    return CreatedExpiryPolicy.factoryOf(
        new javax.cache.expiry.Duration(TimeUnit.MILLISECONDS, duration.toMillis()));
  }

  /** Waits until all is loaded, and throws what the listener was told. */
  static <K> void loadAll(Cache<K, ?> cache, Set<K> keys, boolean replaceExisting) {
    CompletableFuture<@Nullable Void> done = new CompletableFuture<>();
    cache.loadAll(
        keys,
        replaceExisting,
        new CompletionListener() {
          @Override
          public void onCompletion() {
            done.complete(null);
          }

          @Override
          public void onException(Exception e) {
            done.completeExceptionally(e);
          }
        });
    try {
      done.orTimeout(60, TimeUnit.SECONDS).join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException failure ? failure : e;
    }
  }
}
