package io.sealcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sealcache.OpenManagers.Place;
import javax.cache.CacheException;
import org.junit.jupiter.api.Test;

class OpenManagersTest {
  private final OpenManagers managers = new OpenManagers();

  // As a listener of a declared cache may, which is called while the manager is being opened.
  @Test
  void find_ofAManagerThatWasClosedWhileItOpened_isRefusedAndNotRemembered() {
    try (StoreFixture fixture = StoreFixture.over(TestStore.REFERENCE_IMPLEMENTATION);
        StoreFixture later = StoreFixture.over(TestStore.REFERENCE_IMPLEMENTATION)) {
      EncryptedCacheManager manager = fixture.manager();
      Place place = Place.of(manager);

      assertThatExceptionOfType(CacheException.class)
          .isThrownBy(
              () ->
                  managers.find(
                      place,
                      occupation -> {
                        manager.close();
                        return manager;
                      }))
          .withMessageContaining("was closed while it was being opened");

      assertThat(managers.known(place)).isNull();
      assertThat(managers.find(place, occupation -> later.manager())).isSameAs(later.manager());
    }
  }

  @Test
  void find_ofAManagerThatStaysOpen_isRemembered() {
    try (StoreFixture fixture = StoreFixture.over(TestStore.REFERENCE_IMPLEMENTATION)) {
      Place place = Place.of(fixture.manager());

      assertThat(managers.find(place, occupation -> fixture.manager())).isSameAs(fixture.manager());

      assertThat(managers.known(place)).isSameAs(fixture.manager());
    }
  }
}
