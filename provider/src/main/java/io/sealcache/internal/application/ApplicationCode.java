package io.sealcache.internal.application;

import io.sealcache.internal.store.ApplicationGate;
import io.sealcache.internal.store.ApplicationObject;
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
    ReadThrough<K, V> reads, WriteThrough<K, V> writes, CacheExpiry expiry)
    implements AutoCloseable {

  /**
   * Makes what the configuration has factories for; closes what it made if one of them fails.
   *
   * @param patience how long an operation may try against others that write the same entry
   */
  public static <K, V> ApplicationCode<K, V> of(
      CompleteConfiguration<K, V> configuration, Duration patience) {
    Deque<ApplicationGate<?>> made = new ArrayDeque<>(); // the last one first
    try {
      ReadThrough<K, V> reads =
          new ReadThrough<>(
              made(configuration.getCacheLoaderFactory(), "cache loader"),
              configuration.isReadThrough());
      made.push(reads.calls());
      CacheWriter<? super K, ? super V> writer =
          configuration.isWriteThrough()
              ? made(configuration.getCacheWriterFactory(), "cache writer")
              : null;
      WriteThrough<K, V> writes = new WriteThrough<>(writer);
      made.push(writes.calls());
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

  /** Closes what of it is Closeable, whatever of it fails. */
  @Override
  public void close() {
    try (ApplicationGate<?> reading = reads.calls();
        ApplicationGate<?> writing = writes.calls();
        CacheExpiry expiring = expiry) {
      // try-with-resources closes all of them and collects what they throw
    }
  }
}
