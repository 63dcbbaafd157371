package io.sealcache.internal.store;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import javax.cache.Cache;
import javax.cache.configuration.CacheEntryListenerConfiguration;
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
  public @Nullable Object get(String key, OperationExpiry expiry) {
    try {
      return calls.get(key, expiry);
    } catch (RuntimeException | LinkageError e) {
      throw explain(e);
    }
  }

  @Override
  public Map<String, Object> getAll(Set<String> keys, OperationExpiry expiry) {
    try {
      return calls.getAll(keys, expiry);
    } catch (RuntimeException | LinkageError e) {
      throw explain(e);
    }
  }

  @Override
  public Supplier<Map<String, Object>> beginGetAll(Set<String> keys, OperationExpiry expiry) {
    Supplier<Map<String, Object>> begun = guarded(() -> calls.beginGetAll(keys, expiry));
    return () -> guarded(begun);
  }

  @Override
  public void touch(String key, OperationExpiry expiry) {
    try {
      calls.touch(key, expiry);
    } catch (RuntimeException | LinkageError e) {
      throw explain(e);
    }
  }

  @Override
  public void put(String key, Object value, OperationExpiry expiry) {
    try {
      calls.put(key, value, expiry);
    } catch (RuntimeException | LinkageError e) {
      throw explain(e);
    }
  }

  @Override
  public void putAll(Map<String, Object> entries, OperationExpiry expiry) {
    try {
      calls.putAll(entries, expiry);
    } catch (RuntimeException | LinkageError e) {
      throw explain(e);
    }
  }

  @Override
  public Runnable beginPutAll(Map<String, Object> entries, OperationExpiry expiry) {
    return awaited(() -> calls.beginPutAll(entries, expiry));
  }

  private Runnable awaited(Supplier<Runnable> beginning) {
    Runnable begun = guarded(beginning);
    return () ->
        guarded(
            () -> {
              begun.run();
              return this;
            });
  }

  @Override
  public boolean putIfAbsent(String key, Object value, OperationExpiry expiry) {
    try {
      return calls.putIfAbsent(key, value, expiry);
    } catch (RuntimeException | LinkageError e) {
      throw explain(e);
    }
  }

  @Override
  public boolean replace(String key, Object value, OperationExpiry expiry) {
    try {
      return calls.replace(key, value, expiry);
    } catch (RuntimeException | LinkageError e) {
      throw explain(e);
    }
  }

  @Override
  public boolean replace(String key, Object expected, Object value, OperationExpiry expiry) {
    try {
      return calls.replace(key, expected, value, expiry);
    } catch (RuntimeException | LinkageError e) {
      throw explain(e);
    }
  }

  @Override
  public boolean remove(String key) {
    try {
      return calls.remove(key);
    } catch (RuntimeException | LinkageError e) {
      throw explain(e);
    }
  }

  @Override
  public boolean remove(String key, Object expected) {
    try {
      return calls.remove(key, expected);
    } catch (RuntimeException | LinkageError e) {
      throw explain(e);
    }
  }

  @Override
  public void removeAll(Set<String> keys) {
    try {
      calls.removeAll(keys);
    } catch (RuntimeException | LinkageError e) {
      throw explain(e);
    }
  }

  @Override
  public Runnable beginRemoveAll(Set<String> keys) {
    return awaited(() -> calls.beginRemoveAll(keys));
  }

  @Override
  public void removeAll(Set<String> keys, LongConsumer counted) {
    try {
      calls.removeAll(keys, counted);
    } catch (RuntimeException | LinkageError e) {
      throw explain(e);
    }
  }

  @Override
  public void removeAll() {
    try {
      calls.removeAll();
    } catch (RuntimeException | LinkageError e) {
      throw explain(e);
    }
  }

  @Override
  public void clear() {
    try {
      calls.clear();
    } catch (RuntimeException | LinkageError e) {
      throw explain(e);
    }
  }

  @Override
  public void registerListener(CacheEntryListenerConfiguration<String, Object> configuration) {
    try {
      calls.registerListener(configuration);
    } catch (RuntimeException | LinkageError e) {
      throw explain(e);
    }
  }

  @Override
  public void deregisterListener(CacheEntryListenerConfiguration<String, Object> configuration) {
    try {
      calls.deregisterListener(configuration);
    } catch (RuntimeException | LinkageError e) {
      throw explain(e);
    }
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
  public Iterator<Cache.Entry<String, Object>> iterator() {
    return guard(calls::iterator);
  }

  @Override
  public Iterator<@Nullable Object> keys() {
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
