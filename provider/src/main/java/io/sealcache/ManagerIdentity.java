package io.sealcache;

import io.sealcache.internal.text.PrintableUri;
import java.net.URI;
import java.util.Properties;
import javax.cache.spi.CachingProvider;
import org.jspecify.annotations.Nullable;

/**
 * Which cache manager it is.
 *
 * @param properties as the application gave them, for {@code getProperties}; null: none
 */
record ManagerIdentity(
    CachingProvider provider, URI uri, ClassLoader classLoader, @Nullable Properties properties) {
  @Override
  public String toString() {
    return "ManagerIdentity[" + PrintableUri.of(uri) + "]"; // the properties may hold a key
  }
}
