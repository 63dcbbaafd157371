package io.sealcache;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import javax.cache.Cache;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.event.CacheEntryEvent;
import javax.cache.event.CacheEntryRemovedListener;
import javax.cache.event.CacheEntryUpdatedListener;
import org.jspecify.annotations.Nullable;

/** Keeps all that a store was ever seen to hold, and all that it told of in events. */
final class StoreSpy<K, V>
    implements CacheEntryCreatedListener<K, V>,
        CacheEntryUpdatedListener<K, V>,
        CacheEntryRemovedListener<K, V> {
  private final Cache<K, V> store;
  // Each seen thing once, one character a byte.
  private final Set<String> seen = ConcurrentHashMap.newKeySet();
  private volatile int events;

  /**
   * @param synchronous whether each operation waits for its events: over Hazelcast one that fails
   *     in a writer would wait for ever
   */
  StoreSpy(Cache<K, V> store, boolean synchronous) {
    this.store = store;
    store.registerCacheEntryListener(
        new MutableCacheEntryListenerConfiguration<>(() -> this, null, true, synchronous));
  }

  /** Looks at all entries. */
  void look() {
    store.forEach(
        entry -> {
          keep(entry.getKey());
          keep(entry.getValue());
        });
  }

  @Override
  public void onCreated(Iterable<CacheEntryEvent<? extends K, ? extends V>> told) {
    told.forEach(this::keepAll);
  }

  @Override
  public void onUpdated(Iterable<CacheEntryEvent<? extends K, ? extends V>> told) {
    told.forEach(this::keepAll);
  }

  @Override
  public void onRemoved(Iterable<CacheEntryEvent<? extends K, ? extends V>> told) {
    told.forEach(this::keepAll);
  }

  private synchronized void keepAll(CacheEntryEvent<? extends K, ? extends V> event) {
    events++;
    keep(event.getKey());
    keep(event.getValue());
    keep(event.getOldValue());
  }

  int events() {
    return events;
  }

  private void keep(@Nullable Object object) {
    if (object == null) {
      return;
    }
    seen.add(new String(bytes(object), StandardCharsets.ISO_8859_1));
    if (object instanceof String text) {
      try {
        byte[] decoded = Base64.getUrlDecoder().decode(text);
        seen.add(new String(decoded, StandardCharsets.ISO_8859_1));
      } catch (IllegalArgumentException e) {
        // it was none
      }
    }
  }

  private static byte[] bytes(Object object) {
    if (object instanceof byte[] bytes) {
      return bytes;
    }
    if (object instanceof String text) {
      return text.getBytes(StandardCharsets.UTF_8);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(object);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** How many different things were seen. */
  int size() {
    return seen.size();
  }

  /** The canaries found, each with the names of its forms. */
  Map<String, Set<String>> find(Collection<String> canaries) {
    CanarySearch search = new CanarySearch(canaries);
    Map<String, Set<String>> found = new TreeMap<>();
    for (String text : new LinkedHashSet<>(seen)) {
      CanarySearch.merge(found, search.inAndInflated(text.getBytes(StandardCharsets.ISO_8859_1)));
    }
    return found;
  }
}
