package io.sealcache.internal.seal;

import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The decision of an operation once it has seen the entry: what is to become of it, and what the
 * caller gets if that succeeds.
 *
 * @param value the value to be stored; null: none
 * @param isUpToDate of what was loaded: whether nobody changed the entry in this JVM since
 */
public record Decision<V, R extends @Nullable Object>(
    Kind kind, @Nullable V value, R result, @Nullable BooleanSupplier isUpToDate) {
  /** What is to become of the entry. */
  public enum Kind {
    /** Leave it. */
    KEEP,
    /** Leave it, but it was accessed. */
    TOUCH,
    /** Store a value, and write it through. */
    STORE,
    /** Store a value that came from the loader, so there is nothing to write through. */
    LOAD,
    /** Remove it, and delete it through, even if it is absent here. */
    REMOVE
  }

  /** About what was not loaded. */
  public Decision(Kind kind, @Nullable V value, R result) {
    this(kind, value, result, null);
  }

  /** Whether the entry was changed since the value was loaded. */
  public boolean isOutdated() {
    return isUpToDate != null && !isUpToDate.getAsBoolean();
  }
}
