package io.sealcache;

import io.sealcache.internal.store.RawCache;
import java.util.concurrent.atomic.AtomicBoolean;
import org.infinispan.AdvancedCache;
import org.infinispan.commands.VisitableCommand;
import org.infinispan.commands.write.ReplaceCommand;
import org.infinispan.context.InvocationContext;
import org.infinispan.factories.ComponentRegistry;
import org.infinispan.interceptors.AsyncInterceptorChain;
import org.infinispan.interceptors.BaseAsyncInterceptor;

/** Has one replacement fail inside an Infinispan in this JVM. */
final class FailingReplace extends BaseAsyncInterceptor {
  private final Throwable failure;
  private final AtomicBoolean failed = new AtomicBoolean();

  private FailingReplace(Throwable failure) {
    this.failure = failure;
  }

  /** The next one in this cache fails. */
  static FailingReplace in(RawCache cache, Throwable failure) {
    AdvancedCache<?, ?> infinispan = cache.cache().unwrap(AdvancedCache.class);
    FailingReplace failing = new FailingReplace(failure);
    ComponentRegistry.of(infinispan)
        .getComponent(AsyncInterceptorChain.class)
        .addInterceptor(failing, 0);
    return failing;
  }

  boolean hasFailed() {
    return failed.get();
  }

  @Override
  public Object visitCommand(InvocationContext context, VisitableCommand command) throws Throwable {
    if (command instanceof ReplaceCommand && failed.compareAndSet(false, true)) {
      throw failure;
    }
    return invokeNext(context, command);
  }
}
