package io.sealcache.internal.store.infinispan;

import java.util.concurrent.Executor;
import javax.cache.Cache;
import org.infinispan.notifications.Listener;

/** Hears what happens on every node, without the old values of updates. For Infinispan only. */
@Listener(clustered = true)
public final class InfinispanClusterListener extends InfinispanListener {
  InfinispanClusterListener(Cache<String, Object> source, Object listener, Executor executor) {
    super(source, listener, executor);
  }
}
