package io.sealcache.linearizability;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.fixture.StoreFixture;
import io.sealcache.fixture.TestStore;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.cache.Cache;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.integration.CacheWriter;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Racing threads on an encrypted cache with a listener or a writer, over each store. */
@Tag("slow")
@Timeout(180)
class ApplicationCodeRaceTest {
  @ParameterizedTest
  @EnumSource(TestStore.class)
  void race_withSynchronousListener_eventsTellEachChangeOnce(TestStore store) {
    try (StoreFixture fixture = Races.over(store)) {
      Cache<String, String> cache = fixture.create("raced");
      EventLedger<String> ledger = new EventLedger<>();
      cache.registerCacheEntryListener(ledger.configuration());

      assertThat(
              Races.firstRejected(
                  thread -> cache,
                  histories ->
                      histories.forEach(
                          history -> ledger.awaitLeadTo(history.key(), cache.get(history.key())))))
          .isEmpty();
      assertThat(ledger.size()).isPositive();
    }
  }

  @ParameterizedTest
  @EnumSource(TestStore.class)
  void race_withWriter_writtenAndCachedAgree(TestStore store) {
    try (StoreFixture fixture = Races.over(store)) {
      MapWriter writer = new MapWriter();
      Cache<String, String> cache =
          fixture.create(
              "raced",
              new MutableConfiguration<String, String>()
                  .setWriteThrough(true)
                  .setCacheWriterFactory(() -> writer));

      assertThat(
              Races.firstRejected(
                  thread -> cache,
                  histories ->
                      histories.forEach(
                          history ->
                              assertThat(writer.written.get(history.key()))
                                  .isEqualTo(cache.get(history.key())))))
          .isEmpty();
    }
  }

  /** Where the values go that are written through. */
  private static final class MapWriter implements CacheWriter<String, String> {
    private final Map<String, String> written = new ConcurrentHashMap<>();

    @Override
    public void write(Cache.Entry<? extends String, ? extends String> entry) {
      written.put(entry.getKey(), entry.getValue());
    }

    @Override
    public void writeAll(
        java.util.Collection<Cache.Entry<? extends String, ? extends String>> entries) {
      entries.forEach(this::write);
      entries.clear();
    }

    @Override
    public void delete(Object key) {
      written.remove(key);
    }

    @Override
    public void deleteAll(java.util.Collection<?> keys) {
      keys.forEach(this::delete);
      keys.clear();
    }
  }
}
