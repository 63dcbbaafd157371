package io.sealcache.internal.store.infinispan;

import io.sealcache.core.StoredKey;
import io.sealcache.internal.store.PendingCall;
import io.sealcache.internal.store.StoreListener;
import io.sealcache.internal.store.ValueCarrier;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.infinispan.commons.api.BasicCache;
import org.jspecify.annotations.Nullable;

/** The differences between Infinispan in this JVM and on a server. Thread-safe. */
interface InfinispanCalls {
  /**
   * Infinispan in this JVM compares values by equals, which two byte[] never are. On a server each
   * encoding that a cache may have carries strings.
   */
  ValueCarrier CARRIER = ValueCarrier.STRING;

  /**
   * An entry, or a value that one which never expires may have.
   *
   * @param lifespan in milliseconds since it was created; negative: for ever
   * @param version what a server compares by
   */
  record Seen(Object value, long created, long lifespan, long version) {}

  BasicCache<String, Object> cache();

  /**
   * The cache, for one call.
   *
   * @param previous whether that has to answer what was there
   */
  BasicCache<String, Object> answering(boolean previous);

  /** Tells no listener. */
  void clear();

  /** Whether a change compares the value, not a version, which an access changes too. */
  boolean comparesValues();

  default @Nullable Object get(String key) {
    return cache().get(key);
  }

  /** The values of those found. Asynchronously it ends where Infinispan's getAll may not. */
  default CompletionStage<Map<String, Object>> getAll(Collection<StoredKey> keys) {
    return cache().getAllAsync(ValueCarrier.texts(keys));
  }

  CompletableFuture<@Nullable Seen> read(String key);

  /** Those found of these. */
  default CompletionStage<Map<StoredKey, Seen>> readAll(Collection<StoredKey> keys) {
    Map<StoredKey, Seen> found = new ConcurrentHashMap<>();
    return CompletableFuture.allOf(
            keys.stream()
                .map(
                    key ->
                        read(key.text())
                            .thenAccept(entry -> found.compute(key, (none, no) -> entry)))
                .toArray(CompletableFuture<?>[]::new))
        .thenApply(all -> found);
  }

  /**
   * Answers whether the entry still was what was seen, and is replaced.
   *
   * @param heard whether listeners are told
   */
  CompletionStage<Boolean> replace(
      String key, Seen seen, Object value, long lifespan, boolean heard);

  /** Answers whether there was an entry, which is removed. */
  default CompletionStage<Boolean> remove(String key) {
    return answering(true).removeAsync(key).thenApply(Objects::nonNull);
  }

  /** Answers whether the entry still was what was seen, and is removed. */
  CompletionStage<Boolean> remove(String key, Seen seen);

  /** Registers a listener with Infinispan itself, and gives what ends that. */
  Runnable listen(StoreListener listener);

  /**
   * Makes one call.
   *
   * @throws IllegalStateException if Infinispan has stopped
   * @throws javax.cache.CacheException if it failed otherwise
   */
  static <T extends @Nullable Object> T call(Supplier<T> call) {
    try {
      return call.get();
    } catch (RuntimeException e) {
      throw PendingCall.explain(e);
    }
  }
}
