package io.sealcache.internal.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealcache.fixture.CapturedLog;
import io.sealcache.fixture.Undeclared;
import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class OutageWatchTest {
  private static String down() {
    throw new IllegalStateException("CANARYanswerCANARY");
  }

  private static String refusing() {
    throw new IllegalArgumentException("another key's");
  }

  private final SecurityEvents audit = new SecurityEvents();
  private final OutageWatch watch = OutageWatch.ofService(audit, KeyPlace.of("keyring"));

  private void fail(Supplier<String> call) {
    assertThatThrownBy(() -> watch.watch("unwrap", call)).isInstanceOf(RuntimeException.class);
  }

  @Test
  void outage_isToldOnceAndItsEndOnce() {
    List<String> log =
        CapturedLog.of(
            "io.sealcache.audit",
            () -> {
              assertThat(watch.watch("unwrap", () -> "keys")).isEqualTo("keys");
              fail(OutageWatchTest::down);
              fail(OutageWatchTest::down);
              assertThat(watch.watch("unwrap", () -> "keys")).isEqualTo("keys");
              watch.watch("unwrap", () -> "keys");
            });

    assertThat(log)
        .containsExactly(
            "WARNING event=kms-failed source=keyring operation=unwrap"
                + " failure=java.lang.IllegalStateException count=1",
            "INFO event=kms-restored source=keyring count=1");
    assertThat(audit.times()).containsEntry("kms-failed", 2L).containsEntry("kms-restored", 1L);
  }

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
  void refusal_isAnAnswer() {
    assertThat(
            CapturedLog.of(
                "io.sealcache.audit",
                () -> {
                  fail(OutageWatchTest::refusing);
                  watch.watch("unwrap", () -> "keys");
                }))
        .isEmpty();
    assertThat(audit.times().values()).containsOnly(0L);
  }
}
