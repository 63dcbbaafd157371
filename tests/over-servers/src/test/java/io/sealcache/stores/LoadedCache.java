package io.sealcache.stores;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.cache.configuration.MutableConfiguration;
import javax.management.JMException;

/** A cache that several applications load while its store fails, and what must hold then. */
final class LoadedCache {
  private static final String NAME = "loaded";

  private final List<ClientJvm> clients;
  private final List<CompletableFuture<MixedLoad>> loads = new ArrayList<>();

  private LoadedCache(List<ClientJvm> clients) {
    this.clients = clients;
  }

  /** Has all {@code clients} load it from now on. */
  static LoadedCache load(List<ClientJvm> clients, long seconds) {
    LoadedCache cache = new LoadedCache(clients);
    clients.forEach(client -> client.call(LoadedCache::open));
    for (int number = 0; number < clients.size(); number++) {
      MixedLoad load = new MixedLoad("application-" + number + "-");
      cache.loads.add(
          clients.get(number).begin(application -> load.run(application.cache(NAME), seconds)));
    }
    return cache;
  }

  private static boolean open(ClientApplication application) {
    application.create(
        NAME, new MutableConfiguration<String, Integer>().setStatisticsEnabled(true));
    return true;
  }

  /**
   * Waits for the end of the load, and checks that nothing was lost or made up.
   *
   * @param failures how often the store has failed meanwhile
   */
  void assertKept(int failures) throws Exception {
    List<MixedLoad> ended = new ArrayList<>();
    for (CompletableFuture<MixedLoad> load : loads) {
      ended.add(load.get(180, TimeUnit.SECONDS));
    }
    for (int number = 0; number < ended.size(); number++) {
      assertThat(ended.get(number).kept().removalsRepeated()).isLessThanOrEqualTo(failures);
      assertKept(
          ended.get(number), clients.get(number), clients.get((number + 1) % clients.size()));
    }
    int counted = ended.stream().mapToInt(MixedLoad::counted).sum();
    int inDoubt = ended.stream().mapToInt(MixedLoad::countedInDoubt).sum();
    assertThat(read(MixedLoad.COUNTER)).isBetween(counted, counted + inDoubt);
    if (clients.size() > 1) {
      assertThat(clients.stream().mapToLong(client -> client.call(LoadedCache::lostRaces)).sum())
          .isPositive();
    }
  }

  private void assertKept(MixedLoad load, ClientJvm writer, ClientJvm reader) {
    assertThat(load.undocumented()).isEmpty();
    KeptEntries kept = load.kept();
    List<String> wrong =
        reader.call(
            application -> {
              kept.check(application.cache(NAME));
              return kept.wrong();
            });
    assertThat(wrong).isEmpty();
    assertThat(load.rounds()).isGreaterThan(100);
    assertThat(read(load.ownCounter()))
        .isBetween(load.ownCounted(), load.ownCounted() + load.ownCountedInDoubt());
    assertThat(writer.call(LoadedCache::puts)).isEqualTo(load.stored());
  }

  private int read(String counter) {
    return clients
        .get(0)
        .call(application -> application.<String, Integer>cache(NAME).get(counter));
  }

  private static long lostRaces(ClientApplication application) throws JMException {
    return ClientApplication.attribute("io.sealcache:type=Encryption", NAME, "LostRaces");
  }

  private static long puts(ClientApplication application) throws JMException {
    return ClientApplication.attribute("javax.cache:type=CacheStatistics", NAME, "CachePuts");
  }
}
