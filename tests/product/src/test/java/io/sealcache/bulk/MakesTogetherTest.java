package io.sealcache.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.EncryptedCache;
import io.sealcache.Inside;
import io.sealcache.fixture.Stores;
import io.sealcache.fixture.TestStore;
import java.util.EnumSet;
import java.util.Set;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which stores have the changes of a bulk operation under way together. */
class MakesTogetherTest {
  @RegisterExtension private static final Stores STORES = new Stores();

  private static final Set<TestStore> TOGETHER =
      EnumSet.of(TestStore.HAZELCAST_MEMBER, TestStore.INFINISPAN);

  @ParameterizedTest
  @EnumSource
  void changesOfManyEntries_areUnderWayTogetherWhereTheStoreHasSuchCalls(TestStore store) {
    for (EncryptedCache<String, Integer> cache :
        Set.of(
            STORES.<String, Integer>create(store),
            STORES.create(
                store,
                new MutableConfiguration<String, Integer>()
                    .setExpiryPolicyFactory(CreatedExpiryPolicy.factoryOf(Duration.ONE_HOUR))))) {
      assertThat(Inside.makesTogether(cache)).isEqualTo(TOGETHER.contains(store));
    }
  }
}
