package io.sealcache;

import java.util.concurrent.atomic.AtomicBoolean;
import javax.cache.CacheException;
import javax.cache.integration.CacheLoaderException;
import javax.cache.integration.CompletionListener;
import org.jspecify.annotations.Nullable;

/** Tells the application, once, what became of a {@code loadAll}. Thread-safe. */
final class LoadCompletion {
  private final @Nullable CompletionListener listener;
  private final AtomicBoolean told = new AtomicBoolean();

  /**
   * For one call.
   *
   * @param listener null: nobody asks
   */
  LoadCompletion(@Nullable CompletionListener listener) {
    this.listener = listener;
  }

  /** Runs what loads; whatever that throws is told, or the application waits for ever. */
  void run(Runnable load) {
    try {
      load.run();
    } catch (Throwable e) {
      fail(e);
      throw e;
    }
  }

  void complete() {
    if (listener != null && !told.getAndSet(true)) {
      listener.onCompletion();
    }
  }

  void fail(Throwable failure) {
    if (listener != null && !told.getAndSet(true)) {
      listener.onException(
          failure instanceof CacheException known
              ? known
              : new CacheLoaderException("loadAll failed", failure));
    }
  }
}
