package io.sealcache.keys.table;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealcache.core.Keyring;
import io.sealcache.encryption.AuditNames;
import io.sealcache.fixture.CanarySearch;
import io.sealcache.fixture.CapturedLog;
import io.sealcache.fixture.FlightRecording;
import io.sealcache.internal.concurrent.ManualScheduler;
import io.sealcache.keys.FixedKey;
import io.sealcache.keys.FixedWrappingKey;
import io.sealcache.keys.KeyringFile;
import io.sealcache.keys.RefreshTimes;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The events that auditors hear of a key table. */
class TableTrailTest {
  private static final Duration MAX_AGE = Duration.ofMinutes(1);
  private static final String NAME = "CANARY Jane\nevent=keys-erased CANARY";
  private static final String SOURCE = "source=\"Key table in memory\"";

  private final MemoryKeyTable table = new MemoryKeyTable();
  private final ManualScheduler time = new ManualScheduler(0);
  private final ServiceKey key = new ServiceKey(1);

  private TableKeySource open(AuditNames names) {
    return new TableKeySource(
        new TableRecords(
            table,
            key,
            null,
            new KeyTableOptions(MAX_AGE, 100, RefreshTimes.standard(), names, ""),
            InstantSource.system()),
        KeyTableOptions.of(MAX_AGE, 100),
        time);
  }

  private TableKeySource other() {
    return new TableKeySource(
        new TableRecords(
            table,
            FixedWrappingKey.of(1),
            null,
            KeyTableOptions.of(MAX_AGE, 100),
            InstantSource.system()),
        KeyTableOptions.of(MAX_AGE, 100),
        new ManualScheduler(0));
  }

  private static List<String> log(Runnable action) {
    return CapturedLog.of("io.sealcache.audit", action);
  }

  private static String ids(Keyring keyring) {
    return "current=%08x index=%08x".formatted(keyring.current().id(), keyring.indexKey().id());
  }

  @Test
  void keysThatAreMade_areToldByRecordAndIds() {
    TableKeySource[] source = {null};
    List<String> atStart = log(() -> source[0] = open(AuditNames.HASHED));
    List<String> log = log(() -> source[0].keyring(NAME));

    assertThat(atStart)
        .containsExactly(
            "INFO event=keys-created %s record=%s %s"
                .formatted(SOURCE, "0".repeat(32), ids(source[0].keyring(null))));
    assertThat(log)
        .containsExactly(
            "INFO event=keys-created %s record=%s %s"
                .formatted(SOURCE, source[0].recordId(NAME), ids(source[0].keyring(NAME))));
    assertThat(table.records).containsKey(source[0].recordId(NAME));
    assertThat(source[0].history()).containsEntry("keys-created", 2L);
  }

  @Test
  void keysThatAreThere_areToldTogether() {
    TableKeySource theirs = other();
    List<String> log =
        log(
            () -> {
              TableKeySource source = open(AuditNames.HASHED);
              for (int i = 0; i < 50; i++) {
                theirs.keyring("" + i);
                source.keyring("" + i);
              }
              assertThat(source.history())
                  .containsEntry("name-keys-loaded", 50L)
                  .containsEntry("keys-created", 0L);
            });

    assertThat(log)
        .filteredOn(line -> line.contains("name-keys-loaded"))
        .containsExactly("INFO event=name-keys-loaded " + SOURCE + " count=1");
  }

  @Test
  void erasure_isToldAndItsAbsenceToo() {
    TableKeySource source = open(AuditNames.HASHED);
    source.keyring(NAME);
    String record = " " + SOURCE + " record=" + source.recordId(NAME);

    assertThat(
            log(
                () -> {
                  source.forget(NAME);
                  source.forget(NAME);
                }))
        .containsExactly("INFO event=keys-erased" + record, "INFO event=no-keys-to-erase" + record);
    assertThat(source.history())
        .containsEntry("keys-erased", 1L)
        .containsEntry("no-keys-to-erase", 1L);
  }

  @Test
  void erasureThatFails_isToldAndNoneIsPretended() {
    TableKeySource source = open(AuditNames.HASHED);
    source.keyring(NAME);
    table.down = true;

    assertThat(log(() -> assertThatThrownBy(() -> source.forget(NAME))))
        .containsExactly(
            "WARNING event=table-failed "
                + SOURCE
                + " operation=remove failure=java.lang.IllegalStateException count=1",
            "WARNING event=keys-not-erased %s record=%s operation=remove"
                    .formatted(SOURCE, source.recordId(NAME))
                + " failure=java.lang.IllegalStateException");
    assertThat(source.history()).containsEntry("keys-erased", 0L);
  }

  @Test
  void keysThatAnotherJvmErased_areTold() {
    TableKeySource source = open(AuditNames.HASHED);
    source.keyring(NAME);
    other().forget(NAME);

    assertThat(log(() -> time.pass(MAX_AGE)))
        .containsExactly(
            "INFO event=keys-gone %s record=%s".formatted(SOURCE, source.recordId(NAME)));
  }

