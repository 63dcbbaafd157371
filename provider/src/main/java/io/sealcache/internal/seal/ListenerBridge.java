package io.sealcache.internal.seal;

import io.sealcache.core.SealedBytes;
import io.sealcache.core.StoredKey;
import io.sealcache.internal.store.ApplicationGate;
import io.sealcache.internal.store.ApplicationObject;
import io.sealcache.internal.store.ApplicationObject.Closing;
import io.sealcache.internal.store.StoreCall;
import io.sealcache.internal.store.StoreListener;
import io.sealcache.internal.store.StorePort;
import io.sealcache.internal.store.StoredEvent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.event.CacheEntryEvent;
import javax.cache.event.CacheEntryEventFilter;
import javax.cache.event.CacheEntryExpiredListener;
import javax.cache.event.CacheEntryListener;
import javax.cache.event.CacheEntryListenerException;
import javax.cache.event.CacheEntryRemovedListener;
import javax.cache.event.CacheEntryUpdatedListener;
import javax.cache.event.EventType;
import org.jspecify.annotations.Nullable;

/**
 * Takes the store's events, opens them and hands them to the filter and listener, which so never
 * leave this JVM. An event that doesn't open is counted and dropped. Thread-safe if the registered
 * listener is.
 */
public final class ListenerBridge<K, V> implements StoreListener, AutoCloseable {
  private static final String LISTENER = "cache entry listener";
  private static final String FILTER = "cache entry event filter";

  private final Cache<K, V> source;
  private final CacheEntryListener<? super K, ? super V> listener;
  private final ApplicationGate<CacheEntryListener<? super K, ? super V>> calls;
  private final @Nullable CacheEntryEventFilter<? super K, ? super V> filter;
  private final boolean oldValueRequired;
  private final boolean synchronous;
  private final BiConsumer<Collection<StoredKey>, Runnable> telling;
  private final Sealers sealers;
  private final @Nullable String tenant;
  private volatile Closing reports = () -> {};

  /**
   * Has the listener and filter made.
   *
   * @param telling runs what tells a synchronous listener of changes of these keys
   * @param tenant whose entries it is told of; null: all, where there are no tenants
   */
  ListenerBridge(
      Cache<K, V> source,
      CacheEntryListenerConfiguration<K, V> applications,
      BiConsumer<Collection<StoredKey>, Runnable> telling,
      Sealers sealers,
      @Nullable String tenant) {
    this.source = source;
    this.listener = ApplicationObject.make(applications.getCacheEntryListenerFactory(), LISTENER);
    this.filter = filterFor(listener, applications);
    this.calls =
        new ApplicationGate<>(
            listener, LISTENER, RuntimeException.class, CacheEntryListenerException::new);
    this.oldValueRequired = applications.isOldValueRequired();
    this.synchronous = applications.isSynchronous();
    this.telling = telling;
    this.sealers = sealers;
    this.tenant = tenant;
  }

  private static <K, V> @Nullable CacheEntryEventFilter<? super K, ? super V> filterFor(
      CacheEntryListener<? super K, ? super V> listener,
      CacheEntryListenerConfiguration<K, V> applications) {
    var factory = applications.getCacheEntryEventFilterFactory();
    try {
      return factory == null ? null : ApplicationObject.make(factory, FILTER);
    } catch (Throwable e) {
      ApplicationObject.closeAfter(e, () -> ApplicationObject.close(listener, LISTENER));
      throw e;
    }
  }

  /**
   * Has a store report to it until it is closed; one that doesn't has it closed.
   *
   * @return this
   */
  ListenerBridge<K, V> over(StorePort store) {
    try {
      Runnable ending = store.make(new StoreCall.Listen(this));
      reports =
          () -> {
            if (!store.isClosed()) {
              ending.run();
            }
          };
      return this;
    } catch (Throwable e) {
      ApplicationObject.closeAfter(e, this);
      throw e;
    }
  }

  @Override
  public boolean hears(EventType type) {
    return StoreListener.kind(type).isInstance(listener);
  }

  /** A removed value may have to vouch for its key, where that may name classes. */
  @Override
  public boolean isOldValueRequired() {
    return oldValueRequired
        || (sealers.options().keyCodec().namesClasses()
            && (hears(EventType.REMOVED) || hears(EventType.EXPIRED)));
  }

  @Override
  public boolean isSynchronous() {
    return synchronous;
  }

  private void dropped() {
    sealers.statistics().droppedEvents.increment();
  }

  // Stores report what they had in course also after they were told not to.
  @Override
  public void deliver(List<StoredEvent> events) {
    calls.tell(
        code -> {
          if (synchronous) {
            telling.accept(keys(events), () -> open(events));
          } else {
            open(events);
          }
        });
  }

  private static List<StoredKey> keys(List<StoredEvent> events) {
    return events.stream().map(StoredEvent::key).filter(Objects::nonNull).toList();
  }

