package io.sealcache.internal.seal;

import static java.util.Objects.requireNonNull;

import io.sealcache.core.SealedBytes;
import io.sealcache.core.StoredKey;
import io.sealcache.internal.concurrent.EachInTurn;
import io.sealcache.internal.store.CacheExpiry;
import io.sealcache.internal.store.FoundIterator;
import io.sealcache.internal.store.ListedEntry;
import io.sealcache.internal.store.OperationExpiry;
import io.sealcache.internal.store.PendingCall;
import io.sealcache.internal.store.StoreCall;
import io.sealcache.internal.store.StorePort;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntSupplier;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a wrapped cache as one operation sees them: those of one tenant, or all where
 * there are none, under one snapshot of the keyring. Thread-safe.
 *
 * <p>Each method throws {@link IllegalStateException} once the store is closed, {@link
 * javax.cache.CacheException} if a key or value can't be encoded, and what the store throws.
 */
public final class TenantStore<K, V> {
  /** Of how many keys a call is about at the most, where one was not asked for more. */
  public static final int AT_ONCE = 1_000;

  private final StorePort calls;
  private final ObjectSealer sealer;
  private final CacheExpiry expiry;
  private final @Nullable Supplier<WriterTrail.Token> writer;

  TenantStore(
      StorePort calls,
      ObjectSealer sealer,
      CacheExpiry expiry,
      @Nullable Supplier<WriterTrail.Token> writer) {
    this.calls = calls;
    this.sealer = sealer;
    this.expiry = expiry;
    this.writer = writer;
  }

  /**
   * The next ones of what a bulk operation is about: they are sealed, sent and forgotten soon after
   * those that follow, so that it takes no more memory, however much it is about.
   */
  public static <K> Set<K> next(Iterator<? extends K> rest) {
    Set<K> part = new LinkedHashSet<>();
    while (part.size() < AT_ONCE && rest.hasNext()) {
      part.add(rest.next());
    }
    return part;
  }

  /** The place of {@code key}, for one operation. */
  public EntryAccess<V> entry(K key) {
    return place(sealer.sealKey(requireNonNull(key)));
  }

  private EntryAccess<V> place(StoredKey key) {
    return new EntryAccess<>(calls, sealer, expiry, writer, key);
  }

  /**
   * The places of {@code keys}, in the order of their stored keys: all take locks in this order. Of
   * keys that are equal to the codec alone, as arrays are, it has the last.
   */
  public Map<K, EntryAccess<V>> entries(Set<? extends K> keys) {
    Map<String, Map.Entry<K, EntryAccess<V>>> ordered = new TreeMap<>();
    for (K key : keys) {
      EntryAccess<V> place = entry(key);
      ordered.put(place.key().text(), Map.entry(key, place));
    }
    Map<K, EntryAccess<V>> places = new LinkedHashMap<>();
    ordered.values().forEach(place -> places.put(place.getKey(), place.getValue()));
    return places;
  }

  /** Begins to read all in one call, each found entry as an access. */
  public Supplier<Map<K, Read<V>>> beginReadAll(Map<K, EntryAccess<V>> entries) {
    var found =
        calls.begin(new StoreCall.GetAll(keys(entries.values()), expiry.access(entries.size())));
    return () -> open(entries, found.answer());
  }

  /** Reads all in one call, silently. */
  public Map<K, Read<V>> peekAll(Map<K, EntryAccess<V>> entries) {
    return open(
        entries,
        calls.make(new StoreCall.GetAll(keys(entries.values()), OperationExpiry.silent())));
  }

  private Map<K, Read<V>> open(
      Map<K, EntryAccess<V>> entries, Function<StoredKey, @Nullable SealedBytes> found) {
    Map<K, Read<V>> reads = new LinkedHashMap<>();
    entries.forEach((key, place) -> reads.put(key, place.open(found.apply(place.key()))));
    return reads;
  }

  private static List<StoredKey> keys(Collection<? extends EntryAccess<?>> places) {
    List<StoredKey> keys = new ArrayList<>(places.size());
    places.forEach(place -> keys.add(place.key()));
    return keys;
  }

  /** Seals the value of each entry, to be stored by {@link #beginPutAll}. */
  public Map<K, SealedBytes> seal(
      Map<K, EntryAccess<V>> entries, Map<? extends K, ? extends V> values) {
    Map<K, SealedBytes> sealed = new HashMap<>();
    entries.forEach((key, place) -> sealed.put(key, place.seal(requireNonNull(values.get(key)))));
    return sealed;
  }

  /**
   * Begins to write what was sealed for these entries, in one call and in their order: two that
   * lock them in different ones may wait for each other.
   *
   * @return waits for it, and gives how many the expiry policy let expire at their creation
   */
  public IntSupplier beginPutAll(Map<K, EntryAccess<V>> entries, Map<K, SealedBytes> sealed) {
    Map<StoredKey, SealedBytes> stored = new LinkedHashMap<>();
    entries.forEach((key, place) -> stored.put(place.key(), requireNonNull(sealed.get(key))));
    OperationExpiry asked = expiry.write(stored.size());
    PendingCall<Boolean> begun = calls.begin(new StoreCall.PutAll(stored, asked));
    return () -> {
      begun.answer();
      return asked.stillborn();
    };
  }

  /** Begins to remove entries in one call, whatever is there. */
  public Runnable beginRemoveAll(Collection<EntryAccess<V>> places) {
    return calls.begin(new StoreCall.RemoveAll(keys(places)))::answer;
  }

