package io.sealcache.internal.seal;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.FlightRecording;
import io.sealcache.core.UnreadableReason;
import io.sealcache.internal.audit.FlightTrail;
import io.sealcache.internal.jfr.FlightEvents;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;

class UnreadableRecordTest {
  private final String cache = "cache-" + UUID.randomUUID();
  private final AtomicLong time = new AtomicLong(Long.MAX_VALUE - 10); // where the time wraps
  private final LongAdder counted = new LongAdder();
  private final UnreadableRecord record =
      new UnreadableRecord(
          cache,
          UnreadableReason.TAMPERED,
          counted,
          Duration.ofSeconds(1),
          time::get,
          FlightEvents::recordsUnreadable,
          new FlightTrail());

  private void note(int times) {
    for (int i = 0; i < times; i++) {
      counted.increment();
      record.note();
    }
  }

  @Test
  void note_tellsTheFirstAndThenThoseOfASecondTogether() {
    FlightRecording recording =
        FlightRecording.byDefault(
            () -> {
              note(1_000);
              time.addAndGet(Duration.ofSeconds(1).toNanos() - 1);
              note(1);
              time.incrementAndGet();
              note(1);
            });

    assertThat(recording.named("Unreadable", "cache", cache))
        .extracting(told -> told.getLong("count") + " of " + told.getLong("total"))
        .containsExactly("1 of 1", "1001 of 1002");
  }

  @Test
  void note_countsWhatNobodyRecordedToo() {
    note(5);

    FlightRecording recording = FlightRecording.byDefault(() -> note(1));

    assertThat(recording.named("Unreadable", "cache", cache))
        .extracting(told -> told.getLong("count") + " of " + told.getLong("total"))
        .containsExactly("6 of 6");
  }
}
