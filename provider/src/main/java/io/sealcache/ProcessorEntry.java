package io.sealcache;

import static java.util.Objects.requireNonNull;

import io.sealcache.internal.seal.Decision;
import io.sealcache.internal.seal.Read;
import io.sealcache.internal.store.Unwrap;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import javax.cache.processor.MutableEntry;
import org.jspecify.annotations.Nullable;

/**
 * The entry that an entry processor sees and changes: what it does here is decided when it is done,
 * so that a processor that throws has changed nothing. One thread's.
 */
final class ProcessorEntry<K, V> implements MutableEntry<K, V> {
  private enum Change {
    NONE,
    ACCESS,
    LOAD,
    STORE,
    REMOVE
  }

  private final K key;
  private final Supplier<@Nullable V> loader;
  private final boolean existed;
  private @Nullable V value;
  private Change change = Change.NONE;

  /**
   * @param loader asked where there is no value; null if it has none either
   */
  ProcessorEntry(K key, Read<V> seen, Supplier<@Nullable V> loader) {
    this.key = key;
    this.loader = loader;
    this.value = seen instanceof Read.Present<V> present ? present.value() : null;
    this.existed = value != null;
  }

  @Override
  public K getKey() {
    return key;
  }

  @Override
  public boolean exists() {
    return value != null;
  }

  @Override
  public @Nullable V getValue() {
    if (value == null && change == Change.NONE) {
      value = loader.get();
      if (value != null) {
        change = Change.LOAD;
      }
    } else if (value != null && change == Change.NONE) {
      change = Change.ACCESS;
    }
    return value;
  }

  @Override
  public void setValue(V newValue) {
    value = requireNonNull(newValue, "value");
    change = Change.STORE;
  }

  @Override
  public void remove() {
    // An entry that never was in the cache is forgotten rather than removed.
    boolean isCreated = change == Change.LOAD || (change == Change.STORE && !existed);
    change = isCreated ? Change.NONE : Change.REMOVE;
    value = null;
  }

  /**
   * The change of the entry.
   *
   * @param isUpToDate whether nobody changed it since its value was loaded
   */
  <R extends @Nullable Object> Decision<V, R> decide(R result, BooleanSupplier isUpToDate) {
    return switch (change) {
      case NONE -> new Decision.Keep<>(result);
      case ACCESS -> new Decision.Touch<>(result);
      case LOAD -> new Decision.Load<>(requireNonNull(value), isUpToDate, result);
      case STORE -> new Decision.Store<>(requireNonNull(value), result);
      case REMOVE -> new Decision.Remove<>(result);
    };
  }

  @Override
  public <T> T unwrap(Class<T> type) {
    return Unwrap.to(type, this);
  }
}