  /** As above, of what must not stay, and waits: as {@link EntryAccess#forget} of each. */
  public void forget(Collection<EntryAccess<V>> places) {
    EntryAccess.uninterrupted(() -> beginRemoveAll(places).run());
  }

  /** Takes out of {@code entries} those that hold what was sealed for them. */
  public void removeStored(Map<K, EntryAccess<V>> entries, Map<K, SealedBytes> sealed) {
    var reading = new StoreCall.GetAll(keys(entries.values()), OperationExpiry.silent());
    EntryAccess.uninterrupted(
        () -> {
          var found = calls.make(reading);
          entries
              .entrySet()
              .removeIf(
                  entry ->
                      requireNonNull(sealed.get(entry.getKey()))
                          .equals(found.apply(entry.getValue().key())));
        });
  }

  /**
   * As {@link #beginRemoveAll(Collection)}, each by itself.
   *
   * @param counted is told of each that was there, also where another removal fails
   */
  public Runnable beginRemoveAll(Collection<EntryAccess<V>> places, LongConsumer counted) {
    List<StoreCall.OfEntry> removals = new ArrayList<>(places.size());
    places.forEach(place -> removals.add(new StoreCall.Remove(place.key(), null)));
    var begun = calls.begin(new StoreCall.Together(removals));
    return () ->
        EachInTurn.run(begun.answer(), removal -> counted.accept(removal.answer() ? 1 : 0));
  }

  /**
   * Removes all.
   *
   * @param heard whether with events; where they are a tenant's, always with
   */
  public void clear(boolean heard) {
    if (sealer.isOfTenant()) { // the others' entries in a shared cache must stay
      storedPlaces(places -> beginRemoveAll(places).run());
    } else {
      calls.make(new StoreCall.Clear(heard));
    }
  }

  /**
   * Finds the stored keys that are authentic, whatever their values, and hands their places over
   * some at a time, in their order. No key is decoded.
   */
  public void storedPlaces(Consumer<Collection<EntryAccess<V>>> some) {
    inOrder(
        FoundIterator.<ListedEntry, EntryAccess<V>>of(list(false), this::stored),
        EntryAccess::key,
        some);
  }

  private Iterator<ListedEntry> list(boolean valued) {
    return calls.make(new StoreCall.ListEntries(valued));
  }

  private @Nullable EntryAccess<V> stored(ListedEntry entry) {
    AuthenticKey key = sealer.openKey(entry.key());
    return key == null ? null : place(key.stored());
  }

  /**
   * Finds the keys and hands their places over some at a time, in the order of their stored keys:
   * those that name no class, whatever their values, and those of the entries that open.
   */
  public void places(Consumer<Map<K, EntryAccess<V>>> some) {
    inOrder(
        FoundIterator.<ListedEntry, Map.Entry<K, EntryAccess<V>>>of(
            list(sealer.keysMayNameClasses()), this::vouchedFor),
        found -> found.getValue().key(),
        all -> {
          Map<K, EntryAccess<V>> places = new LinkedHashMap<>();
          all.forEach(found -> places.put(found.getKey(), found.getValue()));
          some.accept(places);
        });
  }

  private Map.@Nullable Entry<K, EntryAccess<V>> vouchedFor(ListedEntry entry) {
    AuthenticKey key = sealer.openKey(entry.key());
    if (key == null) {
      return null;
    }
    EntryAccess<V> place = place(key.stored());
    boolean isVouchedFor =
        sealer.decodesAlone(key) || place.open(entry.value()) instanceof Read.Present;
    Object decoded = isVouchedFor ? sealer.decode(key) : null;
    return decoded == null ? null : Map.entry(typed(decoded), place);
  }

  /** Hands over what is found, some at a time, in the order of the stored keys. */
  private static <T> void inOrder(
      Iterator<T> found, Function<T, StoredKey> key, Consumer<Collection<T>> some) {
    Map<String, T> ordered = new TreeMap<>();
    while (found.hasNext()) {
      T next = found.next();
      ordered.put(key.apply(next).text(), next);
      if (ordered.size() == AT_ONCE || !found.hasNext()) {
        some.accept(List.copyOf(ordered.values()));
        ordered.clear();
      }
    }
  }

  /** Whether two values are equal, by {@code equals} or, as arrays are, by what they encode to. */
  public boolean isEqual(V one, V other) {
    return one.equals(other) || sealer.isEncodedEqual(one, other);
  }

  /** Those that open, read silently; the others are counted. */
  public Iterator<OpenedEntry<K, V>> iterator() {
    return FoundIterator.of(list(true), this::opened);
  }

  private @Nullable OpenedEntry<K, V> opened(ListedEntry entry) {
    AuthenticKey key = sealer.openKey(entry.key());
    if (key == null) {
      return null;
    }
    EntryAccess<V> place = place(key.stored());
    if (!(place.open(entry.value()) instanceof Read.Present<V> present)) {
      return null;
    }
    // A value that opens vouches for the key: who has the index key alone reaches no decoder.
    Object decoded = sealer.decode(key);
    return decoded == null ? null : new OpenedEntry<>(typed(decoded), present.value(), place);
  }

  // As in Read.typed: the codec gives back what it was given.
  @SuppressWarnings("unchecked")
  private K typed(Object key) {
    return (K) key;
  }
}
