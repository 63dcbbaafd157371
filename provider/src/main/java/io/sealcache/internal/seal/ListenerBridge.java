package io.sealcache.internal.seal;

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
import java.util.function.Supplier;
import javax.cache.Cache;
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
  private final boolean keysNameClasses;
  private final Supplier<ObjectSealer> sealer;
  private final EncryptionStatistics statistics;
  private volatile Closing reports = () -> {};

  /**
   * Has the listener and filter made.
   *
   * @param telling runs what tells the listener of changes of these keys
   * @param keysNameClasses whether no key may be decoded that nothing but the index key vouches for
   */
  ListenerBridge(
      Cache<K, V> source,
      CacheEntryListenerConfiguration<K, V> applications,
      BiConsumer<Collection<StoredKey>, Runnable> telling,
      boolean keysNameClasses,
      Supplier<ObjectSealer> sealer,
      EncryptionStatistics statistics) {
    this.source = source;
    this.listener = ApplicationObject.make(applications.getCacheEntryListenerFactory(), LISTENER);
    this.filter = filterFor(listener, applications);
    this.calls =
        new ApplicationGate<>(
            listener, LISTENER, RuntimeException.class, CacheEntryListenerException::new);
    this.oldValueRequired = applications.isOldValueRequired();
    this.synchronous = applications.isSynchronous();
    this.telling = telling;
    this.keysNameClasses = keysNameClasses;
    this.sealer = sealer;
    this.statistics = statistics;
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
      ApplicationObject.closeAfter(e, this::close);
      throw e;
    }
  }

  @Override
  public boolean hears(EventType type) {
    return StoreListener.kind(type).isInstance(listener);
  }

  /** A removed value may have to vouch for its key. */
  @Override
  public boolean isOldValueRequired() {
    return oldValueRequired
        || (keysNameClasses && (hears(EventType.REMOVED) || hears(EventType.EXPIRED)));
  }

  @Override
  public boolean isSynchronous() {
    return synchronous;
  }

  @Override
  public void dropped() {
    statistics.droppedEvents.increment();
  }

  // Stores report what they had in course also after they were told not to.
  @Override
  public void deliver(List<StoredEvent> events) {
    calls.tell(code -> telling.accept(keys(events), () -> open(events)));
  }

  private static List<StoredKey> keys(List<StoredEvent> events) {
    return events.stream().map(StoredEvent::key).filter(Objects::nonNull).toList();
  }

  private void open(List<StoredEvent> events) {
    Map<EventType, List<CacheEntryEvent<? extends K, ? extends V>>> told =
        new EnumMap<>(EventType.class); // creations first
    for (StoredEvent event : events) {
      EntryEvent<K, V> opened =
          new EventOpener<>(source, sealer.get(), oldValueRequired).open(event, this::unvouched);
      if (opened != null && isWanted(opened)) {
        told.computeIfAbsent(opened.getEventType(), first -> new ArrayList<>()).add(opened);
      }
    }
    told.forEach(this::hand);
  }

  private void unvouched(EventType type) {
    if (hears(type)) {
      dropped();
    }
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
   * Hands on no event any more; so the time in which listeners may end begins for all of them: from
   * now on {@link #close} waits for those that are told.
   */
  public void shut() {
    calls.shut();
  }

  /**
   * Ends the reports, and closes the listener and filter where they are {@link java.io.Closeable},
   * once no event is told any more, as {@link ApplicationGate#close} has it, and without waiting if
   * it is this code that closes them.
   *
   * @throws javax.cache.CacheException if one of them fails to close
   */
  @Override
  public void close() {
    try (Closing third = () -> ApplicationObject.close(filter, FILTER);
        Closing second = calls::close;
        Closing first = reports) {
      // try-with-resources closes all and collects what they throw
    }
  }
}
