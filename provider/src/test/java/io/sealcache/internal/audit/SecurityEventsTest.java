package io.sealcache.internal.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.core.UnreadableReason;
import io.sealcache.fixture.CapturedLog;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SecurityEventsTest {
  private static final KeyPlace PLACE = new KeyPlace("table", "ab", "");

  private final AtomicLong time = new AtomicLong(Long.MAX_VALUE - 10); // where the time wraps
  private final SecurityEvents events = new SecurityEvents(time::get);

  private static KeyFailure failure(EventName event) {
    return new KeyFailure(event, PLACE, "unwrap", new IllegalStateException("down"));
  }

  private static SecurityEvent unreadable(UnreadableReason reason) {
    return new SecurityEvent.Unreadable("orders", reason, null, "because");
  }

  private List<String> told(Runnable action) {
    return CapturedLog.of("io.sealcache.audit", action).stream()
        .map(line -> line.replaceFirst("^.*event=([a-z-]+).*?( count=\\d+)?$", "$1$2"))
        .toList();
  }

  @Test
  void eachEvent_hasACount() {
    assertThat(events.times().keySet())
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(EventName.values()).map(EventName::text).toList());
    assertThat(events.times().values()).containsOnly(0L);
  }

  @Test
  void whatHappens_isCountedByItselfAndEachTime() {
    events.accept(KeyChange.of(EventName.KEYS_LOADED, PLACE, KeyIds.NONE));
    events.accept(KeyChange.of(EventName.KEYS_ERASED, PLACE, KeyIds.NONE));
    events.accept(new SecurityEvent.Started("", "", "", KeyIds.NONE));
    events.accept(failure(EventName.KMS_FAILED));
    events.accept(failure(EventName.KMS_FAILED));

    assertThat(events.times())
        .containsEntry("keys-loaded", 1L)
        .containsEntry("keys-erased", 1L)
        .containsEntry("started", 1L)
        .containsEntry("kms-failed", 2L)
        .containsEntry("keys-not-loaded", 0L);
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

  /** An attacker who may write rubbish can't have an attack go unsaid. */
  @Test
  void oneReason_hidesNoOther() {
    List<String> log =
        CapturedLog.of(
            "io.sealcache.audit",
            () -> {
              events.accept(unreadable(UnreadableReason.MALFORMED));
              events.accept(unreadable(UnreadableReason.MALFORMED));
              events.accept(unreadable(UnreadableReason.TAMPERED));
            });

    assertThat(log)
        .containsExactly(
            "WARNING event=unreadable cache=orders reason=MALFORMED why=because count=1",
            "WARNING event=unreadable cache=orders reason=TAMPERED why=because count=1");
  }

  @Test
  void whatIsDoneOnPurpose_isToldEachTime() {
    assertThat(
            told(
                () -> {
                  for (int i = 0; i < 10; i++) {
                    events.accept(KeyChange.of(EventName.KEYS_ERASED, PLACE, KeyIds.NONE));
                    events.accept(failure(EventName.KEYS_NOT_ERASED));
                  }
                }))
        .hasSize(20);
  }
}
