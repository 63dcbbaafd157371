package io.sealcache.internal.store.infinispan;

import java.util.concurrent.Executor;
import javax.cache.Cache;
import org.infinispan.notifications.Listener;

/** Hears what happens on this node. For Infinispan only. */
@Listener
public final class InfinispanLocalListener extends InfinispanListener {
  InfinispanLocalListener(Cache<String, Object> source, Object listener, Executor executor) {
    super(source, listener, executor);
  }
}
