package io.sealcache.internal.application;

import io.sealcache.internal.store.CacheExpiry;
import java.time.Duration;
import javax.cache.configuration.CompleteConfiguration;
import javax.cache.configuration.Factory;
import org.jspecify.annotations.Nullable;

/** What a cache calls of its application, all of it in this JVM. Immutable. */
public record ApplicationCode<K, V>(
    ReadThrough<K, V> reads, WriteThrough<K, V> writes, CacheExpiry expiry) {

  /**
   * Makes what the configuration has factories for.
   *
   * @param patience how long an operation may try against others that write the same entry
   */
  public static <K, V> ApplicationCode<K, V> of(
      CompleteConfiguration<K, V> configuration, Duration patience) {
    var writer = configuration.getCacheWriterFactory();
    return new ApplicationCode<>(
        new ReadThrough<>(
            created(configuration.getCacheLoaderFactory()), configuration.isReadThrough()),
        new WriteThrough<>(
            writer == null || !configuration.isWriteThrough() ? null : writer.create()),
        new CacheExpiry(configuration.getExpiryPolicyFactory().create(), patience));
  }

  private static <T> @Nullable T created(@Nullable Factory<T> factory) {
    return factory == null ? null : factory.create();
  }

  /** Calls no loader and no writer any more; so the time in which calls may end begins for both. */
  public void shut() {
    reads.shut();
    writes.shut();
  }

  /** Closes what of it is Closeable, whatever of it fails. */
  public void close() {
    shut();
    try (Closing reading = reads::close;
        Closing writing = writes::close;
        Closing expiring = expiry::close) {
      // try-with-resources closes all of them and collects what they throw
    }
  }

  /** As {@link #close}, when {@code failure} is what the caller has to hear of. */
  public void closeAfter(RuntimeException failure) {
    try {
      close();
    } catch (RuntimeException e) {
      failure.addSuppressed(e);
    }
  }

  private interface Closing extends AutoCloseable {
    @Override
    void close();
  }
}
