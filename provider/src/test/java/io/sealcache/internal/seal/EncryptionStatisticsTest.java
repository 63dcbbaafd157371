package io.sealcache.internal.seal;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.CapturedLog;
import io.sealcache.core.StoredKey;
import io.sealcache.core.UnreadableReason;
import io.sealcache.internal.text.LoggerName;
import java.util.List;
import org.junit.jupiter.api.Test;

class EncryptionStatisticsTest {
  private static final StoredKey KEY = requireNonNull(StoredKey.parse("AQ" + "A".repeat(38)));

  private final EncryptionStatistics statistics = new EncryptionStatistics("orders");

  private void unreadable(UnreadableReason reason) {
    statistics.unreadable(reason, "because", KEY);
  }

  @Test
  void unreadable_isLoggedOnceForEachReasonAndCountedEachTime() {
    List<String> log =
        CapturedLog.of(
            LoggerName.ENTRIES,
            () -> {
              unreadable(UnreadableReason.TAMPERED);
              unreadable(UnreadableReason.TAMPERED);
              unreadable(UnreadableReason.MALFORMED);
              unreadable(UnreadableReason.TAMPERED);
            });

    assertThat(log).hasSize(2);
    assertThat(log.get(0))
        .startsWith("WARNING ")
        .contains("'orders'", KEY.fingerprint(), "TAMPERED (because)");
    assertThat(log.get(1)).contains("MALFORMED");
    assertThat(statistics.unreadable(UnreadableReason.TAMPERED)).isEqualTo(3);
    assertThat(statistics.unreadable(UnreadableReason.MALFORMED)).isEqualTo(1);
    assertThat(statistics.unreadableInARow()).isEqualTo(4);
  }

  @Test
  void unreadable_underAKeyThatIsNotOurs_isLoggedWithoutIt() {
    assertThat(
            CapturedLog.of(
                LoggerName.ENTRIES,
                () -> statistics.unreadable(UnreadableReason.MALFORMED, "because", null)))
        .singleElement()
        .asString()
        .contains("(stored key not ours)");
  }

  @Test
  void unreadable_becauseItIsAnotherTenants_isCountedOnly() {
    assertThat(CapturedLog.of(LoggerName.ENTRIES, () -> unreadable(UnreadableReason.FOREIGN)))
        .isEmpty();
    assertThat(statistics.unreadable(UnreadableReason.FOREIGN)).isEqualTo(1);
    assertThat(statistics.unreadableInARow()).isZero();
  }

  @Test
  void openedOne_endsTheRowAndCountsPreviousKeysApart() {
    unreadable(UnreadableReason.TAMPERED);

    statistics.openedOne(true);
    assertThat(statistics.unreadableInARow()).isZero();
    assertThat(statistics.openedWithPreviousKey()).isZero();

    statistics.openedOne(false);
    assertThat(statistics.opened()).isEqualTo(2);
    assertThat(statistics.openedWithPreviousKey()).isEqualTo(1);
  }

  @Test
  void eachKind_isCountedByItself() {
    statistics.sealedOne();
    statistics.lostRace();
    statistics.lostRace();
    statistics.droppedEvent();
    statistics.droppedEvent();
    statistics.droppedEvent();

    assertThat(statistics.sealed()).isEqualTo(1);
    assertThat(statistics.lostRaces()).isEqualTo(2);
    assertThat(statistics.droppedEvents()).isEqualTo(3);
  }
}
