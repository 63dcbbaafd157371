package io.sealcache.keys.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.encryption.AuditNames;
import io.sealcache.fixture.CapturedLog;
import io.sealcache.internal.concurrent.ManualScheduler;
import io.sealcache.keys.RefreshTimes;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The keys of a table are confirmed where it is looked at, however the times stand. */
class ConfirmedBetweenLooksTest {
  private final ManualScheduler time = new ManualScheduler(0);
  private final TimedKeyTable keyTable = new TimedKeyTable();
  private final ServiceKey key = new ServiceKey(1);

  private TableKeySource open(Duration maxAge, Duration refresh, Duration grace) {
    var options =
        new KeyTableOptions(maxAge, 10, new RefreshTimes(refresh, grace), AuditNames.HASHED, "");
    return new TableKeySource(
        new TableRecords(keyTable.table, key, null, options, () -> keyTable.now), options, time);
  }

  @ParameterizedTest
  @CsvSource({"PT16M,PT5M,PT6M", "PT1M,PT20S,PT25S", "PT30M,PT10M,PT14M", "PT12M,PT5M,PT5M30S"})
  void keyThatAnswers_keepsKeysInUse(Duration maxAge, Duration refresh, Duration grace) {
    TableKeySource source = open(maxAge, refresh, grace);
    source.keyring("ada");
    for (Duration at = Duration.ZERO; at.compareTo(maxAge) < 0; at = at.plusSeconds(1)) {
      time.pass(Duration.ofSeconds(1));
      assertThat(source.keyring("ada").indexKey().isDestroyed()).as("after %s", at).isFalse();
    }
  }

  @Test
  void keyThatIsDown_isLoggedAsThatAndNotAsItsTable() {
    TableKeySource source = open(Duration.ofMinutes(1), Duration.ofMinutes(5), Duration.ofHours(1));
    source.keyring("ada");
    key.down = true;
    List<String> log = CapturedLog.of("io.sealcache.keys", () -> time.pass(Duration.ofMinutes(10)));
    assertThat(log)
        .singleElement()
        .asString()
        .contains("The key-encryption key of Key table in memory can't be asked", "PT1H")
        .doesNotContain("looked at");

    key.down = false;
    assertThat(CapturedLog.of("io.sealcache.keys", () -> time.pass(Duration.ofMinutes(1))))
        .containsExactly("INFO The key-encryption key of Key table in memory can be asked again");
  }
}
