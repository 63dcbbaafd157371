package io.sealcache.internal.store.infinispan;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A session that is always open. */
final class InThisThread implements InfinispanSession {
  @Override
  public <T extends @Nullable Object> T call(Supplier<T> call) {
    return call.get();
  }

  @Override
  public void close() {}

  @Override
  public boolean isClosed() {
    return false;
  }

  @Override
  public String describe() {
    return "in this thread";
  }
}
