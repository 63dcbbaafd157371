package io.sealcache.internal.concurrent;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Does something about each of many, whatever fails meanwhile. */
public final class EachInTurn {
  private EachInTurn() {}

  /**
   * Does it about one after the other.
   *
   * @throws RuntimeException the first failure, which has the others suppressed
   * @throws Error likewise
   */
  public static <T> void run(Iterable<T> all, Consumer<? super T> action) {
    @Nullable Throwable first = null;
    for (T each : all) {
      try {
        action.accept(each);
      } catch (RuntimeException | Error e) {
        if (first == null) {
          first = e;
        } else if (first != e) {
          first.addSuppressed(e);
        }
      }
    }
    if (first instanceof Error error) {
      throw error;
    } else if (first instanceof RuntimeException failure) {
      throw failure;
    }
  }
}
