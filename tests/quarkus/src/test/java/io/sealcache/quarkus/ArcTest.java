package io.sealcache.quarkus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.component.QuarkusComponentTest;
import io.sealcache.EncryptedCacheManager;
import io.sealcache.fixture.StoreContents;
import jakarta.inject.Inject;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import javax.cache.Caching;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A manager that is produced, and the annotations, which are not what they are elsewhere. */
@QuarkusComponentTest({EncryptedCaches.class, Patients.class})
class ArcTest {
  private static final String KEY = "sealcache.master-key";
  private static final String NAME = "CANARYnameCANARY";
  private static final String DIAGNOSIS = "CANARYdiagnosisCANARY";

  @Inject CacheManager manager;
  @Inject Patients patients;

  @BeforeEach
  void setKey() {
    System.setProperty(KEY, "747e073fa013ebfc5551fa6479f8f0d21051df83f440a31f3000083cea2dd7f9");
  }

  @AfterEach
  void forgetKey() {
    System.clearProperty(KEY);
  }

  @Test
  void producedManager_storesNothingInClear() throws Exception {
    Cache<Object, Object> cache = manager.getCache("patients");

    cache.put(NAME, DIAGNOSIS);

    assertThat(cache.get(NAME)).isEqualTo(DIAGNOSIS);
    StoreContents contents =
        StoreContents.of(
            (EncryptedCacheManager)
                Caching.getCachingProvider("io.sealcache.EncryptedCachingProvider")
                    .getCacheManager());
    assertThat(contents.size()).isEqualTo(1);
    assertThat(contents.find(NAME)).isEmpty();
    assertThat(contents.find(DIAGNOSIS)).isEmpty();
  }

  /** ArC runs no portable extensions, and says nothing of the one that is there. */
  @Test
  void annotations_cacheNothing() {
    assertThat(patients.diagnosis(NAME)).isEqualTo("diagnosis 1 of " + NAME);
    assertThat(patients.diagnosis(NAME)).isEqualTo("diagnosis 2 of " + NAME);

    assertThat(manager.getCache("patients")).isEmpty();
  }

  @Test
  void keyForgotten_isRefused() {
    System.clearProperty(KEY);

    assertThatThrownBy(() -> manager.getCache("patients"))
        .isInstanceOf(CacheException.class)
        .hasMessageContaining(KEY);
  }
}
