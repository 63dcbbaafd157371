package io.sealcache.stores;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.hazelcast.cache.HazelcastCachingProvider;
import com.hazelcast.client.HazelcastClient;
import com.hazelcast.client.cache.HazelcastClientCachingProvider;
import com.hazelcast.client.config.ClientConfig;
import com.hazelcast.config.Config;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import io.sealcache.fixture.DeclaredCode;
import io.sealcache.fixture.DeclaredCode.Customer;
import io.sealcache.fixture.StoreFixture;
import java.io.FileNotFoundException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.function.BiConsumer;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.MutableConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The ways in which an application names a Hazelcast instance or its file. */
class HazelcastInstanceTest {
  private static final Customer ADA = new Customer("Ada Lovelace");

  @TempDir Path directory;

  private DropIn file() {
    return HazelcastDropIn.ofXml(
        directory,
        """
        <cache name="customers">
          <key-type class-name="java.lang.Integer"/><value-type class-name="%s"/>
        </cache>
        """
            .formatted(Customer.class.getName()));
  }

  private static Cache<Integer, Customer> customers(CacheManager manager) {
    return requireNonNull(manager.getCache("customers", Integer.class, Customer.class));
  }

  private static void overRunning(DropIn file, BiConsumer<HazelcastInstance, Properties> program) {
    HazelcastInstance running = start(file);
    try {
      Properties properties = new Properties();
      properties.put("hazelcast.instance.itself", running);
      program.accept(running, properties);
    } finally {
      running.shutdown();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"hazelcast.instance.itself", "hazelcast.instance.name"})
  void instanceThatIsGivenOrNamed_isTheOneThatRuns(String property) {
    overRunning(
        file(),
        (running, given) -> {
          Properties properties = new Properties();
          properties.put(property, property.endsWith("name") ? running.getName() : running);
          assertThat(HazelcastDropIn.over(properties).wrapped(HazelcastInstanceTest::putAda))
              .isEqualTo(ADA);
          assertThat(running.getLifecycleService().isRunning()).isTrue();
          assertThat(running.getDistributedObjects())
              .extracting(object -> object.getName())
              .contains("customers");
        });
  }

  @Test
  void providerType_choosesTheMember() {
    DropIn file = file();
    System.setProperty("hazelcast.jcache.provider.type", "member");
    try {
      new DropIn(HazelcastCachingProvider.class, null, null, file.properties())
          .assertSeen(manager -> List.of(putAda(manager)), ADA);
    } finally {
      System.clearProperty("hazelcast.jcache.provider.type");
    }
  }

  private static Customer putAda(CacheManager manager) {
    customers(manager).put(1, ADA);
    return requireNonNull(customers(manager).get(1));
  }

  private static HazelcastInstance start(DropIn file) {
    try {
      URI uri = URI.create(file.properties().getProperty("hazelcast.config.location"));
      return Hazelcast.newHazelcastInstance(Config.loadFromFile(Path.of(uri).toFile()));
    } catch (FileNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void codeDeclaredForACacheThatWasCreatedWithoutIt_isNotTaken() {
    DropIn file =
        HazelcastDropIn.ofXml(
            directory,
            """
            <cache name="customers">
              <key-type class-name="java.lang.Integer"/><value-type class-name="%1$sCustomer"/>
              <read-through>true</read-through>
              <cache-loader-factory class-name="%1$sLoaderFactory"/>
            </cache>
            """
                .formatted(DeclaredCode.class.getName() + "$"));
    overRunning(
        file,
        (running, properties) -> {
          HazelcastDropIn.over(properties)
              .wrapped(
                  manager ->
                      manager.createCache(
                          "customers",
                          new MutableConfiguration<Integer, Customer>()
                              .setTypes(Integer.class, Customer.class)));
          DeclaredCode.takeNotes();

          int found =
              HazelcastDropIn.over(properties)
                  .<Integer>wrapped(manager -> customers(manager).getAll(Set.of(7)).size());

          assertThat(found).isZero();
          assertThat(DeclaredCode.takeNotes()).isEmpty();
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"default", "sealcache-descriptors"})
  void mapWithLife_keepsDescriptors(String name) {
    DropIn file =
        HazelcastDropIn.ofXml(
            directory,
            ("<map name='%s'><time-to-live-seconds>1</time-to-live-seconds>"
                    + "<max-idle-seconds>1</max-idle-seconds></map><cache name='customers'/>")
                .formatted(name));
    overRunning(
        file,
        (running, properties) -> {
          HazelcastDropIn.over(properties)
              .wrapped(manager -> requireNonNull(manager.getCache("customers")));
          var map = running.<String, byte[]>getMap("sealcache-descriptors");
          Set<String> keys = map.keySet();
          assertThat(keys).hasSize(1);
          var entry = map.getEntryView(keys.iterator().next());
          assertThat(entry.getTtl()).isEqualTo(Long.MAX_VALUE);
          assertThat(entry.getMaxIdle()).isEqualTo(Long.MAX_VALUE);
        });
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void defaultMapThatEvicts_keepsDescriptors(boolean byClient) {
    DropIn file =
        HazelcastDropIn.ofXml(
            directory,
            "<map name='default'><eviction eviction-policy='LRU' max-size-policy='PER_NODE'"
                + " size='3'/></map>");
    overRunning(
        file,
        (running, properties) -> {
          if (byClient) {
            ClientConfig config = new ClientConfig();
            config.setClusterName(running.getConfig().getClusterName());
            var address = running.getCluster().getLocalMember().getAddress();
            config.getNetworkConfig().addAddress(address.getHost() + ":" + address.getPort());
            HazelcastInstance client = HazelcastClient.newHazelcastClient(config);
            Properties ofClient = StoreFixture.overClient(client);
            new DropIn(HazelcastClientCachingProvider.class, null, null, ofClient)
                .wrapped(HazelcastInstanceTest::createMany);
            client.shutdown();
          } else {
            HazelcastDropIn.over(properties).wrapped(HazelcastInstanceTest::createMany);
          }

          assertThat(running.<String, byte[]>getMap("sealcache-descriptors").size()).isEqualTo(20);
        });
  }

  private static boolean createMany(CacheManager manager) {
    for (int i = 0; i < 20; i++) {
      manager.createCache("numbers" + i, new MutableConfiguration<Integer, Integer>());
    }
    return true;
  }
}
