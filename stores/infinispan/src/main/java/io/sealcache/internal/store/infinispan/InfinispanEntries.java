package io.sealcache.internal.store.infinispan;

import io.sealcache.core.SealedBytes;
import io.sealcache.core.StoredKey;
import io.sealcache.internal.store.AskedExpiry;
import io.sealcache.internal.store.Carriers;
import java.util.Map;

/** The port to a cache of Infinispan's, in this JVM or on a server. Thread-safe. */
interface InfinispanEntries<S> extends AskedExpiry<S> {
  /** Whether nothing ever expires, so that no operation asks the policy. */
  boolean isEternal();

  /** The stored value of an entry as a look saw it. */
  SealedBytes valueOf(S seen);

  boolean remove(StoredKey key);

  boolean remove(StoredKey key, SealedBytes expected);

  /** Tells no listener. */
  void clear();

  Carriers carriers();

  /** A view of the cache as it is. */
  Map<?, ?> all();
}
