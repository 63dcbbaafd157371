package io.sealcache;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheWriter;
import javax.cache.integration.CacheWriterException;
import javax.cache.integration.CompletionListener;
import javax.cache.processor.EntryProcessor;
import javax.cache.processor.MutableEntry;

/** Sends canaries through every operation of a cache, in every role that user data has there. */
public final class CanaryProgram {
  public static final String KEY = "CANARYkeyCANARY";
  public static final String VALUE = "CANARYvalueCANARY";
  static final String OLD_VALUE = "CANARYoldCANARY";
  static final String ARGUMENT = "CANARYargumentCANARY";
  static final String RESULT = "CANARYresultCANARY";
  static final String LOADED = "CANARYloadedCANARY";
  static final String THROWN = "CANARYthrownCANARY";
  public static final String BYTES = "CANARYbytesCANARY";
  static final String CLASS_NAME = "CanaryClass";
  static final String RECORD_NAME = "CanaryRecord";

  /** What a store without encryption is bound to show. */
  public static final List<String> IN_ENTRIES =
      List.of(KEY, VALUE, OLD_VALUE, ARGUMENT, LOADED, BYTES, CLASS_NAME, RECORD_NAME);

  public static final List<String> ALL =
      List.of(
          KEY, VALUE, OLD_VALUE, ARGUMENT, RESULT, LOADED, THROWN, BYTES, CLASS_NAME, RECORD_NAME);

  private final Cache<Serializable, Serializable> cache;
  private final Runnable afterStep;

  /**
   * @param afterStep looks at the store, while entries live that the next step removes
   */
  public CanaryProgram(Cache<Serializable, Serializable> cache, Runnable afterStep) {
    this.cache = cache;
    this.afterStep = afterStep;
  }

  record CanaryRecord(String name, int number) implements Serializable {}

  static final class CanaryClass implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String name;

    CanaryClass(String name) {
      this.name = name;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof CanaryClass that && name.equals(that.name);
    }

