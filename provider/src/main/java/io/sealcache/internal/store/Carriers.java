package io.sealcache.internal.store;

import io.sealcache.core.SealedBytes;
import io.sealcache.core.StoredKey;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import javax.cache.Cache;
import javax.cache.event.EventType;
import org.jspecify.annotations.Nullable;

/**
 * Makes what the port takes into what a cache of a store holds, and the other way round. Immutable.
 *
 * @param maxLength the most bytes that a carrier is decoded to
 */
public record Carriers(ValueCarrier kind, long maxLength) {
  /** Where nothing is decoded, or whatever is there. */
  public Carriers(ValueCarrier kind) {
    this(kind, Integer.MAX_VALUE);
  }

  /** The object that the store is given for a value. */
  public Object of(SealedBytes value) {
    return kind.of(value);
  }

  /** As above, for many, entered into {@code carriers}. */
  public Map<String, Object> of(Map<StoredKey, SealedBytes> entries, Map<String, Object> carriers) {
    entries.forEach((key, value) -> carriers.put(key.text(), of(value)));
    return carriers;
  }

  /** Keys as the store has them, in the same order. */
  // In a set that may be asked whether it contains null, as the reference implementation does.
  public static Set<String> texts(Collection<StoredKey> keys) {
    Set<String> texts = new LinkedHashSet<>();
    keys.forEach(key -> texts.add(key.text()));
    return texts;
  }

  /** The key that the store handed out; null where that is none, whatever else it is. */
  public static @Nullable StoredKey key(@Nullable Object stored) {
    return stored instanceof String text ? StoredKey.parse(text) : null;
  }

  /** The value that the store handed out, be it foreign; null where it handed out none. */
  public @Nullable SealedBytes read(@Nullable Object carrier) {
    return carrier == null ? null : kind.read(carrier, maxLength);
  }

  /** The values that the store handed out. */
  public FoundEntries read(Map<String, Object> found) {
    return key -> read(found.get(key.text()));
  }

  /** An entry that the store lists. */
  public ListedEntry listed(@Nullable Object key, Object value) {
    return new ListedEntry(key(key), kind.read(value, maxLength));
  }

  /** The entries that a store lists, without those that have expired meanwhile. */
  public Iterator<ListedEntry> listed(Iterator<? extends Cache.@Nullable Entry<?, ?>> entries) {
    return new FoundIterator<Cache.@Nullable Entry<?, ?>, ListedEntry>(
        entries,
        entry -> {
          // A store shows an entry that expired meanwhile as null, or with a null value.
          Object value = entry == null ? null : entry.getValue();
          return entry == null || value == null ? null : listed(entry.getKey(), value);
        });
  }

  /** An event that the store tells of; null: it doesn't tell the value. */
  public StoredEvent event(
      EventType type, @Nullable Object key, @Nullable Object value, @Nullable Object oldValue) {
    return new StoredEvent(type, key(key), read(value), read(oldValue));
  }

  /** Names a store in an error. */
  public String describe(String store) {
    return store + " with values as " + kind.type().getSimpleName();
  }
}
