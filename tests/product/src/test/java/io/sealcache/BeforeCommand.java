package io.sealcache;

import io.sealcache.internal.store.RawCache;
import java.util.concurrent.atomic.AtomicBoolean;
import org.infinispan.AdvancedCache;
import org.infinispan.commands.VisitableCommand;
import org.infinispan.context.InvocationContext;
import org.infinispan.factories.ComponentRegistry;
import org.infinispan.interceptors.AsyncInterceptorChain;
import org.infinispan.interceptors.BaseAsyncInterceptor;

/** Has something happen before one command inside an Infinispan in this JVM, or it fail. */
final class BeforeCommand extends BaseAsyncInterceptor {
  private final Class<? extends VisitableCommand> command;
  private final Runnable action;
  private final AtomicBoolean came = new AtomicBoolean();

  private BeforeCommand(Class<? extends VisitableCommand> command, Runnable action) {
    this.command = command;
    this.action = action;
  }

  /** Before the next one in this cache. */
  static BeforeCommand in(
      RawCache cache, Class<? extends VisitableCommand> command, Runnable action) {
    AdvancedCache<?, ?> infinispan = cache.cache().unwrap(AdvancedCache.class);
    BeforeCommand before = new BeforeCommand(command, action);
    ComponentRegistry.of(infinispan)
        .getComponent(AsyncInterceptorChain.class)
        .addInterceptor(before, 0);
    return before;
  }

  /** Whether there was one. */
  boolean came() {
    return came.get();
  }

  @Override
  public Object visitCommand(InvocationContext context, VisitableCommand visited) throws Throwable {
    if (command.isInstance(visited) && came.compareAndSet(false, true)) {
      action.run();
    }
    return invokeNext(context, visited);
  }
}
