package io.sealcache.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.inject.se.SeContainer;
import javax.cache.annotation.CacheResult;
import org.junit.jupiter.api.Test;

/** A method that caches nothing on purpose, below one that does. */
class UncachedTest {
  @Test
  void overridingMethod_isCalledEachTime() {
    try (SeContainer container =
        Containers.of(
            UnencryptedCaches.class, Fresh.class, FreshFinder.class, FreshDefault.class)) {
      Fresh fresh = container.select(Fresh.class).get();
      FreshFinder finder = container.select(FreshFinder.class).get();
      FreshDefault byDefault = container.select(FreshDefault.class).get();
      for (int i = 1; i <= 2; i++) {
        assertThat(fresh.find("a")).isEqualTo("fresh a " + i);
        assertThat(finder.find("a")).isEqualTo("fresh a " + i);
        assertThat(byDefault.find("a")).isEqualTo("fresh a " + i);
      }
    }
  }

  /** The control. */
  @Test
  void methodThatItOverrides_isCached() {
    try (SeContainer container = Containers.of(UnencryptedCaches.class, Stored.class)) {
      Stored stored = container.select(Stored.class).get();

      assertThat(stored.find("a")).isEqualTo("a 1");
      assertThat(stored.find("a")).isEqualTo("a 1");
    }
  }

  static class Stored {
    private int calls;

    @CacheResult
    String find(String key) {
      calls++;
      return key + " " + calls;
    }
  }

  static class Fresh extends Stored {
    private int own;

    @Override
    @Uncached
    String find(String key) {
      own++;
      return "fresh " + key + " " + own;
    }
  }

  static class FreshFinder implements Misused.Finder {
    private int calls;

    @Override
    @Uncached
    public String find(String key) {
      calls++;
      return "fresh " + key + " " + calls;
    }
  }

  static class FreshDefault implements Misused.DefaultFinder {
    private int calls;

    @Override
    @Uncached
    public String find(String key) {
      calls++;
      return "fresh " + key + " " + calls;
    }
  }
}
