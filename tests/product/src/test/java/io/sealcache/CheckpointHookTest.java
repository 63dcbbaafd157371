package io.sealcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.sealcache.core.Keyring;
import io.sealcache.core.MasterKey;
import io.sealcache.core.SealingGate;
import io.sealcache.fixture.Calls;
import io.sealcache.fixture.OverEachStore;
import io.sealcache.fixture.StoreFixture;
import io.sealcache.fixture.TenantKeys;
import io.sealcache.fixture.TestStore;
import io.sealcache.keys.FixedKey;
import java.lang.ref.WeakReference;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.crac.Context;
import org.crac.Core;
import org.crac.Resource;
import org.junit.jupiter.api.Test;

/** A restore from a checkpoint, told by CRaC's API; see {@code io.sealcache.checkpoint}. */
class CheckpointHookTest {
  @OverEachStore
  void restore_beginsASessionInEachCache(TestStore store) throws Exception {
    try (StoreFixture fixture = StoreFixture.over(store)) {
      Map<String, EncryptedCache<String, Integer>> caches =
          Map.of("one", fixture.create("one"), "other", fixture.create("other"));
      caches.forEach(
          (name, cache) -> {
            cache.put("key", 1);
            String first = session(fixture, name);
            cache.put("key", 2);
            assertThat(session(fixture, name)).isEqualTo(first);
          });
      String one = session(fixture, "one");
      String other = session(fixture, "other");

      Core.checkpointRestore();
      caches.values().forEach(cache -> cache.put("key", 3));

      assertThat(session(fixture, "one")).isNotEqualTo(one);
      assertThat(session(fixture, "other")).isNotEqualTo(other);
    }
  }

  @Test
  void restore_afterTheManagerWasClosed_isNoFailure() throws Exception {
    StoreFixture fixture = StoreFixture.over(TestStore.CAFFEINE);
    fixture.create("one");
    fixture.close();

    Core.checkpointRestore();
  }

  @Test
  void rotateSessions_ofTheManagerDoesTheSameOnRequest() {
    try (StoreFixture fixture = StoreFixture.over(TestStore.CAFFEINE)) {
      EncryptedCache<String, Integer> cache = fixture.create("one");
      cache.put("key", 1);
      String before = session(fixture, "one");

      cache.getCacheManager().unwrap(EncryptedCacheManager.class).rotateSessions();
      cache.put("key", 2);

      assertThat(session(fixture, "one")).isNotEqualTo(before);
    }
  }

  @Test
  void hook_isNotKeptByCrac() throws Exception {
    WeakReference<CheckpointHook> hook =
        new WeakReference<>(CheckpointHook.around(new SealingGate()));

    for (int i = 0; i < 6_000 && hook.get() != null; i++) {
      System.gc();
      Thread.sleep(10);
    }

    assertThat(hook.get()).isNull();
  }

  @OverEachStore
  void put_betweenCheckpointAndRestore_waitsForANewSession(TestStore store) throws Exception {
    try (StoreFixture fixture = StoreFixture.over(store)) {
      EncryptedCache<String, Integer> cache = fixture.create("one");
      cache.put("key", 1);
      String before = session(fixture, "one");
      CompletableFuture<String> sessionAfterPut = new CompletableFuture<>();
      Thread putting =
          new Thread(
              () -> {
                cache.put("key", 2);
                sessionAfterPut.complete(session(fixture, "one"));
              });
      // Registered last, so told after SealCache of both, as if it ran between them.
      Between between =
          new Between(
              () -> {
                putting.start();
                Calls.awaitWaiting(putting);
                assertThat(session(fixture, "one")).isEqualTo(before);
                assertThat(cache.get("key")).isEqualTo(1);
                assertThatIllegalStateException().isThrownBy(() -> cache.put("other", 3));
              });
      Core.getGlobalContext().register(between);

      Core.checkpointRestore();

      assertThat(between.ran).isTrue();
      assertThat(sessionAfterPut.get(30, TimeUnit.SECONDS)).isNotEqualTo(before);
      assertThat(cache.get("key")).isEqualTo(2);
    }
  }

  @Test
  void rotateSessions_reachesAnOperationInCourseWhoseKeysWereReplaced() {
    Keyring first = new Keyring(MasterKey.of(FixedKey.secret(1)), List.of(), null);
    Keyring next =
        new Keyring(MasterKey.of(FixedKey.secret(2)), List.of(first.current()), first.current());
    TenantKeys keys = new TenantKeys();
    keys.answer(() -> first);
    Map<String, Object> settings = StoreFixture.keysOf(keys);
    try (StoreFixture fixture = StoreFixture.over(TestStore.CAFFEINE, settings)) {
      EncryptedCache<String, Integer> cache = fixture.create("one");
      cache.put("key", 1);
      String before = session(fixture, "one");

      cache.invoke(
          "key",
          (entry, arguments) -> {
            keys.answer(() -> next);
            cache.get("other"); // by which the operation's sealer is replaced
            cache.getCacheManager().unwrap(EncryptedCacheManager.class).rotateSessions();
            entry.setValue(2);
            return null;
          });

      assertThat(session(fixture, "one")).isNotEqualTo(before);
      assertThat(cache.get("key")).isEqualTo(2);
    }
  }

  private static final class Between implements Resource {
    private final Runnable action;
    private boolean ran;

    Between(Runnable action) {
      this.action = action;
    }

    @Override
    public void beforeCheckpoint(Context<? extends Resource> context) {
      if (!ran) {
        ran = true;
        action.run();
      }
    }

    @Override
    public void afterRestore(Context<? extends Resource> context) {}
  }

  private static String session(StoreFixture fixture, String cacheName) {
    byte[] stored = fixture.raw(cacheName).value(fixture.raw(cacheName).onlyKey());
    return HexFormat.of().formatHex(Arrays.copyOfRange(stored, 5, 17));
  }
}
