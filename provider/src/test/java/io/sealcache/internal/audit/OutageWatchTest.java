package io.sealcache.internal.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealcache.fixture.CapturedLog;
import io.sealcache.fixture.Undeclared;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class OutageWatchTest {

  private final SecurityEvents audit = new SecurityEvents();
  private final OutageWatch watch = OutageWatch.ofService(audit, KeyPlace.of("keyring"));

  @Test
  void checkedException_isAnOutageToo() {
    IOException failure = new IOException("CANARYanswerCANARY");

    assertThat(
            CapturedLog.of(
                "io.sealcache.audit",
                () ->
                    assertThatThrownBy(
                            () ->
                                watch.watch(
                                    "unwrap",
                                    () -> {
                                      throw Undeclared.thrown(failure);
                                    }))
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContainingAll("keyring", "unwrap")
                        .hasMessageNotContaining("CANARY")
                        .hasCause(failure)))
        .containsExactly(
            "WARNING event=kms-failed source=keyring operation=unwrap"
                + " failure=java.io.IOException count=1");
  }

  @Test
  void callOfAThreadThatIsInterrupted_isNoOutage() {
    IllegalStateException end = new IllegalStateException("The wait was interrupted");

    assertThatThrownBy(
            () ->
                watch.watch(
                    "unwrap",
                    () -> {
                      Thread.currentThread().interrupt();
                      throw end;
                    }))
        .isSameAs(end);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(audit.times()).containsEntry("kms-failed", 0L);
  }
}
