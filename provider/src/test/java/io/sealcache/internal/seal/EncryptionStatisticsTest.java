package io.sealcache.internal.seal;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.core.StoredKey;
import io.sealcache.core.UnreadableReason;
import io.sealcache.fixture.CapturedLog;
import java.util.List;
import org.junit.jupiter.api.Test;

class EncryptionStatisticsTest {
  private static final StoredKey KEY = requireNonNull(StoredKey.parse("AQ" + "A".repeat(38)));

  private final EncryptionStatistics statistics = new EncryptionStatistics("orders");

  private void unreadable(UnreadableReason reason) {
    statistics.unreadable(reason, "because", KEY);
  }

  @Test
  void unreadable_isToldOnceForEachReasonAndCountedEachTime() {
    List<String> log =
        CapturedLog.of(
            "io.sealcache.audit",
            () -> {
              unreadable(UnreadableReason.TAMPERED);
              unreadable(UnreadableReason.TAMPERED);
              unreadable(UnreadableReason.MALFORMED);
              unreadable(UnreadableReason.TAMPERED);
            });

    assertThat(log)
        .containsExactly(
            line("TAMPERED", " entry=" + KEY.fingerprint()),
            line("MALFORMED", " entry=" + KEY.fingerprint()));
    assertThat(statistics.unreadable(UnreadableReason.TAMPERED)).isEqualTo(3);
    assertThat(statistics.unreadable(UnreadableReason.MALFORMED)).isEqualTo(1);
    assertThat(statistics.unreadableInARow()).isEqualTo(4);
    assertThat(statistics.events().times()).containsEntry("unreadable", 4L);
  }

  private static String line(String reason, String entry) {
    return "WARNING event=unreadable cache=orders reason=%s%s why=because count=1"
        .formatted(reason, entry);
  }

  @Test
  void unreadable_underAKeyThatIsNotOurs_isToldWithoutIt() {
    assertThat(
            CapturedLog.of(
                "io.sealcache.audit",
                () -> statistics.unreadable(UnreadableReason.MALFORMED, "because", null)))
        .containsExactly(line("MALFORMED", ""));
  }

  @Test
  void unreadable_becauseItIsTooOld_isToldAndShowsNoFaultOfAllEntries() {
    unreadable(UnreadableReason.TAMPERED);

    assertThat(CapturedLog.of("io.sealcache.audit", () -> unreadable(UnreadableReason.TOO_OLD)))
        .hasSize(1);
    assertThat(statistics.unreadable(UnreadableReason.TOO_OLD)).isEqualTo(1);
    assertThat(statistics.unreadableInARow()).isEqualTo(1);
  }

  @Test
  void unreadable_becauseItIsAnotherTenants_isCountedOnly() {
    assertThat(CapturedLog.of("io.sealcache.audit", () -> unreadable(UnreadableReason.FOREIGN)))
        .isEmpty();
    assertThat(statistics.unreadable(UnreadableReason.FOREIGN)).isEqualTo(1);
    assertThat(statistics.unreadableInARow()).isZero();
  }

  @Test
  void opened_endsTheRowAndCountsPreviousKeysApart() {
    unreadable(UnreadableReason.TAMPERED);

    statistics.opened(true);
    assertThat(statistics.unreadableInARow()).isZero();
    assertThat(statistics.openedWithPreviousKey.sum()).isZero();

    statistics.opened(false);
    assertThat(statistics.opened.sum()).isEqualTo(2);
    assertThat(statistics.openedWithPreviousKey.sum()).isEqualTo(1);
  }
}