  private void open(List<StoredEvent> events) {
    Map<EventType, List<CacheEntryEvent<? extends K, ? extends V>>> told =
        new EnumMap<>(EventType.class); // creations first
    for (StoredEvent event : events) {
      ObjectSealer opener = opener();
      EntryEvent<K, V> opened = opener == null ? null : opened(event, opener);
      if (opened != null && isWanted(opened)) {
        told.computeIfAbsent(opened.getEventType(), first -> new ArrayList<>()).add(opened);
      }
    }
    told.forEach(this::hand);
  }

  /** Null where the listener's keys can't be had: whoever changes the store can't help that. */
  private @Nullable ObjectSealer opener() {
    try {
      return sealers.existingOrNone(tenant);
    } catch (CacheException e) {
      dropped(); // and key events tell why
      return null;
    }
  }

  /**
   * Makes a store's event user code's: with key and value opened. Of a value that was sealed anew
   * there is none: it is authentic that nothing else has changed. Null also where the event's key,
   * or the value that it is about, doesn't open.
   */
  private @Nullable EntryEvent<K, V> opened(StoredEvent event, ObjectSealer opener) {
    AuthenticKey key = opener.openKey(event.key());
    if (key == null) {
      return null;
    }
    EventType type = event.type();
    boolean about = type == EventType.CREATED || type == EventType.UPDATED;
    Read.@Nullable Present<Object> found =
        about ? opened(opener, key.stored(), event.value()) : null;
    if (type == EventType.UPDATED && found != null && found.trail().isOfReseal()) {
      return null;
    }
    boolean needsOld = oldValueRequired || (!about && !opener.decodesAlone(key));
    @Nullable SealedBytes old = needsOld ? oldOf(event, about) : null;
    @Nullable Object value = valueOf(found);
    @Nullable Object oldValue = old == null ? null : valueOf(opened(opener, key.stored(), old));
    boolean isVouchedFor = value != null || oldValue != null || opener.decodesAlone(key);
    if (!about && !isVouchedFor && hears(type)) {
      dropped(); // of a removal nothing vouches for a key that may name classes
    }
    Object decoded = (about && value == null) || !isVouchedFor ? null : opener.decode(key);
    if (decoded == null) {
      return null;
    }
    // The replaced value was no entry to user code, which is told of the new one only.
    EventType told =
        type == EventType.UPDATED && old != null && oldValue == null ? EventType.CREATED : type;
    @Nullable Object wanted = oldValueRequired ? oldValue : null;
    return typed(told, decoded, about ? value : wanted, wanted);
  }

  // A removal may carry what was removed as its value or as its old value.
  private static @Nullable SealedBytes oldOf(StoredEvent event, boolean about) {
    return about || event.oldValue() != null ? event.oldValue() : event.value();
  }

  private static Read.@Nullable Present<Object> opened(
      ObjectSealer opener, StoredKey key, @Nullable SealedBytes stored) {
    // max-age is about what a read may return; an event tells of what happened.
    return stored != null && opener.openAnyAge(key, stored) instanceof Read.Present<Object> present
        ? present
        : null;
  }

  private static @Nullable Object valueOf(Read.@Nullable Present<Object> read) {
    return read == null ? null : read.value();
  }

  // As in Read.typed: the codecs give back what they were given.
  @SuppressWarnings("unchecked")
  private EntryEvent<K, V> typed(
      EventType type, Object key, @Nullable Object value, @Nullable Object oldValue) {
    return new EntryEvent<>(source, type, (K) key, (V) value, (V) oldValue);
  }

  // A filter is asked only about events that the listener is told of: it may rely on their values.
  private boolean isWanted(EntryEvent<K, V> event) {
    return hears(event.getEventType()) && (filter == null || filter.evaluate(event));
  }

  @SuppressWarnings("unchecked") // a listener of supertypes takes these; which kind it is, is known
  private void hand(EventType type, List<CacheEntryEvent<? extends K, ? extends V>> events) {
    switch (type) {
      case CREATED -> ((CacheEntryCreatedListener<K, V>) listener).onCreated(events);
      case UPDATED -> ((CacheEntryUpdatedListener<K, V>) listener).onUpdated(events);
      case REMOVED -> ((CacheEntryRemovedListener<K, V>) listener).onRemoved(events);
      case EXPIRED -> ((CacheEntryExpiredListener<K, V>) listener).onExpired(events);
    }
  }

  /**
   * Ends the reports, and closes the listener and filter where they are {@link java.io.Closeable}.
   *
   * @throws CacheException if one of them fails to close
   */
  @Override
  public void close() {
    try (Closing third = () -> ApplicationObject.close(filter, FILTER);
        ApplicationGate<?> second = calls;
        Closing first = reports) {
      // try-with-resources closes all and collects what they throw
    }
  }
}
