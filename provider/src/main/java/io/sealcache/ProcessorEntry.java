package io.sealcache;

import static io.sealcache.internal.seal.Decision.Kind.KEEP;
import static io.sealcache.internal.seal.Decision.Kind.LOAD;
import static io.sealcache.internal.seal.Decision.Kind.REMOVE;
import static io.sealcache.internal.seal.Decision.Kind.STORE;
import static io.sealcache.internal.seal.Decision.Kind.TOUCH;

import io.sealcache.internal.seal.Decision;
import io.sealcache.internal.seal.Read;
import io.sealcache.internal.store.Unwrap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.cache.processor.MutableEntry;
import org.jspecify.annotations.Nullable;

/**
 * The entry that an entry processor sees and changes: what it does here is decided when it is done,
 * so that a processor that throws has changed nothing. One thread's.
 */
final class ProcessorEntry<K, V> implements MutableEntry<K, V> {
  private final K key;
  private final Supplier<@Nullable V> loader;
  private final Consumer<V> check;
  private final boolean existed;
  private @Nullable V value;
  private Decision.Kind change = KEEP;

  /**
   * @param loader asked where there is no value; null if it has none either
   * @param check of each value that is set, as of one that is put
   */
  ProcessorEntry(K key, Read<V> seen, Supplier<@Nullable V> loader, Consumer<V> check) {
    this.key = key;
    this.loader = loader;
    this.check = check;
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
    if (value == null && change == KEEP) {
      value = loader.get();
      if (value != null) {
        change = LOAD;
      }
    } else if (value != null && change == KEEP) {
      change = TOUCH;
    }
    return value;
  }

  @Override
  public void setValue(V newValue) {
    check.accept(newValue);
    value = newValue;
    change = STORE;
  }

  @Override
  public void remove() {
    // An entry that never was in the cache is forgotten rather than removed.
    boolean isCreated = change == LOAD || (change == STORE && !existed);
    change = isCreated ? KEEP : REMOVE;
    value = null;
  }

  /**
   * The change of the entry.
   *
   * @param isUpToDate whether nobody changed it since its value was loaded
   */
  <R extends @Nullable Object> Decision<V, R> decide(R result, BooleanSupplier isUpToDate) {
    return change == LOAD
        ? new Decision<>(change, value, result, isUpToDate)
        : new Decision<>(change, change == STORE ? value : null, result);
  }

  @Override
  public <T> T unwrap(Class<T> type) {
    return Unwrap.to(type, this);
  }
}
