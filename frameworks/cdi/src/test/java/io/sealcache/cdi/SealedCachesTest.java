package io.sealcache.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealcache.EncryptedCache;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.se.SeContainer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Properties;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.annotation.CacheResult;
import org.junit.jupiter.api.Test;

/** The annotations over SealCache: what a store is handed, of keys, results and exceptions. */
class SealedCachesTest {
  private static final String CANARY = "canary-4711";

  @Test
  void store_seesNoCanary() throws IOException {
    try (SeContainer container = Containers.of(SealedCaches.class, Patients.class)) {
      use(container.select(Patients.class).get());

      List<Cache.Entry<?, ?>> stored = stored(container);
      assertThat(stored).hasSizeGreaterThanOrEqualTo(3);
      for (Cache.Entry<?, ?> entry : stored) {
        assertThat(text(entry.getKey())).doesNotContain(CANARY).doesNotContain("ArgumentsKey");
        assertThat(text(entry.getValue())).doesNotContain(CANARY).doesNotContain("Failed");
      }
    }
  }

  /** So that the test above looks at the right place. */
  @Test
  void unencryptedStore_seesTheCanary() throws IOException {
    try (SeContainer container = Containers.of(UnencryptedCaches.class, Patients.class)) {
      use(container.select(Patients.class).get());

      List<String> seen = new ArrayList<>();
      CacheManager manager = container.select(CacheManager.class).get();
      for (String name : manager.getCacheNames()) {
        for (Cache.Entry<?, ?> entry : manager.getCache(name)) {
          seen.add(text(entry.getKey()) + text(entry.getValue()));
        }
      }
      assertThat(seen).hasSize(3).allMatch(text -> text.contains(CANARY));
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

  /** As the store has them. */
  private static List<Cache.Entry<?, ?>> stored(SeContainer container) {
    CacheManager manager = container.select(CacheManager.class).get();
    for (String name : manager.getCacheNames()) {
      assertThat(manager.getCache(name)).isInstanceOf(EncryptedCache.class);
    }
    List<Cache.Entry<?, ?>> entries = new ArrayList<>();
    for (CacheManager store : SeenStore.OPENED) {
      store.getCacheNames().forEach(name -> store.getCache(name).forEach(entries::add));
    }
    return entries;
  }

  /** Whatever it is, in a form that shows a canary in it. */
  private static String text(Object stored) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(stored);
    }
    if (stored instanceof String text && text.matches("[\\w-]+")) {
      bytes.write(Base64.getUrlDecoder().decode(text));
    }
    return bytes.toString(StandardCharsets.ISO_8859_1);
  }

  static class SealedCaches {
    @Produces
    @ApplicationScoped
    CacheManager manager() {
      Properties settings = new Properties();
      settings.setProperty("sealcache.store.provider", SeenStore.class.getName());
      return Managers.encrypted(settings);
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
