package io.sealcache.stores;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.hazelcast.client.cache.HazelcastClientCachingProvider;
import com.hazelcast.config.CacheConfig;
import com.hazelcast.core.Hazelcast;
import io.sealcache.EncryptedCachingProvider;
import io.sealcache.servers.ClassPath;
import io.sealcache.servers.HazelcastServer;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.function.Function;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import javax.cache.configuration.CompleteConfiguration;
import javax.cache.configuration.Factory;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.integration.CacheWriter;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients of members whose files declare caches: run unencrypted, then wrapped. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
class HazelcastClientDropInTest {
  private static final String TYPES =
      "<key-type class-name='java.lang.Integer'/><value-type class-name='%s'/>"
          .formatted(Customer.class.getName());

  private static final String DECLARATIONS =
      """
      <cache name="customers">
        %1$s
        <statistics-enabled>true</statistics-enabled>
        <expiry-policy-factory>
          <timed-expiry-policy-factory expiry-policy-type="CREATED" duration-amount="7" time-unit="MINUTES"/>
        </expiry-policy-factory>
        <backup-count>2</backup-count>
        <eviction size="321" max-size-policy="ENTRY_COUNT" eviction-policy="LFU"/>
      </cache>
      <cache name="orders-*"/>
      <cache name="objects">%1$s<in-memory-format>OBJECT</in-memory-format></cache>
      <cache name="lacking">%1$s<cache-loader-factory class-name="com.acme.Factory"/></cache>
      """
          .formatted(TYPES);

  private static final String TOLD = "test.factory";

  private static final Customer ADA = new Customer("Ada Lovelace");

  @TempDir Path directory;
  @AutoClose private HazelcastServer unencrypted;
  @AutoClose private HazelcastServer wrapped;

  @BeforeAll
  void start() throws IOException {
    String bare = ClassPath.of(Hazelcast.class, Cache.class);
    unencrypted = HazelcastServer.start(bare, "unencrypted", null, DECLARATIONS);
    wrapped = HazelcastServer.start(bare, "wrapped", null, DECLARATIONS);
  }

  private <T> T unencrypted(Function<CacheManager, T> program) {
    return HazelcastClientFile.run(
        new HazelcastClientCachingProvider(), file("unencrypted", unencrypted), program);
  }

  private Properties file(String name, HazelcastServer server) {
    return HazelcastClientFile.write(directory, name, server, HazelcastClientFile.Language.XML);
  }

  private <T> T wrapped(Function<CacheManager, T> program) {
    return wrapped(HazelcastClientFile.Language.XML, program);
  }

  private <T> T wrapped(HazelcastClientFile.Language language, Function<CacheManager, T> program) {
    return HazelcastClientFile.run(
        new EncryptedCachingProvider(),
        HazelcastClientFile.write(directory, "wrapped", wrapped, language),
        program);
  }

  private static Cache<Integer, Customer> customers(CacheManager manager) {
    return requireNonNull(manager.getCache("customers", Integer.class, Customer.class));
  }

  @SuppressWarnings("unchecked")
  private static CompleteConfiguration<?, ?> complete(Cache<?, ?> cache) {
    return cache.getConfiguration(CompleteConfiguration.class);
  }

  private static List<Object> seen(CacheManager manager) {
    List<Object> seen = new ArrayList<>();
    manager.getCacheNames().forEach(seen::add);
    Cache<Integer, Customer> customers = customers(manager);
    customers.put(1, ADA);
    seen.add(requireNonNull(customers.get(1)));
    customers.forEach(entry -> seen.add(entry.getKey()));
    seen.add(complete(customers).isStatisticsEnabled());
    seen.add(complete(customers).getExpiryPolicyFactory().create());
    manager.getCacheNames().forEach(seen::add);
    Cache<String, String> orders = requireNonNull(manager.getCache("orders-east"));
    orders.put("lamp", "1");
    seen.add(requireNonNull(orders.get("lamp")));
    seen.add(manager.getCache("undeclared") == null);
    return seen;
  }

  @ParameterizedTest
  @ValueSource(strings = {"XML", "YAML"})
  void declaredCaches_workAsUnencrypted(String language) {
    assertThat(
            wrapped(
                HazelcastClientFile.Language.valueOf(language), HazelcastClientDropInTest::seen))
        .isEqualTo(unencrypted(HazelcastClientDropInTest::seen))
        .contains(ADA, "customers");
  }

