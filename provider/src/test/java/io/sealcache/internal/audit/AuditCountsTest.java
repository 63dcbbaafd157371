package io.sealcache.internal.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.internal.jfr.KeyIds;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class AuditCountsTest {
  private static final KeyPlace PLACE = KeyPlace.of("file");

  private final AuditCounts counts = new AuditCounts();

  @Test
  void eachEventOfKeys_hasACount() {
    assertThat(counts.times().keySet())
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(AuditEvent.values())
                .filter(event -> event != AuditEvent.UNREADABLE)
                .map(AuditEvent::text)
                .toList());
    assertThat(counts.times().values()).containsOnly(0L);
  }

  @Test
  void whatHappens_isCountedByItself() {
    counts.loaded(PLACE, true, KeyIds.NONE);
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
  }
}
