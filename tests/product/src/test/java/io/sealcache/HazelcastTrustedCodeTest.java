package io.sealcache;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.hazelcast.client.HazelcastClient;
import com.hazelcast.client.cache.HazelcastClientCachingProvider;
import com.hazelcast.client.config.ClientConfig;
import com.hazelcast.config.CacheSimpleConfig;
import com.hazelcast.config.CacheSimpleConfig.ExpiryPolicyFactoryConfig;
import com.hazelcast.config.CacheSimpleConfig.ExpiryPolicyFactoryConfig.DurationConfig;
import com.hazelcast.config.CacheSimpleConfig.ExpiryPolicyFactoryConfig.TimedExpiryPolicyFactoryConfig;
import com.hazelcast.config.CacheSimpleConfig.ExpiryPolicyFactoryConfig.TimedExpiryPolicyFactoryConfig.ExpiryPolicyType;
import com.hazelcast.config.CacheSimpleEntryListenerConfig;
import io.sealcache.DeclaredCode.Customer;
import io.sealcache.internal.store.DescriptorStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import javax.cache.configuration.CompleteConfiguration;
import javax.cache.configuration.Factory;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import javax.cache.expiry.EternalExpiryPolicy;
import javax.cache.expiry.ExpiryPolicy;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Classes of the application's that members of a cluster declare, and that it trusts or not. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HazelcastTrustedCodeTest {
  private static final Customer ADA = new Customer("Ada Lovelace");
  private static final String SETTING = "sealcache.store.trusted-code";
  private static final String ALL_OF_OURS = "io.sealcache.*";
  private static final String CODE = DeclaredCode.class.getName() + "$";

  private final StoreFixture member = StoreFixture.over(TestStore.HAZELCAST_MEMBER);
  private String name = "";

  /** What a factory was asked for, which no other way tells. */
  private static final ConcurrentLinkedQueue<String> MADE = new ConcurrentLinkedQueue<>();

  /** What members can declare, and what shows that it is at work. */
  enum Declared {
    LOADER("LoaderFactory", "load 2") {
      @Override
      void in(CacheSimpleConfig config) {
        config.setReadThrough(true).setCacheLoaderFactory(className());
      }
    },
    WRITER("WriterFactory", "write 1") {
      @Override
      void in(CacheSimpleConfig config) {
        config.setWriteThrough(true).setCacheWriterFactory(className());
      }
    },
    LISTENER("ListenerFactory", "CREATED 1") {
      @Override
      void in(CacheSimpleConfig config) {
        config.setCacheEntryListeners(listeners(false, null));
      }
    },
    SYNCHRONOUS_LISTENER("ListenerFactory", "CREATED 1") {
      @Override
      void in(CacheSimpleConfig config) {
        config.setCacheEntryListeners(listeners(true, null));
      }
    },
    FILTER("FilterFactory", "CREATED 1") {
      @Override
      void in(CacheSimpleConfig config) {
        config.setCacheEntryListeners(listeners(true, className()));
      }
    },
    EXPIRY_POLICY("PolicyFactory", "") {
      @Override
      void in(CacheSimpleConfig config) {
        config.setExpiryPolicyFactory(className());
      }
    };

    private final String simpleName;

    /** Begins a note of what it did. */
    private final String note;

    Declared(String simpleName, String note) {
      this.simpleName = simpleName;
      this.note = note;
    }

    abstract void in(CacheSimpleConfig config);

    String className() {
      return CODE + simpleName;
    }

    List<CacheSimpleEntryListenerConfig> listeners(boolean synchronous, @Nullable String filter) {
      CacheSimpleEntryListenerConfig listener = new CacheSimpleEntryListenerConfig();
      listener.setCacheEntryListenerFactory(CODE + "ListenerFactory");
      listener.setCacheEntryEventFilterFactory(filter);
      listener.setOldValueRequired(false);
      listener.setSynchronous(synchronous);
      return List.of(listener);
    }
  }

  /** Makes one of JCache's own policies, and tells. */
  public static final class TellingFactory implements Factory<ExpiryPolicy> {
    @Override
    public ExpiryPolicy create() {
      MADE.add("policy");
      return new EternalExpiryPolicy();
    }
  }

  private void declare(Declared code) {
    CacheSimpleConfig config = typed();
    code.in(config);
    member.hazelcast().getConfig().addCacheConfig(config);
  }

  private CacheSimpleConfig typed() {
    return new CacheSimpleConfig(name)
        .setKeyType(Integer.class.getName())
        .setValueType(Customer.class.getName());
  }

  private boolean client(Map<String, String> settings, Predicate<CacheManager> program) {
    ClientConfig config = new ClientConfig();
    config.setClusterName(member.hazelcast().getConfig().getClusterName());
    var address = member.hazelcast().getCluster().getLocalMember().getAddress();
    config.getNetworkConfig().addAddress(address.getHost() + ":" + address.getPort());
    var client = HazelcastClient.newHazelcastClient(config);
    Properties properties = new Properties();
    properties.put("hazelcast.instance.itself", client);
    properties.put("sealcache.store.provider", HazelcastClientCachingProvider.class.getName());
    properties.put("sealcache.master-key", StoreFixture.MASTER_KEY);
    properties.put("sealcache.index-key", StoreFixture.INDEX_KEY);
    properties.putAll(settings);
    try (EncryptedCachingProvider provider = new EncryptedCachingProvider()) {
      return program.test(provider.getCacheManager(null, null, properties));
    } finally {
      client.shutdown();
    }
  }

  private Cache<Integer, Customer> declared(CacheManager manager) {
    return requireNonNull(manager.getCache(name, Integer.class, Customer.class));
  }

  private boolean create(CacheManager manager) {
    manager.createCache(
        name,
        new MutableConfiguration<Integer, Customer>()
            .setTypes(Integer.class, Customer.class)
            .setExpiryPolicyFactory(CreatedExpiryPolicy.factoryOf(Duration.ONE_HOUR)));
    return true;
  }

  private boolean putAndGet(CacheManager manager) {
    Cache<Integer, Customer> cache = declared(manager);
    cache.put(1, ADA);
    cache.get(2);
    return ADA.equals(cache.get(1));
  }

  private String refusal(Map<String, String> settings) {
    CacheException[] thrown = new CacheException[1];
    client(
        settings,
        manager -> {
          thrown[0] =
              assertThatExceptionOfType(CacheException.class)
                  .isThrownBy(() -> declared(manager))
                  .actual();
          return true;
        });
    return requireNonNull(thrown[0].getMessage());
  }

  @BeforeEach
  void forget() {
    name = "declared-" + UUID.randomUUID();
    DeclaredCode.takeNotes();
    MADE.clear();
  }

  @AfterEach
  void destroy() {
    member.hazelcast().getDistributedObjects().stream()
        .filter(object -> object.getName().contains(name))
        .forEach(object -> object.destroy());
    member.hazelcast().getMap(DescriptorStore.NAME).clear();
  }

  @AfterAll
  void close() {
    member.close();
  }

  @ParameterizedTest
  @EnumSource
  void code_isRefusedWithItsClassAndTheSettingAndNothingRuns(Declared code) {
    declare(code);

    assertThat(refusal(Map.of())).contains("'" + name + "'", CODE, SETTING);
    assertThat(refusal(Map.of(SETTING, "com.acme.**"))).contains(CODE);
    assertThat(refusal(Map.of(SETTING, "!" + code.className() + ";" + ALL_OF_OURS)))
        .contains(code.className());

    assertThat(DeclaredCode.takeNotes()).isEmpty();
    assertThat(member.hazelcast().getDistributedObjects())
        .noneMatch(object -> object.getName().equals(name));
  }

  @ParameterizedTest
  @EnumSource
  void code_thatIsTrustedWorks(Declared code) {
    declare(code);

    assertThat(
            client(
                Map.of(SETTING, ALL_OF_OURS),
                manager -> {
                  boolean found = putAndGet(manager);
                  assertHeard(code, manager);
                  return found;
                }))
        .isTrue();
  }

  private void assertHeard(Declared code, CacheManager manager) {
    if (code == Declared.EXPIRY_POLICY) {
      declared(manager).put(1, ADA); // an update, upon which it lets the entry expire
      assertThat(declared(manager).get(1)).isNull();
      return;
    }
    List<String> notes = new ArrayList<>(DeclaredCode.takeNotes());
    Predicate<String> wanted = note -> note.startsWith(code.note);
    for (int i = 0; i < 1_200 && notes.stream().noneMatch(wanted); i++) { // events are under way
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
      notes.addAll(DeclaredCode.takeNotes());
    }
    assertThat(notes).anyMatch(wanted);
  }

  @ParameterizedTest
  @EnumSource
  void code_withTheDescriptorWithheldIsGivenNoPlaintext(Declared code) {
    client(Map.of(), this::create);
    declare(code);
    member.hazelcast().getMap(DescriptorStore.NAME).clear();

    assertThat(refusal(Map.of())).contains(CODE, SETTING);
    assertThat(DeclaredCode.takeNotes()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = {"LOADER", "WRITER", "EXPIRY_POLICY"})
  void code_thatTheDescriptorDeniesIsLeftOut(Declared code) {
    client(Map.of(), this::create);
    declare(code);

    assertThat(client(Map.of(), this::putAndGet)).isTrue();
    assertThat(DeclaredCode.takeNotes()).isEmpty();
  }

  @Test
  void factoryOfPolicies_isNotAskedInOrderToCompare() {
    client(Map.of(), this::create);
    member
        .hazelcast()
        .getConfig()
        .addCacheConfig(typed().setExpiryPolicyFactory(TellingFactory.class.getName()));

    assertThat(client(Map.of(), this::putAndGet)).isTrue();
    assertThat(MADE).isEmpty();
    client(Map.of(SETTING, ALL_OF_OURS), this::putAndGet);
    assertThat(MADE).hasSize(1); // to be used
  }

  @Test
  void data_isTakenWithoutTrust() {
    CacheSimpleConfig config = typed().setStatisticsEnabled(true);
    config.setExpiryPolicyFactoryConfig(
        new ExpiryPolicyFactoryConfig(
            new TimedExpiryPolicyFactoryConfig(
                ExpiryPolicyType.CREATED, new DurationConfig(7, TimeUnit.MINUTES))));
    member.hazelcast().getConfig().addCacheConfig(config);

    assertThat(
            client(
                Map.of(),
                manager -> {
                  var taken = complete(declared(manager));
                  assertThat(taken.isStatisticsEnabled()).isTrue();
                  assertThat((Object) taken.getExpiryPolicyFactory().create())
                      .isEqualTo(new CreatedExpiryPolicy(new Duration(TimeUnit.MINUTES, 7)));
                  return putAndGet(manager);
                }))
        .isTrue();
  }

  @SuppressWarnings("unchecked")
  private static CompleteConfiguration<Integer, Customer> complete(Cache<Integer, Customer> cache) {
    return cache.getConfiguration(CompleteConfiguration.class);
  }

  @ParameterizedTest
  @EnumSource
  void code_declaredToARunningMemberIsRefusedThereToo(Declared code) {
    declare(code);

    assertThatExceptionOfType(CacheException.class)
        .isThrownBy(() -> declared(member.manager()))
        .withMessageContainingAll("'" + name + "'", CODE, SETTING);
    assertThat(DeclaredCode.takeNotes()).isEmpty();
  }
}
