package io.sealcache;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.fixture.StoreFixture;
import io.sealcache.fixture.TestStore;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.crac.CheckpointException;
import org.crac.Context;
import org.crac.Core;
import org.crac.Resource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A checkpoint, told by CRaC's API; see {@code io.sealcache.checkpoint}. */
class CheckpointHookTest {
  @ParameterizedTest
  @ValueSource(strings = {"counter", "random"})
  void checkpoint_whileAManagerIsOpen_isRefused(String nonce) throws Exception {
    try (StoreFixture fixture = open(nonce)) {
      EncryptedCache<String, Integer> cache = fixture.create("one");
      cache.put("key", 1);

      assertThat(refusalsOf(fixture)).singleElement().asString().contains("close the managers");

      cache.put("key", 2);
      assertThat(cache.get("key")).isEqualTo(2);
    }
  }

  @Test
  void checkpoint_whileASecondManagerOfTheProviderIsOpen_isRefused() throws Exception {
    try (StoreFixture closed = open("counter");
        StoreFixture open = open("counter")) {
      closed.close();

      assertThat(refusalsOf(closed)).isEmpty();
      assertThat(refusalsOf(open)).hasSize(1);
    }
  }

  @Test
  void checkpoint_afterTheManagerWasClosed_isAllowed() throws Exception {
    StoreFixture fixture = open("counter");
    fixture.create("one");
    fixture.close();

    assertThat(refusalsOf(fixture)).isEmpty();
  }

  @Test
  void checkpoint_ofCodeThatClosesTheManagerWhenTold_isAllowed() throws Exception {
    StoreFixture fixture = open("counter");
    Closing closing = new Closing(fixture);
    Core.getGlobalContext().register(closing);

    assertThat(refusalsOf(fixture)).isEmpty();
    assertThat(requireNonNull(closing.opened).create("one")).isNotNull();
    closing.opened.close();
  }

  @Test
  void hook_isNotKeptByCrac() throws Exception {
    WeakReference<CheckpointHook> hook =
        new WeakReference<>(CheckpointHook.over(new OpenManagers<>(Duration.ZERO)));

    for (int i = 0; i < 6_000 && hook.get() != null; i++) {
      System.gc();
      Thread.sleep(10);
    }

    assertThat(hook.get()).isNull();
  }

  private static StoreFixture open(String nonce) {
    return StoreFixture.over(TestStore.REFERENCE_IMPLEMENTATION, Map.of("sealcache.nonce", nonce));
  }

  /** What refuses a checkpoint in the name of this manager; other tests may have left one open. */
  private static List<Throwable> refusalsOf(StoreFixture fixture) throws Exception {
    String shown = fixture.manager().getURI().toString();
    try {
      Core.checkpointRestore();
      return List.of();
    } catch (CheckpointException e) {
      return Stream.of(e.getSuppressed())
          .filter(refusal -> refusal.toString().contains(shown))
          .toList();
    }
  }

  private static final class Closing implements Resource {
    private final StoreFixture fixture;
    private @Nullable StoreFixture opened;

    Closing(StoreFixture fixture) {
      this.fixture = fixture;
    }

    @Override
    public void beforeCheckpoint(Context<? extends Resource> context) {
      fixture.close();
    }

    @Override
    public void afterRestore(Context<? extends Resource> context) {
      if (opened == null) {
        opened = open("counter");
      }
    }
  }
}
