package io.sealcache.tenants;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealcache.EncryptedCache;
import io.sealcache.EncryptedConfiguration;
import io.sealcache.fixture.RawCache;
import io.sealcache.fixture.StoreFixture;
import io.sealcache.fixture.TenantScope;
import io.sealcache.fixture.TestStore;
import java.util.Arrays;
import java.util.Map;
import javax.cache.CacheException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TenantsInMemoryTest {
  @ParameterizedTest
  @CsvSource({"1, false", "2, true"})
  void session_goesOnWhileItsTenantIsAmongThoseInMemory(String tenants, boolean goesOn) {
    try (StoreFixture fixture = fixture(tenants)) {
      EncryptedCache<Integer, String> cache =
          fixture.create(
              "shared",
              new EncryptedConfiguration<Integer, String>()
                  .setTenantResolverFactory(TenantScope::new));
      TenantScope.in("one", () -> cache.put(1, "value"));
      RawCache raw = fixture.raw("shared");
      String key = raw.onlyKey();
      byte[] before = session(raw.value(key));

      TenantScope.in("other", () -> cache.put(1, "value"));
      TenantScope.in("one", () -> cache.put(1, "value"));

      assertThat(Arrays.equals(session(raw.value(key)), before)).isEqualTo(goesOn);
    }
  }

  @Test
  void none_isRefusedByTheNameOfTheSetting() {
    assertThatThrownBy(() -> fixture("0"))
        .isInstanceOf(CacheException.class)
        .hasMessageContaining(
            "'sealcache.tenants-in-memory' is '0'; it must be a number from 1 to 1000000");
  }

  /** As docs/format.md has it. */
  private static byte[] session(byte[] storedValue) {
    return Arrays.copyOfRange(storedValue, 5, 17);
  }

  private static StoreFixture fixture(String tenants) {
    return StoreFixture.over(TestStore.CAFFEINE, Map.of("sealcache.tenants-in-memory", tenants));
  }
}
