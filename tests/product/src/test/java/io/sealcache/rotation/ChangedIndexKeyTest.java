package io.sealcache.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.EncryptedConfiguration;
import io.sealcache.StoreCensus;
import io.sealcache.fixture.StoreFixture;
import io.sealcache.fixture.TestStore;
import io.sealcache.fixture.UserCode;
import io.sealcache.keys.FixedKey;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.cache.Cache;
import javax.cache.configuration.MutableConfiguration;
import org.junit.jupiter.api.Test;

/** A cache whose index key is changed, as docs/keys/rotation.md describes it. */
class ChangedIndexKeyTest {
  private final List<Integer> askedOfTheDatabase = new CopyOnWriteArrayList<>();

  private static Map<String, Object> newKeys() {
    return Map.of("sealcache.master-key", FixedKey.hex(5), "sealcache.index-key", FixedKey.hex(6));
  }

  @Test
  void cacheOfAnotherName_isFilledFromTheOldOne() {
    try (StoreFixture before = StoreFixture.over(TestStore.HAZELCAST_MEMBER);
        StoreFixture after = before.joined(newKeys())) {
      Cache<Integer, String> old = before.create("customers");
      for (int i = 0; i < 100; i++) {
        old.put(i, "customer " + i);
      }
      Cache<Integer, String> renamed =
          after.create(
              "customers-2",
              new MutableConfiguration<Integer, String>()
                  .setReadThrough(true)
                  .setCacheLoaderFactory(UserCode.loader(key -> oldOneFirst(old, key))));

      for (int i = 0; i < 110; i++) {
        assertThat(renamed.get(i)).isEqualTo("customer " + i);
      }
      assertThat(askedOfTheDatabase)
          .containsExactly(100, 101, 102, 103, 104, 105, 106, 107, 108, 109);

      before.manager().destroyCache("customers");
      for (int i = 0; i < 110; i++) {
        assertThat(renamed.get(i)).isEqualTo("customer " + i);
      }
      assertThat(askedOfTheDatabase).hasSize(10);
    }
  }

  private String oldOneFirst(Cache<Integer, String> old, Integer key) {
    String known = old.get(key);
    if (known == null) {
      askedOfTheDatabase.add(key);
      return "customer " + key;
    }
    return known;
  }

  @Test
  void twoIndexKeys_areTwoCachesUntilAllIsCleared() {
    try (StoreFixture before = StoreFixture.over(TestStore.HAZELCAST_MEMBER);
        StoreFixture after = before.joined(newKeys());
        StoreCensus census = before.census()) {
      Cache<Integer, String> old = before.create("shared");
      Cache<Integer, String> anew = after.create("shared");
      old.put(1, "old");
      old.put(2, "old");
      assertThat(anew.get(1)).isNull();
      anew.put(1, "new");
      anew.remove(2);

      assertThat(old.get(1)).isEqualTo("old");
      assertThat(old.get(2)).isEqualTo("old");
      assertThat(census.count("shared").byIndexKey().values()).containsExactlyInAnyOrder(1L, 2L);

      anew.clear();
      assertThat(census.count("shared").byIndexKey()).isEmpty();
    }
  }

  @Test
  void tenantsClear_removesWhatItsIndexKeyMade() {
    try (StoreFixture before = StoreFixture.over(TestStore.HAZELCAST_MEMBER);
        StoreFixture after = before.joined(newKeys());
        StoreCensus census = before.census()) {
      EncryptedConfiguration<Integer, String> ofTenant =
          new EncryptedConfiguration<Integer, String>().setTenant("one");
      Cache<Integer, String> old = before.create("tenants", ofTenant);
      Cache<Integer, String> anew = after.create("tenants", ofTenant);
      old.put(1, "old");
      anew.put(1, "new");

      old.clear();

      assertThat(anew.get(1)).isEqualTo("new");
      assertThat(census.count("tenants").entries()).isEqualTo(1);
    }
  }
}
