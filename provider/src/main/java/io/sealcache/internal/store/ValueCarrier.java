package io.sealcache.internal.store;

import io.sealcache.core.SealedBytes;
import io.sealcache.core.StoredKey;
import java.util.Base64;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import javax.cache.Cache;
import javax.cache.event.EventType;
import org.jspecify.annotations.Nullable;

/**
 * The type in which a store holds a stored value: makes what the port takes into what a cache of
 * the store holds, and the other way round. It is part of the stored format: chosen by the store's
 * provider, never by a trial.
 */
public enum ValueCarrier {
  /** By reference, for stores on the heap. */
  SEALED_VALUE(SealedBytes.class),

  /** For stores that compare serialized bytes. */
  BYTES(byte[].class),

  /** Unpadded Base64url, for stores of which nothing is known: all of them compare strings. */
  STRING(String.class);

  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

  private final Class<?> type;

  ValueCarrier(Class<?> type) {
    this.type = type;
  }

  /** The class that the store is told as its value type. */
  public Class<?> type() {
    return type;
  }

  /** The object that the store is given for a value. */
  public Object of(SealedBytes value) {
    if (this == SEALED_VALUE) {
      return value;
    }
    return this == BYTES ? value.bytes() : ENCODER.encodeToString(value.bytes());
  }

  /** The value, {@link StorePort#FOREIGN} where that is no carrier of this kind. */
  private SealedBytes ofCarrier(Object carrier) {
    if (carrier instanceof SealedBytes value && this == SEALED_VALUE) {
      return value;
    } else if (carrier instanceof byte[] bytes && this == BYTES) {
      return SealedBytes.ofStore(bytes);
    }
    return carrier instanceof String text && this == STRING ? ofText(text) : StorePort.FOREIGN;
  }

  private static SealedBytes ofText(String text) {
    try {
      SealedBytes value = SealedBytes.ofStore(Base64.getUrlDecoder().decode(text));
      // Not a second spelling of the same bytes.
      return STRING.of(value).equals(text) ? value : StorePort.FOREIGN;
    } catch (IllegalArgumentException e) {
      return StorePort.FOREIGN;
    }
  }

  /** As {@link #of}, for many, entered into {@code carriers}. */
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
    return carrier == null ? null : ofCarrier(carrier);
  }

  /** The values that the store handed out. */
  public Function<StoredKey, @Nullable SealedBytes> read(Map<String, Object> found) {
    return key -> read(found.get(key.text()));
  }

  /** An entry that the store lists. */
  public ListedEntry listed(@Nullable Object key, Object value) {
    return new ListedEntry(key(key), ofCarrier(value));
  }

  /** An entry whose value was not asked for. */
  public static ListedEntry listedKey(@Nullable Object key) {
    return new ListedEntry(key(key), StorePort.FOREIGN);
  }

  /** The entries that a store lists, without those that have expired meanwhile. */
  public Iterator<ListedEntry> listed(Iterator<? extends Cache.@Nullable Entry<?, ?>> entries) {
    return FoundIterator.<Cache.@Nullable Entry<?, ?>, ListedEntry>of(
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
}
