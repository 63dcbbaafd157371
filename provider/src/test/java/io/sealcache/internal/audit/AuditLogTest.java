package io.sealcache.internal.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.CapturedLog;
import io.sealcache.internal.jfr.KeyIds;
import io.sealcache.internal.text.LoggerName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Holds the table of events in docs/logging.md to what is logged. */
class AuditLogTest {
  private static final KeyIds KEYS = new KeyIds("00000001", "00000002,00000003", "00000004");
  private static final KeyPlace PLACE = new KeyPlace("table", "ab", "Jane");
  private static final Pattern ROW =
      Pattern.compile("\\| `([a-z-]+)` \\| (DEBUG|INFO|WARNING) \\|");
  private static final Pattern NAME = Pattern.compile("`([a-z]+)`");
  private static final Pattern FIELD = Pattern.compile(" ([a-z]+)=");

  private final Logger logger = Logger.getLogger(LoggerName.AUDIT.text());
  private final Level before = logger.getLevel();
  private final AuditLog log = new AuditLog();

  @BeforeEach
  void hearAll() {
    logger.setLevel(Level.ALL);
  }

  @AfterEach
  void hearAsBefore() {
    logger.setLevel(before);
  }

  /** Each event with all fields that it can have. */
  private List<String> everyEvent() {
    return CapturedLog.of(
        LoggerName.AUDIT,
        () -> {
          log.started("uri", "store", "source", KEYS);
          log.loaded(KeyPlace.of("file"), true, KEYS);
          log.loaded(KeyPlace.of("file"), false, KEYS);
          log.nameLoaded(PLACE, 3);
          failed(AuditEvent.KEYS_NOT_LOADED, KeyPlace.of("file"), KEYS);
          for (AuditEvent event :
              List.of(AuditEvent.KEYS_NOT_ERASED, AuditEvent.NAME_KEYS_NOT_LOADED)) {
            failed(event, PLACE, KeyIds.NONE);
          }
          failed(AuditEvent.RECORD_NOT_CHANGED, new KeyPlace("table", "ab", ""), KeyIds.NONE);
          for (AuditEvent event : List.of(AuditEvent.KMS_FAILED, AuditEvent.TABLE_FAILED)) {
            failed(event, KeyPlace.of("table"), KeyIds.NONE);
          }
          for (AuditEvent event : List.of(AuditEvent.KMS_RESTORED, AuditEvent.TABLE_RESTORED)) {
            log.failed(KeyFailure.over(event, KeyPlace.of("table")));
          }
          KeyChange.between(PLACE, KEYS, new KeyIds("00000005", "00000001", "00000006"))
              .forEach(log::changed);
          log.changed(KeyChange.created(PLACE, KEYS));
          log.changed(KeyChange.of(AuditEvent.KEYS_WRAPPED, KeyPlace.of("file"), KEYS));
          for (AuditEvent event :
              List.of(AuditEvent.KEYS_ERASED, AuditEvent.NO_KEYS_TO_ERASE, AuditEvent.KEYS_GONE)) {
            log.changed(KeyChange.of(event, PLACE));
          }
          for (AuditEvent event :
              List.of(AuditEvent.RECORDS_RENEWED, AuditEvent.RECORDS_REWRAPPED)) {
            log.changed(KeyChange.ofMany(event, KeyPlace.of("table"), 12));
          }
          log.unreadable("orders", "TAMPERED", 7, 9, 60);
        });
  }

  private void failed(AuditEvent event, KeyPlace place, KeyIds inUse) {
    var failure = new IllegalStateException("secret", new IOException("secret"));
    log.failed(KeyFailure.of(event, place, "unwrap", 2, failure, inUse));
  }

  private static List<String> rows() throws IOException {
    return Files.readAllLines(Path.of("../docs/logging.md")).stream()
        .filter(line -> ROW.matcher(line).lookingAt())
        .toList();
  }

  private static String event(String line) {
    return line.replaceFirst("^.*?event=", "").replaceFirst(" .*", "");
  }

  @Test
  void table_hasEachEventWithItsLevelAndFields() throws IOException {
    List<String> rows = rows();
    List<String> lines = everyEvent();

    assertThat(lines.stream().map(AuditLogTest::event).distinct())
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(AuditEvent.values()).map(AuditEvent::text).toList());
    assertThat(rows).hasSize(AuditEvent.values().length);
    for (String line : lines) {
      String level = line.substring(0, line.indexOf(' ')).replace("FINE", "DEBUG");
      assertThat(rows)
          .as(line)
          .filteredOn(row -> row.startsWith("| `" + event(line) + "` | " + level + " |"))
          .singleElement()
          .satisfies(row -> assertThat(documented(row)).containsAll(fields(line)));
    }
  }

  @Test
  void table_hasNoFieldThatIsNeverLogged() throws IOException {
    List<String> lines = everyEvent();

    for (String row : rows()) {
      Matcher matcher = ROW.matcher(row);
      assertThat(matcher.lookingAt()).isTrue();
      String event = matcher.group(1);
      assertThat(
              lines.stream()
                  .filter(line -> event(line).equals(event))
                  .flatMap(line -> fields(line).stream()))
          .as(row)
          .containsAll(documented(row));
    }
  }

  private static List<String> fields(String line) {
    List<String> fields = new ArrayList<>();
    for (Matcher field = FIELD.matcher(line); field.find(); ) {
      fields.add(field.group(1));
    }
    fields.remove("event");
    return fields;
  }

  /** In the last cell. */
  private static List<String> documented(String row) {
    return NAME.matcher(row.substring(row.lastIndexOf(" | ")))
        .results()
        .map(name -> name.group(1))
        .toList();
  }

  @Test
  void failure_isToldByClassesAndNotByMessages() {
    assertThat(everyEvent())
        .noneMatch(line -> line.contains("secret"))
        .contains(
            "WARNING event=kms-failed source=table operation=unwrap count=2"
                + " failure=java.lang.IllegalStateException cause=java.io.IOException");
  }

  @Test
  void failureThatIsItsOwnCause_isTold() {
    var one = new IllegalStateException("one");
    var other = new IllegalStateException("other", one);
    one.initCause(other);

    KeyFailure failure = KeyFailure.of(AuditEvent.KMS_FAILED, PLACE, "unwrap", 1, one, KeyIds.NONE);

    assertThat(failure.failure()).isEqualTo("java.lang.IllegalStateException");
  }

  @Test
  void line_isNoFormat() {
    assertThat(
            CapturedLog.of(LoggerName.AUDIT, () -> log.unreadable("it's {0}", "TAMPERED", 1, 1, 0)))
        .containsExactly(
            "WARNING event=unreadable cache=\"it's {0}\" reason=TAMPERED count=1 seconds=0"
                + " total=1");
  }
}
