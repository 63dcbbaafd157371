package io.sealcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sealcache.OpenManagers.Place;
import io.sealcache.fixture.StoreFixture;
import io.sealcache.fixture.TestStore;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
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
      managers.claim(place, fixture.wrapped());
      managers.claim(place, later.wrapped());

      managers.giveUp(fixture.wrapped());

      assertThatExceptionOfType(CacheException.class)
          .isThrownBy(() -> managers.claim(other, later.wrapped()))
          .withMessageContaining("would share");
      managers.giveUp(later.wrapped());
      managers.claim(other, later.wrapped());
    }
  }

  @Test
  void find_interruptedWhileAnotherThreadOpens_endsAndStaysInterrupted() {
    try (StoreFixture fixture = StoreFixture.over(TestStore.REFERENCE_IMPLEMENTATION)) {
      Place place = Place.of(fixture.manager());
      FutureTask<Boolean> asking =
          new FutureTask<>(
              () -> {
                assertThatExceptionOfType(CacheException.class)
                    .isThrownBy(() -> managers.find(place, () -> fixture.manager()))
                    .withMessageContainingAll(place.toString(), "still being opened");
                return Thread.currentThread().isInterrupted();
              });

      managers.find(
          place,
          () -> {
            Thread thread = new Thread(asking);
            thread.start();
            thread.interrupt();
            assertThat(asking).succeedsWithin(Duration.ofSeconds(30)).isEqualTo(true);
            return fixture.manager();
          });

      assertThat(managers.leave(place::equals)).containsExactly(fixture.manager());
    }
  }

  @Test
  void find_ofTwoThatWaitForEachOther_endsByABound() throws Exception {
    try (StoreFixture fixture = StoreFixture.over(TestStore.REFERENCE_IMPLEMENTATION)) {
      Place one = Place.of(fixture.manager());
      Place other = new Place(one.loader(), URI.create("test:other"));
      CountDownLatch both = new CountDownLatch(2);
      FutureTask<EncryptedCacheManager> first = asking(fixture, one, other, both);
      FutureTask<EncryptedCacheManager> second = asking(fixture, other, one, both);

      for (FutureTask<EncryptedCacheManager> asking : List.of(first, second)) {
        new Thread(asking).start();
      }

      assertThat(List.of(isRefused(first), isRefused(second))).contains(true);
    }
  }

  private FutureTask<EncryptedCacheManager> asking(
      StoreFixture fixture, Place place, Place next, CountDownLatch both) {
    return new FutureTask<>(
        () ->
            managers.find(
                place,
                () -> {
                  both.countDown();
                  try {
                    both.await();
                  } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                  }
                  return managers.find(next, fixture::manager);
                }));
  }

  private static boolean isRefused(FutureTask<EncryptedCacheManager> asking)
      throws InterruptedException {
    try {
      return asking.get().isClosed();
    } catch (ExecutionException e) {
      assertThat(e).hasMessageContaining("still being opened by another thread");
      return true;
    }
  }
}
