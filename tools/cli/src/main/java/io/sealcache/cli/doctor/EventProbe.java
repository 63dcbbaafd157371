package io.sealcache.cli.doctor;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.cache.Cache;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.event.CacheEntryEvent;
import javax.cache.event.CacheEntryRemovedListener;
import javax.cache.event.CacheEntryUpdatedListener;

/** A probe of the events that a listener hears. */
final class EventProbe {
  private static final int PATIENCE_SECONDS = 10;

  private EventProbe() {}

  static String run(ProbeCaches caches) throws Exception {
    Cache<String, String> cache = caches.open();
    Heard heard = new Heard();
    cache.registerCacheEntryListener(
        new MutableCacheEntryListenerConfiguration<String, String>(() -> heard, null, true, true));
    cache.put("one", "first");
    heard.next("CREATED one null");
    cache.put("one", "second");
    heard.next("UPDATED one first");
    cache.remove("one");
    heard.next("REMOVED one second");
    return "a listener hears of each creation, update and removal, with the right values";
  }

  /** A listener that remembers. */
  private static final class Heard
      implements CacheEntryCreatedListener<String, String>,
          CacheEntryUpdatedListener<String, String>,
          CacheEntryRemovedListener<String, String> {
    private final BlockingQueue<String> events = new LinkedBlockingQueue<>();

    @Override
    public void onCreated(Iterable<CacheEntryEvent<? extends String, ? extends String>> created) {
      hear(created);
    }

    @Override
    public void onUpdated(Iterable<CacheEntryEvent<? extends String, ? extends String>> updated) {
      hear(updated);
    }

    @Override
    public void onRemoved(Iterable<CacheEntryEvent<? extends String, ? extends String>> removed) {
      hear(removed);
    }

    private void hear(Iterable<CacheEntryEvent<? extends String, ? extends String>> some) {
      some.forEach(
          event ->
              events.add(event.getEventType() + " " + event.getKey() + " " + event.getOldValue()));
    }

    void next(String expected) throws Exception {
      String found = events.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      String type = List.of(expected.split(" ", -1)).get(0);
      Verdict.ensure(
          found != null, "no %s event comes within %d s".formatted(type, PATIENCE_SECONDS));
      Verdict.ensure(
          expected.equals(found),
          "after a change of the kind %s another event comes".formatted(type));
    }
  }
}