  @Test
  void recordWithOtherRoles_isToldKeyByKey() {
    TableKeySource source = open(AuditNames.HASHED);
    Keyring before = source.keyring(NAME);
    String id = source.recordId(NAME);
    changeRoles(id);

    time.pass(MAX_AGE.dividedBy(4));
    List<String> log = log(() -> source.keyring(NAME));

    Keyring after = source.keyring(NAME);
    assertThat(after.current().id()).isNotEqualTo(before.current().id());
    String place = " %s record=%s key=".formatted(SOURCE, id);
    assertThat(log)
        .filteredOn(line -> !line.contains("name-keys-loaded"))
        .containsExactly(
            "INFO event=key-added%s%08x".formatted(place, after.current().id()),
            "INFO event=key-promoted%s%08x before=%08x"
                .formatted(place, after.current().id(), before.current().id()),
            "INFO event=key-retired%s%08x".formatted(place, before.current().id()));
  }

  /** Another data key takes the place of the one that is there. */
  private void changeRoles(String id) {
    KeyTableOptions options = KeyTableOptions.of(MAX_AGE, 100);
    TableRecords records = new TableRecords(table, key, null, options, InstantSource.system());
    RecordId record = new RecordId(id, "");
    String text = requireNonNull(table.records.get(id));
    try (KeyringFile keys = records.unwrap(record, records.parse(record, text))) {
      KeyringFile changed =
          keys.with("next", FixedKey.secret(9), null).withCurrent("next").without(keys.current());
      table.records.put(id, records.wrap(record, changed));
    }
  }

  @Test
  void brokenRecord_isToldOnceThoughItIsAskedForAgainAndAgain() {
    TableKeySource source = open(AuditNames.HASHED);
    table.records.put(source.recordId("name"), "CANARY");

    assertThat(
            log(
                () -> {
                  for (int i = 0; i < 1_000; i++) {
                    assertThatThrownBy(() -> source.keyring("name"));
                  }
                }))
        .containsExactly(
            "WARNING event=name-keys-not-loaded %s record=%s operation=load"
                    .formatted(SOURCE, source.recordId("name"))
                + " failure=io.sealcache.keys.table.BrokenRecordException"
                + " cause=java.lang.IllegalArgumentException count=1");
    assertThat(source.history())
        .as("for a second it is remembered")
        .containsEntry("name-keys-not-loaded", 1L);
  }

  @Test
  void firstRecordThatIsLost_isTold() {
    TableKeySource source = open(AuditNames.HASHED);
    table.records.clear();
    time.standStill(MAX_AGE);

    assertThat(log(() -> assertThatThrownBy(() -> source.keyring(null))))
        .anySatisfy(
            line ->
                assertThat(line)
                    .startsWith(
                        "WARNING event=name-keys-not-loaded %s record=%s"
                            .formatted(SOURCE, "0".repeat(32))));
  }

  /** All that happens to a name, in one go. */
  private void live(TableKeySource source) {
    source.keyring(NAME);
    time.standStill(MAX_AGE);
    source.keyring(NAME);
    source.forget(NAME);
    table.records.put(source.recordId(NAME), "broken");
    assertThatThrownBy(() -> source.keyring(NAME));
    table.down = true;
    assertThatThrownBy(() -> source.forget(NAME));
  }

  @Test
  void nothing_tellsNamesOrKeys() {
    TableKeySource source = open(AuditNames.HASHED);
    String[] log = {""};
    FlightRecording recording =
        FlightRecording.of(() -> log[0] = String.join("\n", log(() -> live(source))));

    assertThat(log[0]).contains("keys-created", "keys-erased", "keys-not-erased");
    assertThat(recording.lines(source.recordId(NAME)).map(line -> line.replaceFirst(" .*", "")))
        .contains("event=keys-created", "event=keys-erased", "event=keys-not-erased");
    for (byte[] told : List.of(log[0].getBytes(StandardCharsets.UTF_8), recording.file())) {
      assertThat(CanarySearch.find("CANARY", told)).isEmpty();
      for (int seed = 1; seed <= 3; seed++) {
        String secret = HexFormat.of().formatHex(io.sealcache.keys.FixedKey.secret(seed));
        assertThat(CanarySearch.find(secret, told)).isEmpty();
      }
    }
  }

  @Test
  void names_areShownWhereASettingSaysSoAndMakeNoLineOfTheirOwn() {
    TableKeySource source = open(AuditNames.CLEAR);
    String[] log = {""};
    FlightRecording recording =
        FlightRecording.of(() -> log[0] = String.join("\n", log(() -> live(source))));

    assertThat(log[0].lines())
        .filteredOn(line -> line.contains("record="))
        .isNotEmpty()
        .allMatch(line -> line.contains("name=\"CANARY Jane\\u000aevent=keys-erased CANARY\""));
    assertThat(log[0].lines()).allMatch(line -> line.matches("(INFO|WARNING) event=.*"));
    assertThat(recording.lines(source.recordId(NAME)))
        .containsExactlyElementsOf(
            log[0]
                .lines()
                .map(line -> line.replaceFirst("^[A-Z]+ ", ""))
                .filter(line -> line.contains(source.recordId(NAME)))
                .toList());
  }

  @Test
  void recordId_isTheSameInEachJvmAndNotAnotherNames() {
    TableKeySource source = open(AuditNames.HASHED);

    assertThat(other().recordId(NAME)).isEqualTo(source.recordId(NAME)).matches("[0-9a-f]{32}");
    assertThat(source.recordId("other")).isNotEqualTo(source.recordId(NAME));
    source.close();
    assertThatThrownBy(() -> source.recordId(NAME)).hasMessageContaining("is closed");
  }
}
