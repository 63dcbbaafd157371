package io.sealcache.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealcache.EncryptedCacheManager;
import io.sealcache.fixture.StoreContents;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.se.SeContainer;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.annotation.CacheResult;
import javax.cache.spi.CachingProvider;
import org.junit.jupiter.api.Test;

/** The annotations over SealCache: what a store is handed, of keys, results and exceptions. */
class SealedCachesTest {
  private static final String CANARY = "canary-4711";

  @Test
  void store_seesNoCanary() throws Exception {
    try (SeContainer container = Containers.of(SealedCaches.class, Patients.class)) {
      use(container.select(Patients.class).get());
      CacheManager manager = container.select(CacheManager.class).get();

      StoreContents stored = StoreContents.of(withoutProxy(manager));
      assertThat(stored.without(CANARY, "ArgumentsKey", "Failed").size()).isGreaterThanOrEqualTo(3);
    }
  }

  private static EncryptedCacheManager withoutProxy(CacheManager manager) {
    CachingProvider provider = manager.getCachingProvider();
    return (EncryptedCacheManager)
        provider.getCacheManager(manager.getURI(), manager.getClassLoader());
  }

  /** So that the test above looks for what there is. */
  @Test
  void unencryptedStore_seesTheCanary() throws IOException {
    try (SeContainer container = Containers.of(UnencryptedCaches.class, Patients.class)) {
      use(container.select(Patients.class).get());
      CacheManager manager = container.select(CacheManager.class).get();
      StoreContents stored = new StoreContents();
      for (String name : manager.getCacheNames()) {
        for (Cache.Entry<?, ?> entry : manager.getCache(name)) {
          stored.add(entry.getKey());
          stored.add(entry.getValue());
        }
      }
      assertThat(stored.size()).isEqualTo(3);
      for (String canary : List.of(CANARY, "ArgumentsKey", "Failed")) {
        assertThat(stored.find(canary)).contains("UTF-8");
      }
    }
  }

  private static void use(Patients patients) {
    assertThat(patients.find(CANARY)).isEqualTo("1 of " + CANARY);
    assertThat(patients.find(CANARY)).isEqualTo("1 of " + CANARY);
    assertThat(patients.find(List.of(new Id(CANARY)), new byte[] {1}, Kind.INNER)).isEqualTo(2);
    assertThat(patients.find(new ArrayList<>(List.of(new Id(CANARY))), new byte[] {1}, Kind.INNER))
        .isEqualTo(2);
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> patients.fail(CANARY)).isInstanceOf(Failed.class).hasMessage("3");
    }
  }

  static class SealedCaches {
    @Produces
    @ApplicationScoped
    CacheManager manager() {
      return Managers.encrypted(new Properties());
    }
  }

  record Id(String text) implements Serializable {}

  enum Kind {
    INNER
  }

  static class Failed extends RuntimeException {
    Failed(String message) {
      super(message);
    }
  }

  static class Patients {
    private int calls;

    @CacheResult
    String find(String name) {
      calls++;
      return calls + " of " + name;
    }

    @CacheResult
    Integer find(List<Id> ids, byte[] more, Kind kind) {
      calls++;
      return calls;
    }

    @CacheResult(exceptionCacheName = "failures")
    String fail(String name) {
      calls++;
      throw new Failed(String.valueOf(calls));
    }
  }
}
