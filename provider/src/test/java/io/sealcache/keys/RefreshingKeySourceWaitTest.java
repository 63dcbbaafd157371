package io.sealcache.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealcache.core.Keyring;
import io.sealcache.core.MasterKey;
import io.sealcache.fixture.CapturedLog;
import io.sealcache.internal.concurrent.ManualScheduler;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The threads that wait for a load, and for how long, while time passes as the test wants. */
class RefreshingKeySourceWaitTest {
  private static final RefreshTimes TIMES =
      RefreshTimes.standard().withLoadWait(Duration.ofMinutes(30));

  private final ManualScheduler time = new ManualScheduler(0);
  private final ExecutorService other = Executors.newSingleThreadExecutor();
  private final List<Keyring> given = new ArrayList<>();
  private KeyringLoader loader = this::give;
  private final RefreshingKeySource keys =
      new RefreshingKeySource("kms", () -> loader.load(), TIMES, time);

  @AfterEach
  void end() {
    other.shutdownNow();
  }

  @Test
  void keyring_isWaitedForWhileItIsLoaded() throws Exception {
    time.hold(TIMES.loadWait().minusNanos(1));
    Future<Keyring> asked = other.submit(() -> keys.keyring(null));
    time.runHeld();

    assertThat(of(asked)).isSameAs(given.get(0));
  }

  @Test
  void load_thatFails_endsTheWait() throws Exception {
    loader =
        () -> {
          throw new IOException("answered 503");
        };
    time.hold(Duration.ZERO);
    Future<Keyring> asked = other.submit(() -> keys.keyring(null));
    time.runHeld();

    assertThatThrownBy(() -> of(asked)).hasRootCauseMessage("answered 503");
  }

  @Test
  void close_endsTheWait() throws Exception {
    loader =
        () -> {
          keys.close();
          return give();
        };
    time.hold(Duration.ZERO);
    Future<Keyring> asked = other.submit(() -> keys.keyring(null));
    time.runHeld();

    assertThatThrownBy(() -> of(asked)).hasMessageContaining("closed");
  }

  @Test
  void load_thatDoesNotBegin_isWaitedForNoLongerThanSaid() {
    time.hold(TIMES.loadWait());

    assertThatIllegalStateException()
        .isThrownBy(() -> keys.keyring(null))
        .withMessageContainingAll("kms", "longer than PT30M");
  }

  @Test
  void load_inCourse_isWaitedForNoLongerThanSaidFromItsBegin() {
    loader =
        () -> {
          time.standStill(TIMES.loadWait());
          assertTakesLonger();
          return give();
        };

    assertThat(keys.keyring(null)).isSameAs(given.get(0));
    assertThat(given).hasSize(1);
  }

  @Test
  void refreshInCourse_isWaitedForWhereKeysHaveRunOut() {
    keys.keyring(null);
    loader =
        () -> {
          time.standStill(TIMES.grace());
          assertTakesLonger();
          return give();
        };

    // An assertion that fails in there is a load that failed, which the log would say.
    assertThat(CapturedLog.of("io.sealcache.keys", () -> time.pass(TIMES.refreshAfter())))
        .isEmpty();
    assertThat(given).hasSize(2);
  }

  @Test
  void interrupt_endsTheWaitAndStaysAndTheLoadIsThatOfTheNextWhoAsks() throws Exception {
    time.hold(Duration.ZERO);
    for (int i = 0; i < 2; i++) {
      Thread.currentThread().interrupt();
      assertThatIllegalStateException()
          .isThrownBy(() -> keys.keyring(null))
          .withMessageContainingAll("kms", "interrupted")
          .withCauseInstanceOf(InterruptedException.class);
      assertThat(Thread.interrupted()).isTrue();
    }
    assertThat(time.heldBack()).isEqualTo(1);

    time.runHeld();
    assertThat(keys.keyring(null)).isSameAs(given.get(0));
    assertThat(given).hasSize(1);
  }

  @Test
  void close_wipesTheKeysOfALoadInCourse() {
    loader =
        () -> {
          keys.close();
          return give();
        };

    assertThatIllegalStateException()
        .isThrownBy(() -> keys.keyring(null))
        .withMessageContaining("closed");
    assertThat(given.get(0).current().isDestroyed()).isTrue();
    assertThat(time.isClosed()).isTrue();
  }

  @Test
  void loadThatFailsAfterClose_isNobodysTrouble() {
    loader =
        () -> {
          keys.close();
          throw new IOException("interrupted");
        };

    List<String> log =
        CapturedLog.of(
            "io.sealcache.keys",
            () ->
                assertThatIllegalStateException()
                    .isThrownBy(() -> keys.keyring(null))
                    .withMessageContaining("closed"));
    assertThat(log).isEmpty();
  }

  @Test
  void everyThread_isServedWhateverOthersDidBefore() throws Exception {
    Keyring first = keys.keyring(null);
    assertThat(of(other.submit(() -> keys.keyring(null)))).isSameAs(first);
    assertThat(keys.loadStatus()).isPresent();
    assertThat(other.submit(keys::loadStatus).get(1, TimeUnit.MINUTES)).isPresent();
    loader =
        () -> {
          throw new IOException("answered 503");
        };
    time.pass(TIMES.grace());
    assertThatThrownBy(() -> of(other.submit(() -> keys.keyring(null))))
        .hasRootCauseMessage("answered 503");

    of(other.submit(keys::close, first));
    assertThatIllegalStateException()
        .isThrownBy(() -> keys.keyring(null))
        .withMessageContaining("closed");
  }

  private void assertTakesLonger() {
    assertThatIllegalStateException()
        .isThrownBy(() -> keys.keyring(null))
        .withMessageContaining("loading them takes longer than PT30M");
  }

  private static Keyring of(Future<Keyring> asked) throws Exception {
    return asked.get(1, TimeUnit.MINUTES);
  }

  private Keyring give() {
    Keyring keyring =
        new Keyring(MasterKey.of(FixedKey.secret(2)), List.of(), MasterKey.of(FixedKey.secret(1)));
    given.add(keyring);
    return keyring;
  }
}