  @Test
  @SuppressWarnings("unchecked")
  void declaredCache_isCiphertextInTheStoreAndKeepsItsBackupsAndEviction() {
    wrapped(HazelcastClientDropInTest::seen);

    HazelcastClientFile.run(
        new HazelcastClientCachingProvider(),
        file("wrapped", wrapped),
        manager -> {
          Cache<String, byte[]> stored =
              requireNonNull(manager.getCache("customers", String.class, byte[].class));
          CacheConfig<?, ?> config = stored.getConfiguration(CacheConfig.class);
          assertThat(config.getBackupCount()).isEqualTo(2);
          assertThat(config.getEvictionConfig().getSize()).isEqualTo(321);
          assertThat(config.isStatisticsEnabled()).isFalse();
          assertThat((Object) config.getExpiryPolicyFactory().create())
              .hasSameClassAs(
                  new javax.cache.expiry.CreatedExpiryPolicy(javax.cache.expiry.Duration.ZERO));
          stored.forEach(
              entry -> {
                assertThat(entry.getKey()).hasSizeGreaterThan(20);
                assertThat(entry.getValue()[0]).isEqualTo((byte) 1);
              });
          return manager;
        });
  }

  @Test
  void secondClient_opensTheDeclaredCacheOfTheFirst() {
    wrapped(
        manager -> {
          customers(manager).put(7, ADA);
          return manager;
        });

    Customer read = wrapped(manager -> requireNonNull(customers(manager).get(7)));
    assertThat(read).isEqualTo(ADA);
    boolean statistics = wrapped(manager -> complete(customers(manager)).isStatisticsEnabled());
    assertThat(statistics).isTrue();
  }

  @Test
  void cacheOfAnotherClient_isNotTakenForADeclaredOne() {
    wrapped(
        manager -> {
          manager
              .createCache(
                  "orders-west",
                  new MutableConfiguration<Integer, Customer>()
                      .setTypes(Integer.class, Customer.class))
              .put(1, ADA);
          return manager;
        });

    Customer read =
        wrapped(
            manager ->
                requireNonNull(
                    requireNonNull(manager.getCache("orders-west", Integer.class, Customer.class))
                        .get(1)));
    assertThat(read).isEqualTo(ADA);
  }

  @Test
  void factoryThatAMemberLacks_failsAsUnencryptedAndIsExplained() {
    assertThatThrownBy(() -> unencrypted(manager -> requireNonNull(manager.getCache("lacking"))))
        .isInstanceOf(CacheException.class);
    assertThatThrownBy(() -> wrapped(manager -> requireNonNull(manager.getCache("lacking"))))
        .isInstanceOf(CacheException.class)
        .hasMessageContaining("'lacking'")
        .hasMessageContaining("<cache-loader-factory>")
        .hasMessageContaining("createCache");
  }

  @Test
  void cacheThatIsThereInClear_isNotUsed() {
    Properties clear = file("wrapped", wrapped);
    HazelcastClientFile.run(
        new HazelcastClientCachingProvider(),
        clear,
        manager ->
            manager.createCache(
                "in clear",
                new MutableConfiguration<Integer, Customer>()
                    .setTypes(Integer.class, Customer.class)));

    assertThatThrownBy(
            () ->
                wrapped(
                    manager ->
                        manager.createCache(
                            "in clear", new MutableConfiguration<Integer, Customer>())))
        .isInstanceOf(CacheException.class)
        .hasMessageContaining("'in clear'")
        .hasMessageContaining("without encryption");
  }

  @Test
  void factoryThatMembersHave_isNotInitialisedHere() throws IOException {
    String factory = HazelcastClientDropInTest.class.getName() + "$TellingFactory";
    String declaration =
        "<cache name='customers'>%s<write-through>true</write-through><cache-writer-factory class-name='%s'/></cache>"
            .formatted(TYPES, factory);
    String all = System.getProperty("java.class.path");
    try (HazelcastServer member = HazelcastServer.start(all, "telling", null, declaration)) {
      Properties file = file("telling", member);

      assertThatThrownBy(
              () ->
                  HazelcastClientFile.run(
                      new EncryptedCachingProvider(), file, HazelcastClientDropInTest::customers))
          .isInstanceOf(CacheException.class)
          .hasMessageContaining(factory);
      assertThat(System.getProperty(TOLD)).isNull();
    } finally {
      System.clearProperty(TOLD);
    }
  }

  /** Tells when this JVM initialises it, and makes nothing. */
  public static final class TellingFactory implements Factory<CacheWriter<Integer, Customer>> {
    static {
      System.setProperty(TOLD, "initialised");
    }

    @Override
    public CacheWriter<Integer, Customer> create() {
      throw new CacheException("makes no writer");
    }
  }

  record Customer(String name) implements Serializable {}
}
