package io.sealcache.stores;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.hazelcast.config.CacheSimpleConfig;
import com.hazelcast.config.CacheSimpleConfig.ExpiryPolicyFactoryConfig;
import com.hazelcast.config.CacheSimpleConfig.ExpiryPolicyFactoryConfig.DurationConfig;
import com.hazelcast.config.CacheSimpleConfig.ExpiryPolicyFactoryConfig.TimedExpiryPolicyFactoryConfig;
import com.hazelcast.config.CacheSimpleConfig.ExpiryPolicyFactoryConfig.TimedExpiryPolicyFactoryConfig.ExpiryPolicyType;
import com.hazelcast.config.CacheSimpleEntryListenerConfig;
import com.hazelcast.core.HazelcastInstance;
import io.sealcache.EncryptedCachingProvider;
import io.sealcache.fixture.DeclaredCode;
import io.sealcache.fixture.DeclaredCode.Customer;
import io.sealcache.fixture.StoreFixture;
import io.sealcache.fixture.TestStore;
import io.sealcache.internal.store.StoreAdapter;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import javax.cache.configuration.Factory;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import javax.cache.expiry.EternalExpiryPolicy;
import javax.cache.expiry.ExpiryPolicy;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Classes of the application that members of a cluster declare. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HazelcastDeclaredCodeTest {
  private static final Customer ADA = new Customer("Ada Lovelace");
  private static final String CODE = DeclaredCode.class.getName() + "$";

  @AutoClose private final StoreFixture member = StoreFixture.over(TestStore.HAZELCAST_MEMBER);
  private String name = "";

  /** The objects that a factory was asked for, which no other way tells. */
  private static final ConcurrentLinkedQueue<String> MADE = new ConcurrentLinkedQueue<>();

  /** The code that members can declare. */
  enum Declared {
    LOADER("LoaderFactory") {
      @Override
      void in(CacheSimpleConfig config) {
        config.setReadThrough(true).setCacheLoaderFactory(className());
      }
    },
    WRITER("WriterFactory") {
      @Override
      void in(CacheSimpleConfig config) {
        config.setWriteThrough(true).setCacheWriterFactory(className());
      }
    },
    LISTENER("ListenerFactory") {
      @Override
      void in(CacheSimpleConfig config) {
        config.setCacheEntryListeners(listeners(false, null));
      }
    },
    SYNCHRONOUS_LISTENER("ListenerFactory") {
      @Override
      void in(CacheSimpleConfig config) {
        config.setCacheEntryListeners(listeners(true, null));
      }
    },
    FILTER("FilterFactory") {
      @Override
      void in(CacheSimpleConfig config) {
        config.setCacheEntryListeners(listeners(true, className()));
      }
    },
    EXPIRY_POLICY("PolicyFactory") {
      @Override
      void in(CacheSimpleConfig config) {
        config.setExpiryPolicyFactory(className());
      }
    };

    private final String simpleName;

    Declared(String simpleName) {
      this.simpleName = simpleName;
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

  private boolean client(Predicate<CacheManager> program) {
    HazelcastInstance client = member.client();
    try (EncryptedCachingProvider provider = new EncryptedCachingProvider()) {
      return program.test(provider.getCacheManager(null, null, StoreFixture.overClient(client)));
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

  private String refusal() {
    CacheException[] thrown = new CacheException[1];
    client(
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
    member.hazelcast().getMap(StoreAdapter.DESCRIPTORS).clear();
  }

  @ParameterizedTest
  @EnumSource
  void code_isRefusedWithItsClassAndNothingRuns(Declared code) {
    declare(code);

    assertThat(refusal()).contains("'" + name + "'", code.className(), "createCache");

    assertThat(DeclaredCode.takeNotes()).isEmpty();
    assertThat(member.hazelcast().getDistributedObjects())
        .noneMatch(object -> object.getName().equals(name));
  }

  @ParameterizedTest
  @EnumSource
  void code_withTheDescriptorWithheldIsGivenNoPlaintext(Declared code) {
    client(this::create);
    declare(code);
    member.hazelcast().getMap(StoreAdapter.DESCRIPTORS).clear();

    assertThat(refusal()).contains(CODE);
    assertThat(DeclaredCode.takeNotes()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = {"LOADER", "WRITER", "EXPIRY_POLICY"})
  void code_thatTheDescriptorDeniesIsLeftOut(Declared code) {
    client(this::create);
    declare(code);

    assertThat(client(this::putAndGet)).isTrue();
    assertThat(DeclaredCode.takeNotes()).isEmpty();
  }

  @Test
  void factoryOfPolicies_isNotAskedInOrderToCompare() {
    client(this::create);
    member
        .hazelcast()
        .getConfig()
        .addCacheConfig(typed().setExpiryPolicyFactory(TellingFactory.class.getName()));

    assertThat(client(this::putAndGet)).isTrue();
    assertThat(MADE).isEmpty();
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
                manager -> {
                  var taken = StoreFixture.configuration(declared(manager));
                  assertThat(taken.isStatisticsEnabled()).isTrue();
                  assertThat((Object) taken.getExpiryPolicyFactory().create())
                      .isEqualTo(new CreatedExpiryPolicy(new Duration(TimeUnit.MINUTES, 7)));
                  return putAndGet(manager);
                }))
        .isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void code_declaredToARunningMemberIsPassedOverThere(Declared code) {
    declare(code);

    assertThat((Object) member.manager().getCache(name)).isNull();
    assertThat(create(member.manager())).isTrue();
    assertThat(putAndGet(member.manager())).isTrue();
    assertThat(DeclaredCode.takeNotes()).isEmpty();
    member.manager().destroyCache(name);
  }
}