    @Override
    public int hashCode() {
      return name.hashCode();
    }
  }

  public static <C extends MutableConfiguration<Serializable, Serializable>> C configure(
      C configuration) {
    configuration
        .setTypes(Serializable.class, Serializable.class)
        .setReadThrough(true)
        .setCacheLoaderFactory(Loader::new)
        .setWriteThrough(true)
        .setCacheWriterFactory(Writer::new);
    return configuration;
  }

  public void run() throws Exception {
    writeOne();
    compare();
    writeMany();
    writeEachForm();
    process();
    load();
    iterate();
    fail();
    step(cache::removeAll);
    step(() -> cache.put(KEY, VALUE));
    step(cache::clear);
  }

  // A plain HashSet: the reference implementation asks it whether it contains null.
  private static Set<Serializable> keys(Serializable... keys) {
    return new HashSet<>(List.of(keys));
  }

  private void step(Runnable operation) {
    operation.run();
    afterStep.run();
  }

  private void writeOne() {
    step(() -> cache.put(KEY, OLD_VALUE));
    step(() -> cache.get(KEY));
    step(() -> cache.containsKey(KEY));
    step(() -> cache.put(KEY, VALUE));
    step(() -> cache.getAndPut(KEY, OLD_VALUE));
    step(() -> cache.putIfAbsent(KEY, VALUE));
    step(() -> cache.putIfAbsent(KEY + 1, VALUE));
    step(() -> cache.replace(KEY, VALUE));
    step(() -> cache.getAndReplace(KEY, OLD_VALUE));
    step(() -> cache.getAndRemove(KEY));
    step(() -> cache.remove(KEY + 1));
    step(() -> cache.put(new CanaryRecord(KEY, 1), new CanaryRecord(VALUE, 2)));
    step(() -> cache.put(new CanaryClass(KEY), new CanaryClass(VALUE)));
  }

  private void compare() {
    step(() -> cache.put(KEY, OLD_VALUE));
    step(() -> cache.replace(KEY, VALUE, RESULT));
    step(() -> cache.replace(KEY, OLD_VALUE, VALUE));
    step(() -> cache.remove(KEY, OLD_VALUE));
    step(() -> cache.remove(KEY, VALUE));
  }

  private void writeMany() {
    Map<Serializable, Serializable> values = new HashMap<>(Map.of(KEY, VALUE, KEY + 2, OLD_VALUE));
    step(() -> cache.putAll(values));
    step(() -> cache.getAll(keys(KEY, KEY + 2)));
    step(() -> cache.removeAll(keys(KEY, KEY + 2)));
  }

  // Ciphertext hides each form; a store without encryption shows that the search finds each.
  private void writeEachForm() {
    CanarySearch.forms(BYTES).forEach((name, form) -> step(() -> cache.put(KEY + name, form)));
    CanarySearch.streams(BYTES).forEach((name, form) -> step(() -> cache.put(KEY + name, form)));
    step(() -> cache.put(KEY + "text", BYTES));
  }

  private void process() {
    step(() -> cache.invoke(KEY, new Assigning(), ARGUMENT));
    step(() -> cache.invokeAll(keys(KEY, KEY + 3), new Assigning(), ARGUMENT + 1));
  }

  private void load() throws Exception {
    step(() -> cache.get(KEY + "-load"));
    step(() -> cache.getAll(keys(KEY + "-load2", KEY)));
    CompletableFuture<Boolean> loaded = new CompletableFuture<>();
    cache.loadAll(keys(KEY + "-load3"), true, new Completing(loaded));
    loaded.get();
    afterStep.run();
  }

  private void iterate() {
    Iterator<Cache.Entry<Serializable, Serializable>> entries = cache.iterator();
    List<Serializable> keys = new ArrayList<>();
    while (entries.hasNext()) {
      keys.add(entries.next().getKey());
      if (keys.size() == 1) {
        step(entries::remove);
      }
    }
  }

  private void fail() {
    stepThatFails(() -> cache.invoke(KEY, new Throwing(), ARGUMENT));
    stepThatFails(() -> cache.get(THROWN));
    stepThatFails(() -> cache.put(THROWN, VALUE));
    stepThatFails(() -> cache.remove(THROWN));
  }

  private void stepThatFails(Runnable operation) {
    try {
      step(operation);
      throw new AssertionError("Did not fail");
    } catch (CacheException e) {
      afterStep.run();
    }
  }

  private record Assigning()
      implements EntryProcessor<Serializable, Serializable, String>, Serializable {
    @Override
    public String process(MutableEntry<Serializable, Serializable> entry, Object... arguments) {
      entry.setValue((Serializable) arguments[0]);
      return RESULT;
    }
  }

  private record Throwing()
      implements EntryProcessor<Serializable, Serializable, String>, Serializable {
    @Override
    public String process(MutableEntry<Serializable, Serializable> entry, Object... arguments) {
      throw new IllegalStateException(THROWN);
    }
  }

  private record Completing(CompletableFuture<Boolean> done) implements CompletionListener {
    @Override
    public void onCompletion() {
      done.complete(true);
    }

    @Override
    public void onException(Exception e) {
      done.completeExceptionally(e);
    }
  }

  private record Loader() implements CacheLoader<Serializable, Serializable> {
    @Override
    public Serializable load(Serializable key) {
      if (key.equals(THROWN)) {
        throw new IllegalStateException(THROWN);
      }
      return LOADED;
    }

    @Override
    public Map<Serializable, Serializable> loadAll(Iterable<? extends Serializable> keys) {
      Map<Serializable, Serializable> loaded = new HashMap<>();
      keys.forEach(key -> loaded.put(key, load(key)));
      return loaded;
    }
  }

  private record Writer() implements CacheWriter<Serializable, Serializable> {
    @Override
    public void write(Cache.Entry<? extends Serializable, ? extends Serializable> entry) {
      delete(entry.getKey());
    }

    @Override
    public void writeAll(
        Collection<Cache.Entry<? extends Serializable, ? extends Serializable>> entries) {
      entries.clear();
    }

    @Override
    public void delete(Object key) {
      if (key.equals(THROWN)) {
        throw new CacheWriterException(THROWN);
      }
    }

    @Override
    public void deleteAll(Collection<?> keys) {
      keys.clear();
    }
  }
}
