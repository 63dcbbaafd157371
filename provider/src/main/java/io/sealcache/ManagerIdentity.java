package io.sealcache;

import java.net.URI;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * Which cache manager it is.
 *
 * @param properties as the application gave them, for {@code getProperties}; null: none
 */
record ManagerIdentity(
    EncryptedCachingProvider provider,
    URI uri,
    ClassLoader classLoader,
    @Nullable Properties properties) {
  @Override
  public String toString() {
    return "ManagerIdentity[" + uri + "]"; // the properties may hold a key
  }
}
