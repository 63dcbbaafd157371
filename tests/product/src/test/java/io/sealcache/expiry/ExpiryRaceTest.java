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
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import javax.cache.Cache;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Entries that have expired, beside threads that ask for them at once. */
@Tag("slow")
@Tag("race")
class ExpiryRaceTest {
  @RegisterExtension private static final Stores STORES = new Stores();

  private static final int THREADS = 4;
  private static final int ROUNDS = 20;
  private static final long LIFE_MILLIS = 20;

  private static final Map<String, Integer> ENTRIES = new HashMap<>();

  static {
    for (int i = 0; i < 100; i++) {
      ENTRIES.put("key " + i, i);
    }
  }

  @OverEachStore
  void read_byManyOnceEntriesHaveExpired_findsNone(TestStore store) throws Exception {
    Cache<String, Integer> cache = create(store);
    List<Callable<List<Object>>> readers =
        List.of(
            () -> each(key -> cache.get(key)),
            () -> List.copyOf(cache.getAll(ENTRIES.keySet()).values()));

    for (int round = 0; round < ROUNDS; round++) {
      assertThat(onceExpired(cache, readers)).isEmpty();
    }
  }

  @OverEachStore
  void remove_besideReadersOnceEntriesHaveExpired_removesNone(TestStore store) throws Exception {
    Cache<String, Integer> cache = create(store);
    List<Callable<List<Object>>> both =
        List.of(() -> each(key -> cache.remove(key) ? key : null), () -> each(cache::get));

    for (int round = 0; round < ROUNDS; round++) {
      assertThat(onceExpired(cache, both)).isEmpty();
    }
  }

  private static Cache<String, Integer> create(TestStore store) {
    return STORES.create(
        store,
        new EncryptedConfiguration<String, Integer>()
            .setUnlimitedAge()
            .setExpiryPolicyFactory(
                CreatedExpiryPolicy.factoryOf(new Duration(TimeUnit.MILLISECONDS, LIFE_MILLIS))));
  }

  /** The results of calls by many threads at once, when all entries have expired. */
  private static List<Object> onceExpired(
      Cache<String, Integer> cache, List<Callable<List<Object>>> calls) throws Exception {
    cache.putAll(ENTRIES);
    Thread.sleep(2 * LIFE_MILLIS);
    List<Future<List<Object>>> begun = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      calls.forEach(call -> begun.add(Calls.started(call)));
    }
    List<Object> results = new ArrayList<>();
    for (Future<List<Object>> call : begun) {
      results.addAll(call.get());
    }
    return results;
  }

  private static List<Object> each(Function<String, @Nullable Object> call) {
    return ENTRIES.keySet().stream()
        .<Object>mapMulti(
            (key, results) -> {
              Object result = call.apply(key);
              if (result != null) {
                results.accept(result);
              }
            })
        .toList();
  }
}
