package io.sealcache;

import java.io.Closeable;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.event.CacheEntryEvent;
import javax.cache.event.CacheEntryExpiredListener;
import javax.cache.event.CacheEntryRemovedListener;
import javax.cache.event.CacheEntryUpdatedListener;

/** A listener to all events, which keeps {@code TYPE key: old -> new} of each. */
final class Recorder<K, V>
    implements CacheEntryCreatedListener<K, V>,
        CacheEntryUpdatedListener<K, V>,
        CacheEntryRemovedListener<K, V>,
        CacheEntryExpiredListener<K, V>,
        Closeable {
  final List<String> events = new CopyOnWriteArrayList<>();
  final List<CacheEntryEvent<? extends K, ? extends V>> raw = new CopyOnWriteArrayList<>();
  final AtomicInteger closed = new AtomicInteger();
  Runnable afterClose = () -> {};

  static <K, V> Recorder<K, V> of() {
    return new Recorder<>();
  }

  /** Once there are that many: a store may tell afterwards of what others did. */
  List<String> events(int count) throws InterruptedException {
    long start = System.nanoTime();
    while (events.size() < count && System.nanoTime() - start < TimeUnit.SECONDS.toNanos(30)) {
      Thread.sleep(5);
    }
    return events;
  }

  /** Synchronous and with old values. */
  CacheEntryListenerConfiguration<K, V> configuration() {
    return new MutableCacheEntryListenerConfiguration<>(() -> this, null, true, true);
  }

  @Override
  public void onCreated(Iterable<CacheEntryEvent<? extends K, ? extends V>> created) {
    created.forEach(this::record);
  }

  @Override
  public void onUpdated(Iterable<CacheEntryEvent<? extends K, ? extends V>> updated) {
    updated.forEach(this::record);
  }

  @Override
  public void onRemoved(Iterable<CacheEntryEvent<? extends K, ? extends V>> removed) {
    removed.forEach(this::record);
  }

  @Override
  public void onExpired(Iterable<CacheEntryEvent<? extends K, ? extends V>> expired) {
    expired.forEach(this::record);
  }

  private void record(CacheEntryEvent<? extends K, ? extends V> event) {
    raw.add(event);
    events.add(
        event.getEventType()
            + " "
            + event.getKey()
            + ": "
            + event.getOldValue()
            + " -> "
            + event.getValue());
  }

  @Override
  public void close() {
    closed.incrementAndGet();
    afterClose.run();
  }
}
