package io.sealcache.internal.store.infinispan;

import io.sealcache.internal.store.AskedExpiry;
import java.util.Map;

/** The port to a cache of Infinispan's, in this JVM or on a server. Thread-safe. */
interface InfinispanEntries<S> extends AskedExpiry<S> {
  /** Whether nothing ever expires, so that no operation asks the policy. */
  boolean isEternal();

  /** The stored value of an entry as a look saw it. */
  Object valueOf(S seen);

  boolean remove(String key);

  boolean remove(String key, Object expected);

  /** Tells no listener. */
  void clear();

  /** A view, to read the cache through. */
  Map<String, Object> all();
}
