package io.sealcache.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.sealcache.core.Keyring;
import io.sealcache.core.MasterKey;
import io.sealcache.fixture.CapturedLog;
import io.sealcache.internal.concurrent.ManualScheduler;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Loads in course when a source is closed, while time passes as the test wants. */
class RefreshingKeySourceWaitTest {
  private static final RefreshTimes TIMES = RefreshTimes.standard();

  private final ManualScheduler time = new ManualScheduler(0);
  private final ExecutorService other = Executors.newSingleThreadExecutor();
  private final List<Keyring> given = new ArrayList<>();
  private Callable<Keyring> loader = this::give;
  private final RefreshingKeySource keys =
      RefreshingKeySource.of("kms", () -> loader.call(), TIMES, time);

  @AfterEach
  void end() {
    other.shutdownNow();
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

  private Keyring give() {
    Keyring keyring =
        new Keyring(MasterKey.of(FixedKey.secret(2)), List.of(), MasterKey.of(FixedKey.secret(1)));
    given.add(keyring);
    return keyring;
  }
}
