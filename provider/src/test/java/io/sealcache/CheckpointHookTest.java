package io.sealcache;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.crac.Core;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What a restore from a checkpoint does, told by CRaC's API; see {@code io.sealcache.checkpoint}.
 */
class CheckpointHookTest {
  @ParameterizedTest
  @EnumSource
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
  void action_runsBeforeTheCheckpointAndAfterTheRestore() throws Exception {
    AtomicInteger calls = new AtomicInteger();
    CheckpointHook hook = CheckpointHook.onRestore(calls::incrementAndGet);

    Core.checkpointRestore();

    assertThat(hook.isRegistered()).isTrue();
    assertThat(calls).hasValue(2);
  }

  @Test
  void hook_isNotKeptByCrac() throws Exception {
    WeakReference<CheckpointHook> hook =
        new WeakReference<>(CheckpointHook.onRestore(new AtomicInteger()::incrementAndGet));

    for (int i = 0; i < 100 && hook.get() != null; i++) {
      System.gc();
      Thread.sleep(10);
    }

    assertThat(hook.get()).isNull();
  }

  private static String session(StoreFixture fixture, String cacheName) {
    byte[] stored = fixture.raw(cacheName).value(fixture.raw(cacheName).onlyKey());
    return HexFormat.of().formatHex(Arrays.copyOfRange(stored, 5, 17));
  }
}
