package io.sealcache.store;

import javax.cache.Cache;
import org.infinispan.notifications.Listener;

/** Hears what happens on every node, without the old values of updates. For Infinispan only. */
@Listener(clustered = true)
public final class InfinispanClusterListener extends InfinispanListener {
  InfinispanClusterListener(Cache<String, Object> source, Object listener) {
    super(source, listener);
  }
}
