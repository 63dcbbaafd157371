package io.sealcache.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealcache.fixture.FaultyCachingProvider.Faults;
import io.sealcache.fixture.StoreFixture;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.configuration.MutableConfiguration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A store that doesn't destroy a cache may have its entries still. */
class DestroyFailureTest {
  private final Faults faults = new Faults();
  private final StoreFixture fixture = faults.fixture();

  @AfterEach
  void close() {
    faults.none();
    fixture.close();
  }

  private static <V> MutableConfiguration<String, V> of(Class<V> type) {
    return new MutableConfiguration<String, V>().setTypes(String.class, type);
  }

  @Test
  void destroyCache_thatTheStoreRefuses_keepsTheDescriptor() {
    fixture.create("orders", of(Integer.class)).put("a", 1);
    CacheException refusal = new CacheException("refused");
    faults.fail("destroyCache", refusal);

    assertThatThrownBy(() -> fixture.manager().destroyCache("orders")).isSameAs(refusal);
    faults.none();

    assertThatExceptionOfType(CacheException.class)
        .isThrownBy(() -> fixture.create("orders", of(Long.class)))
        .withMessageContainingAll("java.lang.Integer", "java.lang.Long", "destroyCache");
  }

  @Test
  void destroyCache_thatTheStoreDoes_forgetsTheTypes() {
    fixture.create("orders", of(Integer.class)).put("a", 1);

    fixture.manager().destroyCache("orders");

    Cache<String, Long> cache = fixture.create("orders", of(Long.class));
    assertThat(cache.get("a")).isNull();
  }
}
