package io.sealcache.internal.store.hazelcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.hazelcast.cache.impl.event.CachePartitionLostEvent;
import com.hazelcast.cache.impl.event.CachePartitionLostListener;
import com.hazelcast.client.impl.protocol.codec.holder.CacheConfigHolder;
import com.hazelcast.config.CacheConfig;
import com.hazelcast.config.CachePartitionLostListenerConfig;
import com.hazelcast.config.EvictionConfig;
import com.hazelcast.config.EvictionPolicy;
import com.hazelcast.config.MaxSizePolicy;
import com.hazelcast.config.WanReplicationRef;
import com.hazelcast.internal.serialization.InternalSerializationService;
import com.hazelcast.internal.serialization.impl.DefaultSerializationServiceBuilder;
import com.hazelcast.spi.eviction.EvictableEntryView;
import com.hazelcast.spi.eviction.EvictionPolicyComparator;
import io.sealcache.internal.store.RefusedCode;
import java.io.Serializable;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.cache.CacheException;
import javax.cache.configuration.Factory;
import javax.cache.configuration.FactoryBuilder;
import javax.cache.configuration.FactoryBuilder.SingletonFactory;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import javax.cache.expiry.EternalExpiryPolicy;
import javax.cache.expiry.ExpiryPolicy;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HazelcastMembersDeclarationTest {
  private final InternalSerializationService members =
      new DefaultSerializationServiceBuilder().build();
  private final CacheConfig<Object, Object> declared = new CacheConfig<>("orders");

  private CacheConfig<Object, Object> read(InternalSerializationService by) {
    return new HazelcastMembersDeclaration("orders", CacheConfigHolder.of(declared, by)).read();
  }

  private CacheConfig<Object, Object> read() {
    return read(members);
  }

  private void assertRefused(InternalSerializationService by, String... parts) {
    Factory<?> expiry = read(by).getExpiryPolicyFactory();
    assertThat(expiry).isInstanceOf(RefusedCode.class);
    assertThatExceptionOfType(CacheException.class)
        .isThrownBy(expiry::create)
        .withMessageContaining("<expiry-policy-factory> that Hazelcast's members declare")
        .withMessageContaining("'orders'")
        .withMessageContainingAll(parts);
  }

  @Test
  void policyOfJCache_isData() {
    ExpiryPolicy policy = new CreatedExpiryPolicy(new Duration(TimeUnit.MINUTES, 7));
    declared.setExpiryPolicyFactory(new SingletonFactory<>(policy));

    Factory<ExpiryPolicy> taken = read().getExpiryPolicyFactory();
    assertThat(taken).isInstanceOf(SingletonFactory.class);
    assertThat(taken.create()).isEqualTo(policy);
  }

  @Test
  void factoryThatNamesAClassAsText_isRefused() {
    declared.setExpiryPolicyFactory(FactoryBuilder.factoryOf(EternalExpiryPolicy.class));

    assertRefused(members, "ClassFactory");
  }

  @Test
  @SuppressWarnings({"unchecked", "rawtypes"}) // objects of any type are sent
  void constantThatIsNoPolicy_isRefused() {
    declared.setExpiryPolicyFactory((Factory) new SingletonFactory<>(Duration.ONE_DAY));

    assertRefused(members, "SingletonFactory");
  }

  @Test
  void packedPolicy_isRefused() {
    declared.setExpiryPolicyFactory(EternalExpiryPolicy.factoryOf());

    assertRefused(
        new DefaultSerializationServiceBuilder().setEnableCompression(true).build(), "damaged");
  }

  @Test
  @SuppressWarnings({"unchecked", "rawtypes"}) // objects of any type are sent
  void manyBytes_areRefusedUnread() {
    declared.setExpiryPolicyFactory((Factory) new SingletonFactory<>("x".repeat(4096)));

    assertRefused(members, "longer than");
  }

  /** Of a class that no member is to choose. */
  record Told(@Nullable Serializable held) implements Factory<Object>, Serializable {
    @Override
    public Object create() {
      throw new IllegalStateException("It ran");
    }
  }

  @Test
  @SuppressWarnings({"unchecked", "rawtypes"}) // objects of any type are sent
  void loaderAndWriter_areRefusedByTheirClass() {
    declared.setCacheLoaderFactory((Factory) new Told(null));
    declared.setCacheWriterFactory((Factory) new SingletonFactory<>(new Told("held")));

    for (Factory<?> factory :
        List.of(read().getCacheLoaderFactory(), read().getCacheWriterFactory())) {
      assertThatExceptionOfType(CacheException.class)
          .isThrownBy(factory::create)
          .withMessageContaining(Told.class.getName());
    }
  }

  /** Of a class that runs inside members. */
  record Oldest()
      implements EvictionPolicyComparator<Object, Object, EvictableEntryView<Object, Object>>,
          Serializable {
    @Override
    public int compare(
        EvictableEntryView<Object, Object> one, EvictableEntryView<Object, Object> other) {
      throw new IllegalStateException("It ran with " + one + " and " + other);
    }
  }

  @Test
  void comparatorGivenAsAnObject_isRefusedByItsClass() {
    declared.setEvictionConfig(new EvictionConfig().setComparator(new Oldest()));

    assertThatExceptionOfType(CacheException.class)
        .isThrownBy(this::read)
        .withMessageContainingAll("An object that", "'orders'", Oldest.class.getName());
  }

  /** Of a class that runs inside members, and gets no entry. */
  record Lost() implements CachePartitionLostListener, Serializable {
    @Override
    public void partitionLost(CachePartitionLostEvent event) {
      throw new IllegalStateException("It ran with " + event);
    }
  }

  @Test
  void listenerToLostPartitionsGivenAsAnObject_isLeftToTheMembers() {
    CachePartitionLostListenerConfig named = new CachePartitionLostListenerConfig("com.acme.Lost");
    declared
        .getPartitionLostListenerConfigs()
        .addAll(List.of(new CachePartitionLostListenerConfig(new Lost()), named));

    assertThat(read().getPartitionLostListenerConfigs()).containsExactly(named);
  }

  @Test
  void noCode_isNone() {
    assertThat((Object) read().getCacheLoaderFactory()).isNull();
    assertThat((Object) read().getCacheWriterFactory()).isNull();
    assertThat(read().getCacheEntryListenerConfigurations()).isEmpty();
  }

  @Test
  @SuppressWarnings("deprecation") // of hot restart
  void data_isTakenWhole() {
    declared.setKeyClassName("com.acme.Key");
    declared.setValueClassName("com.acme.Value");
    declared.setBackupCount(3).setAsyncBackupCount(2).setSplitBrainProtectionName("quorum");
    declared.setReadThrough(true).setWriteThrough(true);
    declared.setStatisticsEnabled(true).setManagementEnabled(true);
    declared.setDisablePerEntryInvalidationEvents(true).setUserCodeNamespace("space");
    declared.setEvictionConfig(
        new EvictionConfig()
            .setSize(7)
            .setMaxSizePolicy(MaxSizePolicy.FREE_NATIVE_MEMORY_SIZE)
            .setEvictionPolicy(EvictionPolicy.LFU)
            .setComparatorClassName("com.acme.Oldest"));
    declared.setWanReplicationRef(new WanReplicationRef().setName("wan"));
    declared.getMergePolicyConfig().setPolicy("DiscardMergePolicy").setBatchSize(9);
    declared.getHotRestartConfig().setEnabled(true).setFsync(true);
    declared.getEventJournalConfig().setEnabled(true).setCapacity(11);
    declared.getMerkleTreeConfig().setEnabled(true).setDepth(5);
    declared.getDataPersistenceConfig().setEnabled(true);
    declared
        .getPartitionLostListenerConfigs()
        .add(new CachePartitionLostListenerConfig("com.acme.Lost"));

    CacheConfig<Object, Object> told =
        CacheConfigHolder.of(declared, members).asCacheConfig(members);
    assertThat(read())
        .usingRecursiveComparison()
        .ignoringFields("expiryPolicyFactory")
        .isEqualTo(told);
  }
}
