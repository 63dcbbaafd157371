package io.sealcache.stores;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.hazelcast.cache.impl.event.CachePartitionLostEvent;
import com.hazelcast.cache.impl.event.CachePartitionLostListener;
import com.hazelcast.config.CacheConfig;
import io.sealcache.fixture.DeclaredCode.Customer;
import io.sealcache.fixture.StoreFixture;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.MutableConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The parts of a Hazelcast file that the members go on doing. */
class HazelcastStoresPartTest {
  private static final Customer ADA = new Customer("Ada Lovelace");

  @TempDir Path directory;

  private DropIn customers(String body) {
    return HazelcastDropIn.ofXml(directory, "<cache name='customers'>" + body + "</cache>");
  }

  private static Cache<Integer, Customer> customers(CacheManager manager) {
    return requireNonNull(manager.getCache("customers"));
  }

  @Test
  void storesPart_isTheDeclared() {
    DropIn file =
        customers(
            """
            <statistics-enabled>true</statistics-enabled>
            <management-enabled>true</management-enabled>
            <backup-count>2</backup-count>
            <async-backup-count>1</async-backup-count>
            <eviction size="321" max-size-policy="ENTRY_COUNT" eviction-policy="LFU"/>
            <merge-policy batch-size="7">LatestAccessMergePolicy</merge-policy>
            <partition-lost-listeners>
              <partition-lost-listener>%s</partition-lost-listener>
            </partition-lost-listeners>
            <disable-per-entry-invalidation-events>true</disable-per-entry-invalidation-events>
            """
                .formatted(LostListener.class.getName()));

    List<?> unencrypted =
        file.unencrypted(manager -> settings(HazelcastDropIn.config(customers(manager))));
    assertThat(unencrypted).asString().contains("321", "LFU", "LatestAccess");
    file.wrapped(
        manager -> {
          assertThat(StoreFixture.configuration(customers(manager)).isStatisticsEnabled()).isTrue();
          assertThat(StoreFixture.configuration(customers(manager)).isManagementEnabled()).isTrue();
          assertThat(settings(HazelcastDropIn.ofStore(customers(manager)))).isEqualTo(unencrypted);
          assertThat(HazelcastDropIn.ofStore(customers(manager)).isStatisticsEnabled()).isFalse();
          return manager;
        });
  }

  private static List<?> settings(CacheConfig<?, ?> config) {
    return List.<Object>of(
        config.getBackupCount(),
        config.getAsyncBackupCount(),
        config.getInMemoryFormat(),
        config.getEvictionConfig().toString(),
        config.getMergePolicyConfig().toString(),
        config.isDisablePerEntryInvalidationEvents(),
        config.getPartitionLostListenerConfigs().size());
  }

  /** Hears of lost partitions, and sees no entry. */
  public static final class LostListener implements CachePartitionLostListener {
    @Override
    public void partitionLost(CachePartitionLostEvent event) {}
  }

  @Test
  void closedCache_isThereAgainWhenAskedFor() {
    DropIn file = customers("");
    Function<CacheManager, Customer> program =
        manager -> {
          customers(manager).put(1, ADA);
          customers(manager).close();
          return requireNonNull(customers(manager).get(1));
        };

    assertThat(file.unencrypted(program)).isEqualTo(ADA);
    assertThat(file.wrapped(program)).isEqualTo(ADA);
  }

  @Test
  void createCache_isByTheProgramsConfigurationAlone() {
    DropIn file = customers("<backup-count>4</backup-count>");
    Function<CacheManager, CacheManager> program =
        manager -> {
          manager.createCache(
              "customers",
              new MutableConfiguration<String, String>().setTypes(String.class, String.class));
          return manager;
        };

    List<?> unencrypted =
        file.unencrypted(
            manager ->
                settings(
                    HazelcastDropIn.config(
                        requireNonNull(program.apply(manager).getCache("customers")))));
    assertThat(unencrypted.get(0)).isEqualTo(1);
    file.wrapped(
        manager -> {
          assertThat(program.apply(manager)).isSameAs(manager);
          assertThat(settings(HazelcastDropIn.ofStore(customers(manager)))).isEqualTo(unencrypted);
          return manager;
        });
  }
}
