package io.sealcache.internal.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.fixture.CapturedLog;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SecurityEventsTest {
  private static final KeyPlace PLACE = new KeyPlace("table", "ab", "");

  private final AtomicLong time = new AtomicLong(Long.MAX_VALUE - 10); // where the time wraps
  private final SecurityEvents events = new SecurityEvents(time::get);

  private static SecurityEvent failure(EventName event) {
    return SecurityEvent.failed(
        event, PLACE, "unwrap", new IllegalStateException("down"), KeyIds.NONE);
  }

  private List<String> told(Runnable action) {
    return CapturedLog.of("io.sealcache.audit", action).stream()
        .map(line -> line.replaceFirst("^.*event=([a-z-]+).*?( count=\\d+)?$", "$1$2"))
        .toList();
  }

  @Test
  void failure_isToldAtOnceAndThenOnceAMinuteWithItsCount() {
    assertThat(
            told(
                () -> {
                  for (int i = 0; i < 100_000; i++) {
                    events.accept(failure(EventName.KMS_FAILED));
                  }
                  time.addAndGet(SecurityEvents.INTERVAL.toNanos() - 1);
                  events.accept(failure(EventName.KMS_FAILED));
                  time.incrementAndGet();
                  events.accept(failure(EventName.KMS_FAILED));
                }))
        .containsExactly("kms-failed count=1", "kms-failed count=100001");
  }

  @Test
  void oneKind_hidesNoOther() {
    assertThat(
            told(
                () -> {
                  events.accept(failure(EventName.KMS_FAILED));
                  events.accept(failure(EventName.TABLE_FAILED));
                  events.accept(failure(EventName.NAME_KEYS_NOT_LOADED));
                }))
        .containsExactly(
            "kms-failed count=1", "table-failed count=1", "name-keys-not-loaded count=1");
  }

  @Test
  void whatIsDoneOnPurpose_isToldEachTime() {
    assertThat(
            told(
                () -> {
                  for (int i = 0; i < 10; i++) {
                    events.accept(SecurityEvent.of(EventName.KEYS_ERASED, PLACE, KeyIds.NONE));
                    events.accept(failure(EventName.KEYS_NOT_ERASED));
                  }
                }))
        .hasSize(20);
  }
}
