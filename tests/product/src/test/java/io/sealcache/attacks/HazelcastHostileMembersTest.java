package io.sealcache.attacks;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.hazelcast.client.impl.clientside.HazelcastClientInstanceImpl;
import com.hazelcast.client.impl.clientside.HazelcastClientProxy;
import com.hazelcast.client.impl.protocol.ClientMessage;
import com.hazelcast.client.impl.protocol.codec.CachePutCodec;
import com.hazelcast.client.impl.protocol.codec.MapPutCodec;
import com.hazelcast.client.impl.spi.impl.ClientInvocation;
import com.hazelcast.config.CacheSimpleConfig;
import com.hazelcast.config.CacheSimpleEntryListenerConfig;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.internal.nio.BufferObjectDataOutput;
import com.hazelcast.internal.serialization.Data;
import com.hazelcast.internal.serialization.InternalSerializationService;
import com.hazelcast.internal.serialization.impl.HeapData;
import io.sealcache.EncryptedCache;
import io.sealcache.EncryptedCacheManager;
import io.sealcache.EncryptedCachingProvider;
import io.sealcache.fixture.PlantedClass;
import io.sealcache.fixture.StoreFixture;
import io.sealcache.fixture.Stores;
import io.sealcache.fixture.TestStore;
import io.sealcache.internal.store.StoreAdapter;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.FactoryBuilder;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.event.CacheEntryUpdatedListener;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whoever controls the members names a class of a client's in what these send. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HazelcastHostileMembersTest {
  private final StoreFixture member = StoreFixture.over(TestStore.HAZELCAST_MEMBER);
  private final HazelcastInstance operator = member.client();
  private final HazelcastInstance applications = member.client();
  private final EncryptedCachingProvider provider = new EncryptedCachingProvider();
  private final EncryptedCacheManager manager =
      (EncryptedCacheManager)
          provider.getCacheManager(null, null, StoreFixture.overClient(applications));
  private String name = "";

  /** The forms in which Hazelcast lets data name a class. */
  enum Form {
    JAVA {
      @Override
      Data planted(InternalSerializationService service) {
        return service.toData(PlantedClass.elsewhere());
      }
    },
    /** Hazelcast makes an object of this form by its constructor, before its type is looked at. */
    DATA_SERIALIZABLE {
      @Override
      Data planted(InternalSerializationService service) throws IOException {
        BufferObjectDataOutput output = service.createObjectDataOutput();
        output.writeInt(0);
        output.writeInt(-2);
        output.writeBoolean(false);
        output.writeString("io.sealcache.fixture.Planted");
        return new HeapData(output.toByteArray());
      }
    };

    abstract Data planted(InternalSerializationService service) throws IOException;
  }

  @BeforeEach
  void choose() {
    name = "pii-" + UUID.randomUUID();
  }

  @AfterAll
  void close() {
    provider.close();
    applications.shutdown();
    operator.shutdown();
    member.close();
  }

  private EncryptedCache<String, String> create() {
    return (EncryptedCache<String, String>)
        manager.<String, String, MutableConfiguration<String, String>>createCache(
            name, new MutableConfiguration<String, String>().setTypes(String.class, String.class));
  }

  private HazelcastClientInstanceImpl raw() {
    return ((HazelcastClientProxy) operator).client;
  }

  private Data data(Object object) {
    return raw().getSerializationService().toData(object);
  }

  private void send(ClientMessage request, Data key) {
    int partition = raw().getClientPartitionService().getPartitionId(key);
    new ClientInvocation(raw(), request, name, partition).invoke().join();
  }

  private void putRaw(Data key, Data value) {
    send(CachePutCodec.encodeRequest("/hz/" + name, key, value, null, false, -1), key);
  }

  private String storedKey() {
    return StoreFixture.raw(manager, name).onlyKey();
  }

  private Data planted(Form form) throws IOException {
    return form.planted(raw().getSerializationService());
  }

  @ParameterizedTest
  @EnumSource
  void plantedValue_isMalformedAndInitialisesNothing(Form form) throws Exception {
    EncryptedCache<String, String> cache = create();
    cache.put("ada", "IBAN");
    assertThat(cache.get("ada")).isEqualTo("IBAN");
    putRaw(data(storedKey()), planted(form));

    assertThat(cache.get("ada")).isNull();
    assertThat(cache.getAll(Set.of("ada"))).isEmpty();
    assertThat(cache.iterator()).isExhausted();
    assertThat(cache.replace("ada", "IBAN", "other")).isFalse();
    assertThat(cache.getAndRemove("ada")).isNull();

    assertThat(PlantedClass.isInitialised()).isFalse();
    assertThat(Stores.unreadable(cache, "MALFORMED")).isPositive();
  }

  @ParameterizedTest
  @EnumSource
  void plantedKey_isMalformedAndInitialisesNothing(Form form) throws Exception {
    EncryptedCache<String, String> cache = create();
    putRaw(planted(form), data(new byte[] {1}));

    assertThat(cache.iterator()).isExhausted();

    assertThat(PlantedClass.isInitialised()).isFalse();
    assertThat(Stores.unreadable(cache, "MALFORMED")).isPositive();
  }

  @ParameterizedTest
  @EnumSource
  void plantedEvent_reachesNobodyAndInitialisesNothing(Form form) throws Exception {
    EncryptedCache<String, String> cache = create();
    List<String> heard = new CopyOnWriteArrayList<>();
    CacheEntryCreatedListener<String, String> created =
        events -> events.forEach(event -> heard.add("created " + event.getKey()));
    CacheEntryUpdatedListener<String, String> updated =
        events -> events.forEach(event -> heard.add("updated " + event.getKey()));
    for (var listener : List.of(created, updated)) {
      cache.registerCacheEntryListener(
          new MutableCacheEntryListenerConfiguration<>(
              new FactoryBuilder.SingletonFactory<>(listener), null, true, false));
    }
    cache.put("ada", "IBAN");
    putRaw(data(storedKey()), planted(form));
    putRaw(planted(form), planted(form));
    cache.put("bob", "IBAN");

    // Hazelcast tells events of different keys in any order.
    await(() -> heard.size() >= 2 && Stores.unreadable(cache, "MALFORMED") > 0);
    assertThat(heard).containsExactlyInAnyOrder("created ada", "created bob");
    assertThat(PlantedClass.isInitialised()).isFalse();
  }

  private static void await(BooleanSupplier seen) {
    for (int i = 0; i < 1_200 && !seen.getAsBoolean(); i++) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
    }
    assertThat(seen.getAsBoolean()).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void plantedDescriptor_isNoneAndInitialisesNothing(Form form) throws Exception {
    create();
    requireNonNull(manager.getCache(name)).close();
    for (Object key : operator.getMap(StoreAdapter.DESCRIPTORS).keySet()) {
      Data stored = data(key);
      send(
          MapPutCodec.encodeRequest(StoreAdapter.DESCRIPTORS, stored, planted(form), 1, -1),
          stored);
    }

    assertThat((Object) manager.getCache(name)).isNull();

    assertThat(PlantedClass.isInitialised()).isFalse();
  }

  // Hazelcast makes a filter's factory also where no listener is declared with it.
  @Test
  void plantedFilter_withoutAListenerIsPassedOverByAMemberAndInitialisesNothing() {
    CacheSimpleEntryListenerConfig filter = new CacheSimpleEntryListenerConfig();
    filter.setCacheEntryEventFilterFactory("io.sealcache.fixture.Planted");
    declare(filter);

    assertThatAMemberOnlyCreates();

    assertThat(PlantedClass.isInitialised()).isFalse();
  }

  @Test
  void listenerOfNoClass_isPassedOverByAMember() {
    declare(new CacheSimpleEntryListenerConfig());

    assertThatAMemberOnlyCreates();
  }

  private void assertThatAMemberOnlyCreates() {
    CacheManager ofMember = member.manager();
    assertThat((Object) ofMember.getCache(name)).isNull();
    Cache<Integer, String> created = ofMember.createCache(name, new MutableConfiguration<>());
    created.put(1, "IBAN");
    assertThat(created.get(1)).isEqualTo("IBAN");
    ofMember.destroyCache(name);
  }

  private void declare(CacheSimpleEntryListenerConfig listener) {
    member
        .hazelcast()
        .getConfig()
        .addCacheConfig(new CacheSimpleConfig(name).setCacheEntryListeners(List.of(listener)));
  }
}
