package io.sealcache;

import static java.util.Objects.requireNonNull;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.HazelcastInstanceAware;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.cache.Cache;
import javax.cache.configuration.Factory;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.event.CacheEntryEvent;
import javax.cache.event.CacheEntryEventFilter;
import javax.cache.event.CacheEntryListener;
import javax.cache.event.CacheEntryUpdatedListener;
import javax.cache.expiry.Duration;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheWriter;
import org.jspecify.annotations.Nullable;

/** Code of an application that a store's file names by its classes. */
final class DeclaredCode {
  /** What was called; a file's classes have no other way to tell a test. */
  private static final ConcurrentLinkedQueue<String> NOTES = new ConcurrentLinkedQueue<>();

  private DeclaredCode() {}

  /** What was called since it was last asked. */
  static List<String> takeNotes() {
    List<String> notes = new ArrayList<>();
    for (String note = NOTES.poll(); note != null; note = NOTES.poll()) {
      notes.add(note);
    }
    return notes;
  }

  /** An application's own type. */
  record Customer(String name) implements Serializable {}

  public static final class Loader
      implements CacheLoader<Integer, Customer>, HazelcastInstanceAware {
    private @Nullable HazelcastInstance hazelcast;

    @Override
    public void setHazelcastInstance(HazelcastInstance hazelcastInstance) {
      hazelcast = hazelcastInstance;
    }

    @Override
    public Customer load(Integer key) {
      NOTES.add("load " + key + " in " + requireNonNull(hazelcast).getName().substring(0, 4));
      return new Customer("loaded " + key);
    }

    @Override
    public Map<Integer, Customer> loadAll(Iterable<? extends Integer> keys) {
      Map<Integer, Customer> loaded = new HashMap<>();
      keys.forEach(key -> loaded.put(key, load(key)));
      return loaded;
    }
  }

  public static final class LoaderFactory implements Factory<Loader> {
    @Override
    public Loader create() {
      return new Loader();
    }
  }

  public static final class Writer implements CacheWriter<Integer, Customer> {
    @Override
    public void write(Cache.Entry<? extends Integer, ? extends Customer> entry) {
      NOTES.add("write " + entry.getKey() + " " + entry.getValue());
    }

    @Override
    public void writeAll(Collection<Cache.Entry<? extends Integer, ? extends Customer>> entries) {
      entries.forEach(this::write);
      entries.clear();
    }

    @Override
    public void delete(Object key) {
      NOTES.add("delete " + key);
    }

    @Override
    public void deleteAll(Collection<?> keys) {
      keys.forEach(this::delete);
      keys.clear();
    }
  }

  public static final class WriterFactory implements Factory<Writer> {
    @Override
    public Writer create() {
      return new Writer();
    }
  }

  public static final class PolicyFactory implements Factory<ExpiryPolicy> {
    @Override
    public ExpiryPolicy create() {
      return new Policy();
    }
  }

  private static final class Policy implements ExpiryPolicy, Serializable {
    @Override
    public Duration getExpiryForCreation() {
      return Duration.ONE_HOUR;
    }

    @Override
    public @Nullable Duration getExpiryForAccess() {
      return null;
    }

    @Override
    public Duration getExpiryForUpdate() {
      return Duration.ZERO;
    }
  }

  private static final class Listener
      implements CacheEntryCreatedListener<Integer, Customer>,
          CacheEntryUpdatedListener<Integer, Customer>,
          Serializable {
    @Override
    public void onCreated(Iterable<CacheEntryEvent<? extends Integer, ? extends Customer>> events) {
      events.forEach(Listener::note);
    }

    @Override
    public void onUpdated(Iterable<CacheEntryEvent<? extends Integer, ? extends Customer>> events) {
      events.forEach(Listener::note);
    }

    private static void note(CacheEntryEvent<? extends Integer, ? extends Customer> event) {
      NOTES.add(
          "%s %s %s before %s"
              .formatted(
                  event.getEventType(),
                  event.getKey(),
                  event.getValue(),
                  event.isOldValueAvailable() ? event.getOldValue() : null));
    }
  }

  public static final class ListenerFactory
      implements Factory<CacheEntryListener<Integer, Customer>> {
    @Override
    public CacheEntryListener<Integer, Customer> create() {
      return new Listener();
    }
  }

  /** Lets odd keys pass. */
  public static final class FilterFactory
      implements Factory<CacheEntryEventFilter<Integer, Customer>> {
    @Override
    public CacheEntryEventFilter<Integer, Customer> create() {
      return event -> event.getKey() % 2 == 1;
    }
  }
}
