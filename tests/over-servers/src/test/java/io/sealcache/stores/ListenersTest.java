package io.sealcache.stores;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import javax.cache.Cache;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.event.CacheEntryEvent;
import javax.cache.event.CacheEntryRemovedListener;
import javax.cache.event.CacheEntryUpdatedListener;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Listeners and filters of applications that come and go. */
@Timeout(120)
class ListenersTest {
  private static final long FOR_EVENTS_TOO_MANY = 300;

  @ParameterizedTest
  @EnumSource(StoreKind.class)
  void listeners_ofManyJvms_fireOncePerRegistrationWhileItsCacheIsOpen(StoreKind kind)
      throws Exception {
    try (RunningStore store = RunningStore.bare(kind);
        ClientJvm closing = store.client();
        ClientJvm killed = store.client();
        ClientJvm writer = store.client()) {
      List.of(closing, killed, writer).forEach(client -> client.call(ListenersTest::open));
      closing.call(ListenersTest::listen);
      killed.call(ListenersTest::listen);

      writer.call(ListenersTest::change);
      List<String> heard =
          List.of("CREATED a=1", "CREATED b=2", "UPDATED a=3 was 1", "REMOVED b was 2");
      assertHears(closing, heard);
      assertHears(killed, heard);
      assertHears(writer, List.of());

      closing.call(ListenersTest::closeCache);
      writer.call(put("after close"));
      assertHears(killed, and(heard, "CREATED after close=0"));
      assertHears(closing, heard);

      killed.kill();
      closing.call(ListenersTest::open);
      writer.call(put("after kill"));
      assertHears(closing, heard); // reopened, but not registered again
      closing.call(ListenersTest::listen);
      try (ClientJvm late = store.client()) {
        late.call(ListenersTest::open);
        late.call(ListenersTest::listen);
        writer.call(put("late"));
        assertHears(late, List.of("CREATED late=0"));
        assertHears(closing, and(heard, "CREATED late=0"));
      }
      writer.call(put("last"));
      assertHears(closing, and(heard, "CREATED late=0", "CREATED last=0"));
      assertHears(writer, List.of());
    }
  }

  private static void assertHears(ClientJvm client, List<String> events) throws Exception {
    Await.until(() -> client.call(ListenersTest::heard).size() >= events.size());
    Thread.sleep(FOR_EVENTS_TOO_MANY);
    assertThat(client.call(ListenersTest::heard)).containsExactlyInAnyOrderElementsOf(events);
  }

  private static List<String> and(List<String> events, String... more) {
    List<String> all = new ArrayList<>(events);
    all.addAll(List.of(more));
    return all;
  }

  private static List<String> heard(ClientApplication application) {
    return new ArrayList<>(application.notes());
  }

  private static boolean open(ClientApplication application) {
    application.create("heard", new MutableConfiguration<String, Integer>());
    return true;
  }

  private static boolean closeCache(ClientApplication application) {
    application.cache("heard").close();
    return true;
  }

  private static boolean listen(ClientApplication application) {
    application
        .<String, Integer>cache("heard")
        .registerCacheEntryListener(
            new MutableCacheEntryListenerConfiguration<>(
                () -> new Noting(application.notes()),
                () -> event -> !event.getKey().startsWith("unheard"),
                true,
                false));
    return true;
  }

  private static boolean change(ClientApplication application) {
    Cache<String, Integer> cache = application.cache("heard");
    cache.put("a", 1);
    cache.put("unheard", 1);
    cache.put("b", 2);
    cache.put("a", 3);
    cache.remove("unheard");
    cache.remove("b");
    return true;
  }

  private static Task<Boolean> put(String key) {
    return application -> {
      application.<String, Integer>cache("heard").put(key, 0);
      return true;
    };
  }

  private record Noting(List<String> notes)
      implements CacheEntryCreatedListener<String, Integer>,
          CacheEntryUpdatedListener<String, Integer>,
          CacheEntryRemovedListener<String, Integer> {
    @Override
    public void onCreated(Iterable<CacheEntryEvent<? extends String, ? extends Integer>> events) {
      events.forEach(event -> notes.add("CREATED " + event.getKey() + "=" + event.getValue()));
    }

    @Override
    public void onUpdated(Iterable<CacheEntryEvent<? extends String, ? extends Integer>> events) {
      events.forEach(
          event ->
              notes.add(
                  "UPDATED %s=%s was %s"
                      .formatted(event.getKey(), event.getValue(), event.getOldValue())));
    }

    @Override
    public void onRemoved(Iterable<CacheEntryEvent<? extends String, ? extends Integer>> events) {
      events.forEach(
          event -> notes.add("REMOVED " + event.getKey() + " was " + event.getOldValue()));
    }
  }
}
