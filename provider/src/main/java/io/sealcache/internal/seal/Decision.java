package io.sealcache.internal.seal;

import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The decision of an operation once it has seen the entry: what is to become of it, and what the
 * caller gets if that succeeds.
 */
public sealed interface Decision<V, R extends @Nullable Object> {
  R result();

  /** The value to be stored; null: none. */
  default @Nullable V value() {
    return null;
  }

  /** Leave it. */
  record Keep<V, R extends @Nullable Object>(R result) implements Decision<V, R> {}

  /** Leave it, but it was accessed. */
  record Touch<V, R extends @Nullable Object>(R result) implements Decision<V, R> {}

  /** Store a value, and write it through. */
  record Store<V, R extends @Nullable Object>(V value, R result) implements Decision<V, R> {}

  /**
   * Store a value that came from the loader, so there is nothing to write through.
   *
   * @param isUpToDate whether nobody changed the entry in this JVM since
   */
  record Load<V, R extends @Nullable Object>(V value, BooleanSupplier isUpToDate, R result)
      implements Decision<V, R> {}

  /** Remove it, and delete it through, even if it is absent here. */
  record Remove<V, R extends @Nullable Object>(R result) implements Decision<V, R> {}
}
