package io.sealcache.internal.application;

import io.sealcache.core.SealedBytes;
import io.sealcache.internal.seal.EntryAccess;
import io.sealcache.internal.store.ApplicationGate;
import io.sealcache.internal.store.ApplicationObject;
import java.util.Collection;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.cache.Cache;
import javax.cache.event.CacheEntryListenerException;
import javax.cache.integration.CacheWriter;
import javax.cache.integration.CacheWriterException;
import org.jspecify.annotations.Nullable;

/**
 * The application's cache writer, which runs in this JVM and before the store is changed; or none.
 * Thread-safe if the writer is.
 */
public final class WriteThrough<K, V> {
  private final ApplicationGate<CacheWriter<K, V>> calls;

  /**
   * @param writer null: nothing is written through
   */
  @SuppressWarnings("unchecked") // a writer of supertypes takes these entries
  public WriteThrough(@Nullable CacheWriter<? super K, ? super V> writer) {
    this.calls =
        new ApplicationGate<>(
            (CacheWriter<K, V>) writer,
            "cache writer",
            CacheWriterException.class,
            CacheWriterException::new);
  }

  public boolean isOn() {
    return calls.isThere();
  }

  public void write(K key, V value) {
    if (isOn()) {
      call(writer -> writer.write(new CacheEntry<>(key, value)));
    }
  }

  public void delete(K key) {
    if (isOn()) {
      call(writer -> writer.delete(key));
    }
  }

  private void call(Consumer<CacheWriter<K, V>> write) {
    calls.run(
        writer -> {
          write.accept(writer);
          return this;
        });
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
    if (isOn()) {
      values.forEach((key, value) -> remaining.add(new CacheEntry<K, V>(key, value)));
    }
    return attempt(writer -> writer.writeAll(remaining));
  }

  /**
   * Deletes all.
   *
   * @return what the writer threw after deleting some, as {@link #writeAll}: those that it took out
   *     of {@code remaining} are deleted
   */
  public @Nullable Throwable deleteAll(Collection<? extends K> remaining) {
    return attempt(writer -> writer.deleteAll(remaining));
  }

  private @Nullable Throwable attempt(Consumer<CacheWriter<K, V>> write) {
    try {
      call(write);
      return null;
    } catch (CacheWriterException | Error e) {
      return e;
    }
  }

  /**
   * Changes the store as the writer was told. If that fails the entry leaves the cache: only the
   * system behind the writer is known to hold what was written.
   *
   * @param written as {@link #forget}
   */
  public <T> T follow(EntryAccess<V> entry, @Nullable SealedBytes written, Supplier<T> change) {
    try {
      return change.get();
    } catch (Throwable e) {
      if (isOn()) {
        forget(entry, written, e);
      }
      throw e;
    }
  }

  /**
   * Removes an entry after a failure, to which one of this is added.
   *
   * @param written what the change stores, which stays if only a listener failed; null: nothing
   */
  public static void forget(
      EntryAccess<?> entry, @Nullable SealedBytes written, Throwable failure) {
    ApplicationObject.closeAfter(
        failure,
        () -> {
          if (written != null && failure instanceof CacheEntryListenerException) {
            entry.forgetUnless(written);
          } else {
            entry.forget();
          }
        });
  }

  /** As {@link ApplicationGate#shut}. */
  public void shut() {
    calls.shut();
  }

  ApplicationGate<?> calls() {
    return calls;
  }
}
