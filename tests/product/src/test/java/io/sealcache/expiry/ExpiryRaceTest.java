package io.sealcache.expiry;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.EncryptedConfiguration;
import io.sealcache.fixture.Calls;
import io.sealcache.fixture.OverEachStore;
import io.sealcache.fixture.Stores;
import io.sealcache.fixture.TestStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.cache.Cache;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Entries that have expired, beside threads that ask for them at once. */
@Tag("slow")
class ExpiryRaceTest {
  @RegisterExtension private static final Stores STORES = new Stores();

  private static final int READERS = 4;
  private static final int ROUNDS = 20;
  private static final long LIFE_MILLIS = 20;

  @OverEachStore
  void read_byManyOnceEntriesHaveExpired_findsNone(TestStore store) throws Exception {
    Cache<String, Integer> cache =
        STORES.create(
            store,
            new EncryptedConfiguration<String, Integer>()
                .setUnlimitedAge()
                .setExpiryPolicyFactory(
                    CreatedExpiryPolicy.factoryOf(
                        new Duration(TimeUnit.MILLISECONDS, LIFE_MILLIS))));
    Map<String, Integer> entries = new HashMap<>();
    for (int i = 0; i < 100; i++) {
      entries.put("key " + i, i);
    }

    for (int round = 0; round < ROUNDS; round++) {
      cache.putAll(entries);
      Thread.sleep(2 * LIFE_MILLIS);
      List<Future<List<Integer>>> readers = new ArrayList<>();
      for (int i = 0; i < READERS; i++) {
        readers.add(Calls.started(() -> found(cache, entries.keySet())));
        readers.add(Calls.started(() -> List.copyOf(cache.getAll(entries.keySet()).values())));
      }
      for (Future<List<Integer>> reader : readers) {
        assertThat(reader.get()).isEmpty();
      }
    }
  }

  private static List<Integer> found(Cache<String, Integer> cache, Set<String> keys) {
    return keys.stream().map(cache::get).filter(Objects::nonNull).toList();
  }
}
