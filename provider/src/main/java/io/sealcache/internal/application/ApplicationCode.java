package io.sealcache.internal.application;

import io.sealcache.internal.store.ApplicationObject;
import io.sealcache.internal.store.ApplicationObject.Closing;
import io.sealcache.internal.store.CacheExpiry;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import javax.cache.configuration.CompleteConfiguration;
import javax.cache.configuration.Factory;
import javax.cache.integration.CacheWriter;
import org.jspecify.annotations.Nullable;

/** The user code that a cache calls, all of it in this JVM. Immutable. */
public record ApplicationCode<K, V>(
    ReadThrough<K, V> reads, WriteThrough<K, V> writes, CacheExpiry expiry) {

  /**
   * Makes what the configuration has factories for; closes what it made if one of them fails.
   *
   * @param patience how long an operation may try against others that write the same entry
   */
  public static <K, V> ApplicationCode<K, V> of(
      CompleteConfiguration<K, V> configuration, Duration patience) {
    Deque<Closing> made = new ArrayDeque<>(); // the last one first
    try {
      ReadThrough<K, V> reads =
          new ReadThrough<>(
              made(configuration.getCacheLoaderFactory(), "cache loader"),
              configuration.isReadThrough());
      made.push(reads.calls()::close);
      CacheWriter<? super K, ? super V> writer =
          configuration.isWriteThrough()
              ? made(configuration.getCacheWriterFactory(), "cache writer")
              : null;
      WriteThrough<K, V> writes = new WriteThrough<>(writer);
      made.push(writes.calls()::close);
      var policy = ApplicationObject.make(configuration.getExpiryPolicyFactory(), "expiry policy");
      return new ApplicationCode<>(reads, writes, new CacheExpiry(policy, patience));
    } catch (Throwable e) {
      made.forEach(each -> ApplicationObject.closeAfter(e, each));
      throw e;
    }
  }

  private static <T> @Nullable T made(@Nullable Factory<T> factory, String role) {
    return factory == null ? null : ApplicationObject.make(factory, role);
  }

  /** Calls no loader and no writer any more; so the time in which calls may end begins for both. */
  public void shut() {
    reads.calls().shut();
    writes.calls().shut();
  }

  /** Closes what of it is Closeable, whatever of it fails. */
  public void close() {
    shut();
    try (Closing reading = reads.calls()::close;
        Closing writing = writes.calls()::close;
        Closing expiring = expiry::close) {
      // try-with-resources closes all of them and collects what they throw
    }
  }

  /** As {@link #close}, when {@code failure} is what the caller has to hear of. */
  public void closeAfter(Throwable failure) {
    ApplicationObject.closeAfter(failure, this::close);
  }
}
