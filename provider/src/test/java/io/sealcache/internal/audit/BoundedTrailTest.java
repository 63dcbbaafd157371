package io.sealcache.internal.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.CapturedLog;
import io.sealcache.internal.jfr.KeyIds;
import io.sealcache.internal.text.LoggerName;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class BoundedTrailTest {
  private static final KeyPlace PLACE = new KeyPlace("table", "ab", "");

  private final AtomicLong time = new AtomicLong(Long.MAX_VALUE - 10); // where the time wraps
  private final BoundedTrail trail = new BoundedTrail(List.of(new AuditLog()), time::get);

  private static KeyFailure failure(AuditEvent event) {
    return KeyFailure.of(event, PLACE, "unwrap", 1, new IllegalStateException("down"), KeyIds.NONE);
  }

  private List<String> told(Runnable action) {
    return CapturedLog.of(LoggerName.AUDIT, action).stream()
        .map(
            line -> line.replaceFirst("^.*event=([a-z-]+).*?( count=\\d+)?( failure=.*)?$", "$1$2"))
        .toList();
  }

  @Test
  void failure_isToldAtOnceAndThenOnceAMinuteWithItsCount() {
    assertThat(
            told(
                () -> {
                  for (int i = 0; i < 100_000; i++) {
                    trail.failed(failure(AuditEvent.KMS_FAILED));
                  }
                  time.addAndGet(BoundedTrail.INTERVAL.toNanos() - 1);
                  trail.failed(failure(AuditEvent.KMS_FAILED));
                  time.incrementAndGet();
                  trail.failed(failure(AuditEvent.KMS_FAILED));
                }))
        .containsExactly("kms-failed count=1", "kms-failed count=100001");
  }

  @Test
  void loadOfNames_isToldOnceAMinuteWithItsCount() {
    assertThat(
            told(
                () -> {
                  for (int i = 0; i < 1_000; i++) {
                    trail.nameLoaded(PLACE, 1);
                  }
                  time.addAndGet(BoundedTrail.INTERVAL.toNanos());
                  trail.nameLoaded(PLACE, 1);
                }))
        .containsExactly("name-keys-loaded count=1", "name-keys-loaded count=1000");
  }

  @Test
  void oneKind_hidesNoOther() {
    assertThat(
            told(
                () -> {
                  trail.failed(failure(AuditEvent.KMS_FAILED));
                  trail.failed(failure(AuditEvent.TABLE_FAILED));
                  trail.failed(failure(AuditEvent.NAME_KEYS_NOT_LOADED));
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
                    trail.changed(KeyChange.of(AuditEvent.KEYS_ERASED, PLACE));
                    trail.failed(failure(AuditEvent.KEYS_NOT_ERASED));
                  }
                }))
        .hasSize(20);
  }
}
