package io.sealcache.stores;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.fixture.UserCode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.cache.Cache;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import javax.management.JMException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Operations on many entries of a store in another process, and what Redis is sent for them. */
@Timeout(240)
class BulkCallsTest {
  private static final int ENTRIES = 2_000;

  /** Far fewer than entries, whatever a client sends besides. */
  private static final int FEW = 100;

  private static MutableConfiguration<String, Integer> configuration() {
    return new MutableConfiguration<String, Integer>()
        .setTypes(String.class, Integer.class)
        .setReadThrough(true)
        .setCacheLoaderFactory(UserCode.loader(String::length))
        .setStatisticsEnabled(true);
  }

  private static Map<String, Integer> values() {
    Map<String, Integer> values = new HashMap<>();
    for (int i = 0; i < ENTRIES; i++) {
      values.put("key " + i, i);
    }
    return values;
  }

  private static long removals(String cache) throws JMException {
    return ClientApplication.attribute("javax.cache:type=CacheStatistics", cache, "CacheRemovals");
  }

  @Test
  void redis_isSentFewCommandsForManyEntries() throws Exception {
    try (RunningStore store = RunningStore.bare(StoreKind.REDIS);
        ClientJvm client = store.client()) {
      client.call(
          application -> {
            application.create("few", configuration().setStatisticsEnabled(false));
            return true;
          });

      assertThat(commands(store, client, few -> few.putAll(values()))).isLessThan(FEW);
      assertThat(commands(store, client, few -> few.getAll(values().keySet()))).isLessThan(FEW);
      assertThat(commands(store, client, few -> UserCode.loadAll(few, values().keySet(), true)))
          .isLessThan(FEW);
      assertThat(commands(store, client, few -> few.forEach(entry -> {})))
          .isBetween((long) ENTRIES / 100, (long) ENTRIES / 4); // pages of Redisson's iterator
      assertThat(commands(store, client, few -> few.removeAll(values().keySet()))).isLessThan(FEW);
      assertThat(commands(store, client, few -> few.getAll(values().keySet()))) // each is entered
          .isGreaterThanOrEqualTo(ENTRIES);
    }
  }

  @Test
  void redis_isSentACommandForEachRemovalThatIsCounted() throws Exception {
    try (RunningStore store = RunningStore.bare(StoreKind.REDIS);
        ClientJvm client = store.client()) {
      client.call(
          application -> {
            application.create("few", configuration());
            application.<String, Integer>cache("few").putAll(values());
            return true;
          });

      assertThat(commands(store, client, few -> few.removeAll(values().keySet())))
          .isBetween((long) ENTRIES, (long) ENTRIES + FEW);
      long counted = client.<Long>call(few -> removals("few"));
      assertThat(counted).isEqualTo(ENTRIES);
      long ofExpired = client.<Long>call(BulkCallsTest::removalsOfWhatHasExpired);
      assertThat(ofExpired).isZero();
    }
  }

  /** Redis still has them: Redisson deletes what has expired some seconds later. */
  private static long removalsOfWhatHasExpired(ClientApplication application) throws Exception {
    Cache<String, Integer> brief =
        application.create(
            "brief",
            new MutableConfiguration<String, Integer>()
                .setStatisticsEnabled(true)
                .setExpiryPolicyFactory(
                    CreatedExpiryPolicy.factoryOf(new Duration(TimeUnit.MILLISECONDS, 50))));
    brief.putAll(Map.of("a", 1, "b", 2));
    while (brief.containsKey("a") || brief.containsKey("b")) {
      TimeUnit.MILLISECONDS.sleep(10);
    }
    brief.removeAll(Set.of("a", "b"));
    return removals("brief");
  }

  private interface Use extends java.io.Serializable {
    void of(Cache<String, Integer> cache) throws Exception;
  }

  private static long commands(RunningStore store, ClientJvm client, Use use) throws IOException {
    long before = commands(store);
    client.call(
        application -> {
          use.of(application.cache("few"));
          return true;
        });
    return commands(store) - before;
  }

  /** How many commands clients have sent, except those inside scripts. */
  private static long commands(RunningStore store) throws IOException {
    long commands = 0;
    try (Socket redis = new Socket(InetAddress.getLoopbackAddress(), store.port());
        BufferedReader answer =
            new BufferedReader(
                new InputStreamReader(redis.getInputStream(), StandardCharsets.US_ASCII))) {
      redis
          .getOutputStream()
          .write("INFO commandstats\r\nQUIT\r\n".getBytes(StandardCharsets.US_ASCII));
      for (String line = answer.readLine(); line != null; line = answer.readLine()) {
        if (line.startsWith("cmdstat_eval") || line.startsWith("cmdstat_hscan")) {
          commands += Long.parseLong(line.replaceAll(".*:calls=([0-9]+),.*", "$1"));
        }
      }
    }
    return commands;
  }
}
