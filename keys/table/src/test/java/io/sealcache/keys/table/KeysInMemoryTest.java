package io.sealcache.keys.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.sealcache.core.Keyring;
import io.sealcache.keys.KeyringFile;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;

/** More names than a look asks for at once. */
class KeysInMemoryTest {
  private static final int AT_ONCE = 1_000;
  private static final int ALL = 1_500;

  private final MemoryKeyTable table = new MemoryKeyTable();
  private final KeyTableOptions options = KeyTableOptions.of(Duration.ofMinutes(1), ALL);
  private final TableRecords records =
      new TableRecords(table, new ServiceKey(1), null, options, InstantSource.system());
  private final KeysInMemory keys = new KeysInMemory(records, options, this::timeOfEachBatch);
  private boolean looks;

  @Test
  void lookThatFailsHalfway_tellsOfThoseThatItFoundLost() {
    try (KeyringFile made = KeyringFile.generate(Instant.now())) {
      Keyring keyring = made.keyring();
      for (int i = 0; i < ALL; i++) {
        NameKeys unused =
            keys.takeUp(
                null,
                new NameKeys(new RecordId("%032x".formatted(i + 1), "" + i), "", keyring, 0),
                KeysInMemoryTest::run);
      }
    }

    table.reads.set(0);
    looks = true;
    assertThatIllegalStateException()
        .isThrownBy(() -> keys.look(() -> true))
        .withMessage("The table is down");

    assertThat(records.history()).containsEntry("keys-gone", (long) AT_ONCE);
  }

  private static boolean run(Runnable step) {
    step.run();
    return true;
  }

  @Test
  void keysThatAreTakenUpAfterTheEnd_areDestroyedWithThoseOfBefore() {
    NameKeys known;
    NameKeys fresh;
    try (KeyringFile made = KeyringFile.generate(Instant.now())) {
      RecordId id = new RecordId("%032x".formatted(1), "1");
      known = new NameKeys(id, "before", made.keyring(), 0);
      fresh = new NameKeys(id, "after", made.keyring(), 0);
    }
    keys.close();

    assertThat(keys.takeUp(known, fresh, KeysInMemoryTest::run)).isSameAs(fresh);

    assertThat(List.of(known, fresh)).allMatch(NameKeys::isDestroyed);
  }

  @Test
  void keys_areShownWithoutNameOrRecord() {
    try (KeyringFile made = KeyringFile.generate(Instant.now())) {
      RecordId id = new RecordId("%032x".formatted(1), "alice");
      NameKeys shown = new NameKeys(id, "secrets=wrapped", made.keyring(), 0);

      assertThat(shown).hasToString(id.text());
    }
  }

  /** The table fails from the second batch on. */
  private long timeOfEachBatch() {
    table.down = looks && table.reads.get() > 0;
    return 0;
  }

  @Test
  void memoryForNoNames_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> KeyTableOptions.of(Duration.ofMinutes(1), 0))
        .withMessageContaining("at least 1");
  }
}
