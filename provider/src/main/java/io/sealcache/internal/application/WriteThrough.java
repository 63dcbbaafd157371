package io.sealcache.internal.application;

import io.sealcache.internal.seal.EntryPlace;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.integration.CacheWriter;
import javax.cache.integration.CacheWriterException;
import org.jspecify.annotations.Nullable;

/**
 * The application's cache writer, which runs in this JVM and before the store is changed; or none.
 * Thread-safe if the writer is.
 */
public final class WriteThrough<K, V> {
  private final @Nullable CacheWriter<? super K, ? super V> writer;
  private final @Nullable ApplicationGate calls; // null: there is no writer

  /**
   * @param writer null: nothing is written through
   */
  public WriteThrough(@Nullable CacheWriter<? super K, ? super V> writer) {
    this.writer = writer;
    this.calls = writer == null ? null : new ApplicationGate("cache writer");
  }

  public boolean isOn() {
    return writer != null;
  }

  public void write(K key, V value) {
    if (writer != null) {
      CacheWriter<? super K, ? super V> target = writer;
      call(() -> target.write(new CacheEntry<>(key, value)));
    }
  }

  public void delete(K key) {
    if (writer != null) {
      CacheWriter<? super K, ? super V> target = writer;
      call(() -> target.delete(key));
    }
  }

  /**
   * Writes all.
   *
   * @return what the writer threw after writing some, a {@link CacheWriterException} or an {@link
   *     Error}: those that it took out of {@code remaining} are written
   */
  public @Nullable Throwable writeAll(
      Map<? extends K, ? extends V> values,
      Collection<Cache.Entry<? extends K, ? extends V>> remaining) {
    if (writer != null) {
      values.forEach((key, value) -> remaining.add(new CacheEntry<K, V>(key, value)));
    }
    return attempt(target -> target.writeAll(remaining));
  }

  /**
   * Deletes all.
   *
   * @return what the writer threw after deleting some, as {@link #writeAll}: those that it took out
   *     of {@code remaining} are deleted
   */
  public @Nullable Throwable deleteAll(Collection<? extends K> remaining) {
    return attempt(target -> target.deleteAll(remaining));
  }

  private interface Writing<K, V> {
    void on(CacheWriter<K, V> writer);
  }

  @SuppressWarnings("unchecked") // a writer of supertypes takes these entries
  private @Nullable Throwable attempt(Writing<K, V> writing) {
    if (writer == null) {
      return null;
    }
    try {
      call(() -> writing.on((CacheWriter<K, V>) writer));
      return null;
    } catch (CacheWriterException | Error e) {
      return e;
    }
  }

  private void call(Runnable write) {
    if (calls != null) {
      calls.run(
          () -> {
            attempt(write);
            return this;
          });
    }
  }

  private static void attempt(Runnable write) {
    try {
      write.run();
    } catch (CacheWriterException e) {
      throw e;
    } catch (Exception e) { // a checked one too, which other languages throw undeclared
      throw new CacheWriterException("The cache writer failed", e);
    }
  }

  /**
   * Changes the store as the writer was told. If that fails the entry leaves the cache: only the
   * system behind the writer is known to hold what was written.
   */
  public <T> T follow(EntryPlace<V> entry, Supplier<T> change) {
    try {
      return change.get();
    } catch (Throwable e) {
      if (isOn()) {
        forget(entry, e);
      }
      throw e;
    }
  }

  /**
   * As above, for several.
   *
   * @param limit how long entries are removed: a store that is down may take its time for each
   */
  public void follow(Collection<EntryPlace<V>> entries, Runnable change, Duration limit) {
    try {
      change.run();
    } catch (Throwable e) {
      if (isOn()) {
        forget(entries, e, System.nanoTime() + TimeUnit.NANOSECONDS.convert(limit));
      }
      throw e;
    }
  }

  private static void forget(
      Collection<? extends EntryPlace<?>> entries, Throwable failure, long deadline) {
    int left = entries.size();
    for (EntryPlace<?> entry : entries) {
      if (System.nanoTime() - deadline > 0) {
        failure.addSuppressed(
            new CacheException(
                left
                    + " entries that were written through could not be removed from the cache in"
                    + " time: it may hold older values of them"));
        return;
      }
      forget(entry, failure);
      left--;
    }
  }

  /** Removes an entry after a failure, to which one of this is added. */
  public static void forget(EntryPlace<?> entry, Throwable failure) {
    try {
      entry.forget();
    } catch (Throwable e) {
      if (e != failure) {
        failure.addSuppressed(e);
      }
    }
  }

  /** Calls nothing any more. */
  public void shut() {
    if (calls != null) {
      calls.shut();
    }
  }

  /** Closes the writer where it is {@link java.io.Closeable}, after the calls that run. */
  public void close() {
    if (writer != null && calls != null) {
      calls.close(writer);
    }
  }
}
