package io.sealcache;

import java.io.Closeable;
import java.util.Collection;
import java.util.Map;
import javax.cache.Cache;
import javax.cache.expiry.Duration;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheWriter;
import org.jspecify.annotations.Nullable;

/** A loader, a writer and an expiry policy in one, which counts how often it is closed. */
final class CloseableUserCode
    implements CacheLoader<String, Integer>, CacheWriter<String, Integer>, ExpiryPolicy, Closeable {
  int closed;
  Runnable beforeClose = () -> {};
  @Nullable Exception failure;

  @Override
  public void close() {
    beforeClose.run();
    closed++;
    if (failure != null) {
      throw Undeclared.thrown(failure);
    }
  }

  @Override
  public Integer load(String key) {
    return key.length();
  }

  @Override
  public Map<String, Integer> loadAll(Iterable<? extends String> keys) {
    return Map.of();
  }

  @Override
  public void write(Cache.Entry<? extends String, ? extends Integer> entry) {}

  @Override
  public void writeAll(Collection<Cache.Entry<? extends String, ? extends Integer>> entries) {}

  @Override
  public void delete(Object key) {}

  @Override
  public void deleteAll(Collection<?> keys) {}

  @Override
  public Duration getExpiryForCreation() {
    return Duration.ETERNAL;
  }

  @Override
  public @Nullable Duration getExpiryForAccess() {
    return null;
  }

  @Override
  public @Nullable Duration getExpiryForUpdate() {
    return null;
  }
}
