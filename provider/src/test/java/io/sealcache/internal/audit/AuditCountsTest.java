package io.sealcache.internal.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.internal.jfr.KeyIds;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class AuditCountsTest {
  private static final KeyPlace PLACE = KeyPlace.of("file");

  private Instant now = Instant.parse("2026-11-28T03:00:00Z");
  private final AuditCounts counts = new AuditCounts(moving());

  private InstantSource moving() {
    return () -> now;
  }

  @Test
  void eachEventOfKeys_hasACount() {
    assertThat(counts.times().keySet())
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(AuditEvent.values())
                .filter(event -> event != AuditEvent.UNREADABLE)
                .map(AuditEvent::text)
                .toList());
    assertThat(counts.times().values()).containsOnly(0L);
    assertThat(counts.latest()).isEmpty();
  }

  @Test
  void whatHappens_isCountedByItselfWithItsLastTime() {
    counts.loaded(PLACE, true, KeyIds.NONE);
    now = now.plusSeconds(5);
    counts.loaded(PLACE, false, KeyIds.NONE);
    counts.loaded(PLACE, false, KeyIds.NONE);
    counts.changed(KeyChange.of(AuditEvent.KEYS_ERASED, PLACE));
    counts.started("", "", "", KeyIds.NONE);
    counts.nameLoaded(PLACE, 1);

    assertThat(counts.times())
        .containsEntry("keys-loaded", 1L)
        .containsEntry("keys-unchanged", 2L)
        .containsEntry("keys-erased", 1L)
        .containsEntry("started", 1L)
        .containsEntry("name-keys-loaded", 1L)
        .containsEntry("keys-not-loaded", 0L);
    assertThat(counts.latest())
        .containsEntry("keys-loaded", Instant.parse("2026-11-28T03:00:00Z"))
        .containsEntry("keys-unchanged", Instant.parse("2026-11-28T03:00:05Z"))
        .doesNotContainKey("keys-not-loaded");
  }
}
