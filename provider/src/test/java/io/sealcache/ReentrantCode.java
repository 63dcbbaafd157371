package io.sealcache;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BiConsumer;
import java.util.function.Function;
import javax.cache.Cache;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.event.CacheEntryEvent;
import javax.cache.event.CacheEntryUpdatedListener;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheWriter;
import javax.cache.processor.EntryProcessor;

/** What an application gives a cache to call and that calls caches itself. */
final class ReentrantCode {
  static final EntryProcessor<String, Integer, Integer> INCREMENT =
      (entry, arguments) -> {
        int next = (entry.exists() ? entry.getValue() : 0) + 1;
        entry.setValue(next);
        return next;
      };

  private ReentrantCode() {}

  /** Calls the cache for the same key and for another one; its own changes don't move it. */
  static final class CallingListener
      implements CacheEntryCreatedListener<String, Integer>,
          CacheEntryUpdatedListener<String, Integer> {
    private final Cache<String, Integer> cache;
    private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();

    CallingListener(Cache<String, Integer> cache) {
      this.cache = cache;
    }

    @Override
    public void onCreated(Iterable<CacheEntryEvent<? extends String, ? extends Integer>> events) {
      events.forEach(this::call);
    }

    @Override
    public void onUpdated(Iterable<CacheEntryEvent<? extends String, ? extends Integer>> events) {
      events.forEach(this::call);
    }

    Queue<Throwable> failures() {
      return failures;
    }

    private void call(CacheEntryEvent<? extends String, ? extends Integer> event) {
      String key = event.getKey();
      if (event.getValue() < 0 || key.startsWith("echo")) {
        return;
      }
      try {
        cache.get(key);
        cache.invoke(key, (entry, arguments) -> entry.exists());
        cache.put(key, -event.getValue());
        cache.put("echo-" + key, event.getValue());
        cache.invoke("echo2-" + key, INCREMENT);
      } catch (RuntimeException e) {
        failures.add(e);
      }
    }
  }

  static final class Loader implements CacheLoader<String, Integer> {
    private final Function<String, Integer> load;

    Loader(Function<String, Integer> load) {
      this.load = load;
    }

    @Override
    public Integer load(String key) {
      return load.apply(key);
    }

    @Override
    public Map<String, Integer> loadAll(Iterable<? extends String> keys) {
      Map<String, Integer> loaded = new HashMap<>();
      keys.forEach(key -> loaded.put(key, load(key)));
      return loaded;
    }
  }

  static final class Writer implements CacheWriter<String, Integer> {
    private final BiConsumer<String, Integer> write;

    Writer(BiConsumer<String, Integer> write) {
      this.write = write;
    }

    @Override
    public void write(Cache.Entry<? extends String, ? extends Integer> entry) {
      write.accept(entry.getKey(), entry.getValue());
    }

    @Override
    public void writeAll(Collection<Cache.Entry<? extends String, ? extends Integer>> entries) {
      entries.forEach(this::write);
      entries.clear();
    }

    @Override
    public void delete(Object key) {}

    @Override
    public void deleteAll(Collection<?> keys) {
      keys.clear();
    }
  }
}
