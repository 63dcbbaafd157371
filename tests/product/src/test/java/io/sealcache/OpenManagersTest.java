package io.sealcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sealcache.OpenManagers.Place;
import io.sealcache.fixture.StoreFixture;
import io.sealcache.fixture.TestStore;
import java.net.URI;
import java.time.Duration;
import javax.cache.CacheException;
import org.junit.jupiter.api.Test;

class OpenManagersTest {
  private final OpenManagers<EncryptedCacheManager> managers =
      new OpenManagers<>(Duration.ofSeconds(1));

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
                      () -> {
                        manager.close();
                        return manager;
                      }))
          .withMessageContaining("was closed while it was being opened");

      assertThat(managers.leave(place::equals)).isEmpty();
      assertThat(managers.find(place, () -> later.manager())).isSameAs(later.manager());
    }
  }

  // As one that is closed while it opens, which lets the next open in its place.
  @Test
  void giveUp_onceThePlaceHasAnotherManagerOfTheStore_leavesThatClaimed() {
    try (StoreFixture fixture = StoreFixture.over(TestStore.REFERENCE_IMPLEMENTATION);
        StoreFixture later = StoreFixture.over(TestStore.REFERENCE_IMPLEMENTATION)) {
      Place place = Place.of(fixture.manager());
      Place other = new Place(place.loader(), URI.create("test:other"));
      managers.claim(place, fixture.storesManager());
      managers.claim(place, later.storesManager());

      managers.giveUp(fixture.storesManager());

      assertThatExceptionOfType(CacheException.class)
          .isThrownBy(() -> managers.claim(other, later.storesManager()))
          .withMessageContaining("would share");
      managers.giveUp(later.storesManager());
      managers.claim(other, later.storesManager());
    }
  }
}
