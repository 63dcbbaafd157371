package io.sealcache.internal.concurrent;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Does something about each of many, whatever fails meanwhile. */
public final class EachInTurn {
  private EachInTurn() {}

  /**
   * Does it about one after the other. Throws the first failure, which has the others suppressed.
   */
  public static <T> void run(Iterable<T> all, Consumer<? super T> action) {
    @Nullable Throwable first = null;
    for (T each : all) {
      try {
        action.accept(each);
      } catch (Throwable e) { // a checked one too, which other languages throw undeclared
        if (first == null) {
          first = e;
        } else if (first != e) {
          first.addSuppressed(e);
        }
      }
    }
    if (first != null) {
      EachInTurn.<RuntimeException>rethrow(first);
    }
  }

  @SuppressWarnings("unchecked") // as it was thrown
  private static <E extends Throwable> void rethrow(Throwable failure) throws E {
    throw (E) failure;
  }
}
