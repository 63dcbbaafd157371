package io.sealcache.stores;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.hazelcast.cache.HazelcastCachingProvider;
import com.hazelcast.config.Config;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import io.sealcache.fixture.DeclaredCode;
import io.sealcache.fixture.DeclaredCode.Customer;
import java.io.FileNotFoundException;
import java.nio.file.Path;
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

  private HazelcastDropIn file() {
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

  private static void overRunning(
      HazelcastDropIn file, BiConsumer<HazelcastInstance, Properties> program) {
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
          assertThat(HazelcastDropIn.wrapped(properties, HazelcastInstanceTest::putAda))
              .isEqualTo(ADA);
          assertThat(running.getLifecycleService().isRunning()).isTrue();
          assertThat(running.getDistributedObjects())
              .extracting(object -> object.getName())
              .contains("customers");
        });
  }

  @Test
  void providerType_choosesTheMember() {
    HazelcastDropIn file = file();
    System.setProperty("hazelcast.jcache.provider.type", "member");
    try {
      Properties properties = file.location();
      assertThat(
              HazelcastDropIn.run(
                  new HazelcastCachingProvider(), properties, HazelcastInstanceTest::putAda))
          .isEqualTo(ADA);
      properties.setProperty("sealcache.store.provider", HazelcastCachingProvider.class.getName());
      assertThat(HazelcastDropIn.wrapped(properties, HazelcastInstanceTest::putAda)).isEqualTo(ADA);
    } finally {
      System.clearProperty("hazelcast.jcache.provider.type");
    }
  }

  private static Customer putAda(CacheManager manager) {
    customers(manager).put(1, ADA);
    return requireNonNull(customers(manager).get(1));
  }

  private static HazelcastInstance start(HazelcastDropIn file) {
    try {
      return Hazelcast.newHazelcastInstance(Config.loadFromFile(Path.of(file.file()).toFile()));
    } catch (FileNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void codeDeclaredForACacheThatWasCreatedWithoutIt_isNotTaken() {
    HazelcastDropIn file =
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
          HazelcastDropIn.wrapped(
              properties,
              manager ->
                  manager.createCache(
                      "customers",
                      new MutableConfiguration<Integer, Customer>()
                          .setTypes(Integer.class, Customer.class)));
          DeclaredCode.takeNotes();

          int found =
              HazelcastDropIn.<Integer>wrapped(
                  properties, manager -> customers(manager).getAll(Set.of(7)).size());

          assertThat(found).isZero();
          assertThat(DeclaredCode.takeNotes()).isEmpty();
        });
  }

  @Test
  void defaultMapWithLife_keepsDescriptors() {
    HazelcastDropIn file =
        HazelcastDropIn.ofXml(
            directory,
            "<map name='default'><time-to-live-seconds>1</time-to-live-seconds>"
                + "<max-idle-seconds>1</max-idle-seconds></map><cache name='customers'/>");
    overRunning(
        file,
        (running, properties) -> {
          HazelcastDropIn.wrapped(
              properties, manager -> requireNonNull(manager.getCache("customers")));
          var map = running.<String, byte[]>getMap("sealcache-descriptors");
          Set<String> keys = map.keySet();
          assertThat(keys).hasSize(1);
          var entry = map.getEntryView(keys.iterator().next());
          assertThat(entry.getTtl()).isEqualTo(Long.MAX_VALUE);
          assertThat(entry.getMaxIdle()).isEqualTo(Long.MAX_VALUE);
        });
  }
}
