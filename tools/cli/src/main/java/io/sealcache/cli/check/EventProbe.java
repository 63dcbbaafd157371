package io.sealcache.cli.check;

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

/** What a listener hears. */
final class EventProbe implements Probe.Work {
  private static final int PATIENCE_SECONDS = 10;

  @Override
  public void run(ProbeCaches caches) throws Exception {
    Cache<String, String> cache = caches.open();
    Heard heard = new Heard();
    cache.registerCacheEntryListener(
        new MutableCacheEntryListenerConfiguration<String, String>(() -> heard, null, true, true));
    cache.put("one", "first");
    heard.next("CREATED one null first");
    cache.put("one", "second");
    heard.next("UPDATED one first second");
    cache.remove("one");
    heard.next("REMOVED one second");
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
      removed.forEach(
          event -> events.add("REMOVED %s %s".formatted(event.getKey(), event.getOldValue())));
    }

    private void hear(Iterable<CacheEntryEvent<? extends String, ? extends String>> some) {
      some.forEach(
          event ->
              events.add(
                  "%s %s %s %s"
                      .formatted(
                          event.getEventType(),
                          event.getKey(),
                          event.getOldValue(),
                          event.getValue())));
    }

    void next(String expected) throws Exception {
      String found = events.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      String type = List.of(expected.split(" ", -1)).get(0);
      UnfitException.unless(
          found != null, "no %s event comes within %d s".formatted(type, PATIENCE_SECONDS));
      UnfitException.unless(
          expected.equals(found),
          "after a change of the kind %s another event comes".formatted(type));
    }
  }
}
