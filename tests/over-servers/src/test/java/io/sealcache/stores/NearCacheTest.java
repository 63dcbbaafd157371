package io.sealcache.stores;

import static org.assertj.core.api.Assertions.assertThat;

import com.hazelcast.cache.ICache;
import com.hazelcast.client.HazelcastClient;
import com.hazelcast.core.DistributedObject;
import com.hazelcast.core.HazelcastInstance;
import io.sealcache.EncryptedConfiguration;
import io.sealcache.fixture.OneHourPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.cache.Cache;
import javax.cache.expiry.EternalExpiryPolicy;
import javax.cache.processor.MutableEntry;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Applications whose Hazelcast clients keep copies near, which lag behind: what a compare operation
 * or a processor did rests on the entry itself, what it left alone may rest on a copy.
 */
@Timeout(300)
class NearCacheTest {
  private static final int THREADS = 2;
  private static final int ROUNDS = 100;

  @ParameterizedTest
  @CsvSource({
    "near-invalidated, false",
    "near-invalidated, true",
    "near-updated, false",
    "near-updated, true"
  })
  void count_copiesNear_losesNoIncrementAndMakesNoneTwice(String name, boolean asked)
      throws Exception {
    try (RunningStore store = RunningStore.bare(StoreKind.HAZELCAST);
        ClientJvm first = store.client();
        ClientJvm second = store.client();
        ClientJvm third = store.client()) {
      List<ClientJvm> clients = List.of(first, second, third);
      clients.forEach(client -> client.call(open(name, asked)));
      List<CompletableFuture<Integer>> counting = new ArrayList<>();
      clients.forEach(
          client -> counting.add(client.begin(application -> count(application, name))));
      int replaced = 0;
      for (CompletableFuture<Integer> client : counting) {
        replaced += client.get(200, TimeUnit.SECONDS);
      }

      int invoked = clients.size() * THREADS * ROUNDS;
      first.call(application -> touch(application, name));
      assertThat(first.call(read(name, "invoked"))).isEqualTo(invoked);
      assertThat(first.call(read(name, "replaced"))).isEqualTo(replaced);
      assertThat(replaced).isEqualTo(invoked);
      long near = first.call(application -> readNear(name));
      assertThat(near).isPositive();
    }
  }

  /**
   * Opens a cache.
   *
   * @param asked whether by a policy that the store can't have, so that a look precedes each write
   */
  private static Task<Boolean> open(String name, boolean asked) {
    return application -> {
      application.create(
          name,
          new EncryptedConfiguration<String, Integer>()
              .setContentionTimeout(java.time.Duration.ofSeconds(100)) // if the machine is busy
              .setExpiryPolicyFactory(
                  asked ? OneHourPolicy::new : EternalExpiryPolicy.factoryOf()));
      application.<String, Integer>cache(name).putIfAbsent("replaced", 0);
      return true;
    };
  }

  /** Returns how often it has replaced. */
  private static int count(ClientApplication application, String name) throws Exception {
    Cache<String, Integer> cache = application.cache(name);
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<Integer>> counting = new ArrayList<>();
      for (int thread = 0; thread < THREADS; thread++) {
        counting.add(threads.submit(() -> count(cache)));
      }
      int replaced = 0;
      for (Future<Integer> thread : counting) {
        replaced += thread.get();
      }
      return replaced;
    } finally {
      threads.shutdownNow();
    }
  }

  private static int count(Cache<String, Integer> cache) {
    int replaced = 0;
    for (int round = 0; round < ROUNDS; round++) {
      cache.invoke("invoked", NearCacheTest::increment);
      cache.put("written", round); // in the way of whoever looks at it
      cache.putIfAbsent("come-and-gone", round);
      cache.remove("come-and-gone");
      cache.replace("written", round, round + 1);
      int old = cache.get("replaced");
      while (!cache.replace("replaced", old, old + 1)) {
        old = cache.get("replaced");
      }
      replaced++;
    }
    return replaced;
  }

  private static int increment(MutableEntry<String, Integer> entry, Object... arguments) {
    int next = entry.exists() ? entry.getValue() + 1 : 1;
    entry.setValue(next);
    return next;
  }

  // A write drops the copies of whoever makes it, so that what is read then is the entry.
  private static boolean touch(ClientApplication application, String name) {
    Cache<String, Integer> cache = application.cache(name);
    for (String counter : List.of("invoked", "replaced")) {
      cache.invoke(
          counter,
          (entry, arguments) -> {
            entry.setValue(entry.getValue());
            return null;
          });
    }
    return true;
  }

  /** How many reads this JVM answered from its copies: proves that there are any. */
  private static long readNear(String name) {
    long reads = 0;
    for (HazelcastInstance client : HazelcastClient.getAllHazelcastClients()) {
      for (DistributedObject object : client.getDistributedObjects()) {
        if (object instanceof ICache<?, ?> cache && cache.getName().equals(name)) {
          reads += cache.getLocalCacheStatistics().getNearCacheStatistics().getHits();
        }
      }
    }
    return reads;
  }

  private static Task<Integer> read(String name, String counter) {
    return application -> application.<String, Integer>cache(name).get(counter);
  }
}
