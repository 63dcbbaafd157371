package io.sealcache.internal.seal;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.core.StoredKey;
import io.sealcache.core.UnreadableReason;
import io.sealcache.fixture.CapturedLog;
import org.junit.jupiter.api.Test;

class EncryptionStatisticsTest {
  private static final StoredKey KEY = requireNonNull(StoredKey.parse("AQ" + "A".repeat(38)));

  private final EncryptionStatistics statistics = new EncryptionStatistics("orders");

  private void unreadable(UnreadableReason reason) {
    statistics.unreadable(reason, "because", KEY);
  }

  @Test
  void unreadable_becauseItIsTooOld_isToldAndShowsNoFaultOfAllEntries() {
    unreadable(UnreadableReason.TAMPERED);

    assertThat(CapturedLog.of("io.sealcache.audit", () -> unreadable(UnreadableReason.TOO_OLD)))
        .hasSize(1);
    assertThat(statistics.unreadable(UnreadableReason.TOO_OLD)).isEqualTo(1);
    assertThat(statistics.unreadableInARow()).isEqualTo(1);
  }
}
