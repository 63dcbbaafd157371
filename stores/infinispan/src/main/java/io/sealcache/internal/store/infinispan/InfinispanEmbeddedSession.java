package io.sealcache.internal.store.infinispan;

import io.sealcache.internal.store.Begun;
import io.sealcache.internal.store.CallGate;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import javax.cache.Cache;
import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;

/** With a cache in this JVM. */
final class InfinispanEmbeddedSession implements InfinispanSession {
  private final Cache<String, Object> cache;
  private final CallGate gate = new CallGate("The cache was closed during this call");

  InfinispanEmbeddedSession(Cache<String, Object> cache) {
    this.cache = cache;
  }

  @Override
  public <T extends @Nullable Object> T call(Supplier<T> call) {
    try {
      return gate.pass(call);
    } catch (org.infinispan.commons.CacheException e) {
      throw new CacheException("Infinispan failed", e);
    }
  }

  @Override
  public <T extends @Nullable Object> Begun<T> begin(Supplier<CompletionStage<T>> beginning) {
    gate.enter(); // left when the answer is there: till then the call is under way
    boolean begun = false;
    try {
      Begun<T> answer = InfinispanSession.super.begin(beginning);
      begun = true;
      return () -> {
        try {
          return answer.answer();
        } finally {
          gate.leave();
        }
      };
    } finally {
      if (!begun) {
        gate.leave();
      }
    }
  }

  // A call that is under way when Infinispan's cache stops waits for ever.
  @Override
  public void close() {
    gate.shut();
    cache.close();
  }

  @Override
  public boolean isClosed() {
    return cache.isClosed();
  }

  @Override
  public String describe() {
    return cache.getClass().getName();
  }
}
