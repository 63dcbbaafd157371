package io.sealcache.stores;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.EncryptedConfiguration;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.cache.Cache;
import javax.cache.processor.MutableEntry;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Three applications that count in the same entries. */
@Timeout(300)
class SharedCountersTest {
  private static final int APPLICATIONS = 3;
  private static final int ROUNDS = 100;
  private static final List<String> COUNTERS = List.of("one", "two", "three");

  @ParameterizedTest
  @EnumSource(StoreKind.class)
  void count_threeApplications_losesNoIncrement(StoreKind kind) throws Exception {
    try (RunningStore store = RunningStore.bare(kind);
        ClientJvm first = store.client();
        ClientJvm second = store.client();
        ClientJvm third = store.client()) {
      var clients = List.of(first, second, third);
      clients.forEach(client -> client.call(SharedCountersTest::open));
      var counting = new ArrayList<CompletableFuture<Integer>>();
      clients.forEach(client -> counting.add(client.begin(SharedCountersTest::count)));
      for (var client : counting) {
        assertThat(client.get(200, TimeUnit.SECONDS)).isEqualTo(ROUNDS);
      }

      for (String counter : COUNTERS) {
        assertThat(second.call(read(counter)))
            .describedAs(counter)
            .isEqualTo(APPLICATIONS * 2 * ROUNDS);
      }
      assertThat(third.call(read("guarded"))).isEqualTo(APPLICATIONS * ROUNDS);
      boolean guarded = first.call(application -> counters(application).containsKey("guard"));
      assertThat(guarded).isFalse();
    }
  }

  private static boolean open(ClientApplication application) {
    application.create(
        "counters",
        new EncryptedConfiguration<String, Integer>()
            .setContentionTimeout(Duration.ofSeconds(100)) // how long a busy machine may starve one
            .setTypes(String.class, Integer.class));
    return true;
  }

  private static Cache<String, Integer> counters(ClientApplication application) {
    return application.manager().getCache("counters", String.class, Integer.class);
  }

  private static Task<Integer> read(String counter) {
    return application -> counters(application).get(counter);
  }

  private static int count(ClientApplication application) {
    Cache<String, Integer> cache = counters(application);
    int own = (int) ProcessHandle.current().pid();
    for (int round = 0; round < ROUNDS; round++) {
      for (String counter : COUNTERS) {
        cache.invoke(counter, SharedCountersTest::increment);
        compareAndIncrement(cache, counter);
      }
      incrementGuarded(cache, own);
    }
    return ROUNDS;
  }

  private static int increment(MutableEntry<String, Integer> entry, Object... arguments) {
    int next = entry.exists() ? entry.getValue() + 1 : 1;
    entry.setValue(next);
    return next;
  }

  private static void compareAndIncrement(Cache<String, Integer> cache, String counter) {
    while (true) {
      Integer old = cache.get(counter);
      if (old == null ? cache.putIfAbsent(counter, 1) : cache.replace(counter, old, old + 1)) {
        return;
      }
    }
  }

  // Not atomic in itself: an entry that one application holds at a time makes it so.
  private static void incrementGuarded(Cache<String, Integer> cache, int own) {
    while (!cache.putIfAbsent("guard", own)) {
      Thread.onSpinWait();
    }
    Integer old = cache.get("guarded");
    cache.put("guarded", old == null ? 1 : old + 1);
    if (!cache.remove("guard", own)) {
      throw new IllegalStateException("Another application took the guard away");
    }
  }
}
