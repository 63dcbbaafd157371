package io.sealcache.internal.store;

import org.jspecify.annotations.Nullable;

/**
 * A call to a store that was begun. Its answer is asked for once, by the thread that began it.
 *
 * @param <T> what it answers
 */
@FunctionalInterface
public interface PendingCall<T extends @Nullable Object> {
  /**
   * Waits for the answer.
   *
   * @throws RuntimeException what the store threw instead
   */
  T answer();

  /** As this, of which only that it was done is of interest. */
  default PendingCall<Boolean> done() {
    return () -> {
      var unused = answer();
      return true;
    };
  }

  /** One that has been answered. */
  static <T extends @Nullable Object> PendingCall<T> answered(T answer) {
    return () -> answer;
  }
}
