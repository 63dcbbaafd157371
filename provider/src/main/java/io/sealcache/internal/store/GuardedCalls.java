package io.sealcache.internal.store;

import io.sealcache.core.SealedBytes;
import io.sealcache.core.StoredKey;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Tells a failure of any store from the store having been closed under a call in flight: that is
 * the IllegalStateException which JCache wants then, whatever the store threw. What a store of
 * another version lacks is told in a sentence: JCache has no errors of linking.
 */
public final class GuardedCalls implements StoreCalls {
  private final StoreCalls calls;
  private final StoreLibrary library;

  /**
   * @param library whose calls they are
   */
  public GuardedCalls(StoreCalls calls, StoreLibrary library) {
    this.calls = calls;
    this.library = library;
  }

  private RuntimeException explain(Throwable thrown) {
    RuntimeException failure =
        thrown instanceof LinkageError missing ? library.lacks(missing) : (RuntimeException) thrown;
    return failure instanceof IllegalStateException || !calls.isClosed()
        ? failure
        : new IllegalStateException("The store was closed during this call", failure);
  }

  @Override
  public @Nullable SealedBytes get(StoredKey key, OperationExpiry expiry) {
    try {
      return calls.get(key, expiry);
    } catch (RuntimeException | LinkageError e) {
      throw explain(e);
    }
  }

  @Override
  public FoundEntries getAll(Collection<StoredKey> keys, OperationExpiry expiry) {
    return guarded(() -> calls.getAll(keys, expiry));
  }

  @Override
  public Supplier<FoundEntries> beginGetAll(Collection<StoredKey> keys, OperationExpiry expiry) {
    Supplier<FoundEntries> begun = guarded(() -> calls.beginGetAll(keys, expiry));
    return () -> guarded(begun);
  }

  @Override
  public void touch(StoredKey key, OperationExpiry expiry) {
    try {
      calls.touch(key, expiry);
    } catch (RuntimeException | LinkageError e) {
      throw explain(e);
    }
  }

  @Override
  public void put(StoredKey key, SealedBytes value, OperationExpiry expiry) {
    try {
      calls.put(key, value, expiry);
    } catch (RuntimeException | LinkageError e) {
      throw explain(e);
    }
  }

  @Override
  public void putAll(Map<StoredKey, SealedBytes> entries, OperationExpiry expiry) {
    run(() -> calls.putAll(entries, expiry));
  }

  @Override
  public Runnable beginPutAll(Map<StoredKey, SealedBytes> entries, OperationExpiry expiry) {
    return awaited(() -> calls.beginPutAll(entries, expiry));
  }

  private Runnable awaited(Supplier<Runnable> beginning) {
    Runnable begun = guarded(beginning);
    return () -> run(begun);
  }

  @Override
  public boolean putIfAbsent(StoredKey key, SealedBytes value, OperationExpiry expiry) {
    try {
      return calls.putIfAbsent(key, value, expiry);
    } catch (RuntimeException | LinkageError e) {
      throw explain(e);
    }
  }

  @Override
  public boolean replace(StoredKey key, SealedBytes value, OperationExpiry expiry) {
    try {
      return calls.replace(key, value, expiry);
    } catch (RuntimeException | LinkageError e) {
      throw explain(e);
    }
  }

  @Override
  public boolean replace(
      StoredKey key, SealedBytes expected, SealedBytes value, OperationExpiry expiry) {
    try {
      return calls.replace(key, expected, value, expiry);
    } catch (RuntimeException | LinkageError e) {
      throw explain(e);
    }
  }

  @Override
  public boolean remove(StoredKey key) {
    try {
      return calls.remove(key);
    } catch (RuntimeException | LinkageError e) {
      throw explain(e);
    }
  }

  @Override
  public boolean remove(StoredKey key, SealedBytes expected) {
    try {
      return calls.remove(key, expected);
    } catch (RuntimeException | LinkageError e) {
      throw explain(e);
    }
  }

  @Override
  public void removeAll(Collection<StoredKey> keys) {
    run(() -> calls.removeAll(keys));
  }

  @Override
  public Runnable beginRemoveAll(Collection<StoredKey> keys) {
    return awaited(() -> calls.beginRemoveAll(keys));
  }

  @Override
  public void removeAll(Collection<StoredKey> keys, LongConsumer counted) {
    run(() -> calls.removeAll(keys, counted));
  }

  @Override
  public void removeAll() {
    run(calls::removeAll);
  }

  @Override
  public void clear() {
    run(calls::clear);
  }

  @Override
  public void registerListener(StoreListener listener) {
    run(() -> calls.registerListener(listener));
  }

  @Override
  public void deregisterListener(StoreListener listener) {
    run(() -> calls.deregisterListener(listener));
  }

  @Override
  public boolean makesTogether() {
    return calls.makesTogether();
  }

  @Override
  public List<Answer> makeAll(List<EntryCall> together) {
    try {
      return calls.makeAll(together).stream().map(this::explain).toList();
    } catch (RuntimeException | LinkageError e) {
      throw explain(e);
    }
  }

  private Answer explain(Answer answer) {
    RuntimeException failure = answer.failure();
    if (failure == null) {
      return answer;
    }
    return new Answer(
        false, explain(failure.getCause() instanceof LinkageError missing ? missing : failure));
  }

  @Override
  public Iterator<ListedEntry> iterator() {
    return guard(calls::iterator);
  }

  @Override
  public Iterator<@Nullable StoredKey> keys() {
    return guard(calls::keys);
  }

  private <T extends @Nullable Object> Iterator<T> guard(Supplier<Iterator<T>> opening) {
    Iterator<T> found = guarded(opening);
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        try {
          return found.hasNext();
        } catch (RuntimeException | LinkageError e) {
          throw explain(e);
        }
      }

      @Override
      public T next() {
        try {
          return found.next();
        } catch (RuntimeException | LinkageError e) {
          throw explain(e);
        }
      }
    };
  }

  private void run(Runnable call) {
    try {
      call.run();
    } catch (RuntimeException | LinkageError e) {
      throw explain(e);
    }
  }

  private <T extends @Nullable Object> T guarded(Supplier<T> call) {
    try {
      return call.get();
    } catch (RuntimeException | LinkageError e) {
      throw explain(e);
    }
  }

  @Override
  public void close() {
    calls.close();
  }

  @Override
  public boolean isClosed() {
    return calls.isClosed();
  }

  @Override
  public String describe() {
    return calls.describe();
  }
}
