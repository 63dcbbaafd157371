package io.sealcache.keys.table;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.sealcache.keys.KeyRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the first record says of a move, while other JVMs change it, or have nothing to change. */
class MoveOfTableTest {
  private static final Instant LATER = MovingKeys.UNTIL.plus(Duration.ofDays(10));
  private static final Instant LATEST = MovingKeys.UNTIL.plus(Duration.ofDays(20));

  private final MovingKeys moving = new MovingKeys();

  private void openUntil(Instant time) {
    moving.open(MovingKeys.derived(), time);
  }

  private @Nullable Instant until() {
    String record = requireNonNull(moving.table.records.get(KeyTable.ROOT_ID));
    return KeyRecord.parse("test", record).derivedUntil();
  }

  @Test
  void timeThatAnotherJvmChangesMeanwhile_isChangedAfterIt() {
    openUntil(MovingKeys.UNTIL);
    moving.table.outrunBy = () -> openUntil(LATER);

    openUntil(LATEST);

    assertThat(until()).isEqualTo(LATEST);
  }

  @Test
  void firstRecordThatIsLostMeanwhile_isNotMadeAgain() {
    openUntil(MovingKeys.UNTIL);
    moving.table.outrunBy = moving.table.records::clear;

    assertThatIllegalStateException()
        .isThrownBy(() -> openUntil(LATER))
        .withMessage("Key table in memory has lost its first record");
    assertThat(moving.table.records).isEmpty();
  }

  @Test
  void timeThatIsOver_changesNothingWhereThereIsNothingToEnd() {
    moving.open(null, null);
    Map<String, String> before = Map.copyOf(moving.table.records);

    openUntil(MovingKeys.BEGIN);

    assertThat(moving.table.records).isEqualTo(before);
  }
}
