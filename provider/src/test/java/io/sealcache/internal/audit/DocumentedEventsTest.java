package io.sealcache.internal.audit;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.core.StoredKey;
import io.sealcache.core.UnreadableReason;
import io.sealcache.fixture.CapturedLog;
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
import java.util.stream.Stream;
import jdk.jfr.EventType;
import jdk.jfr.StackTrace;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Holds the events in docs/operations.md to what is told. */
class DocumentedEventsTest {
  private static final KeyIds KEYS = new KeyIds("00000001", "00000002,00000003", "00000004");
  private static final StoredKey ENTRY = requireNonNull(StoredKey.parse("AQ" + "A".repeat(38)));
  private static final KeyPlace PLACE = new KeyPlace("table", "ab", "Jane");
  private static final Pattern ROW =
      Pattern.compile("\\| `([a-z-]+)` \\| (DEBUG|INFO|WARNING) \\|");
  private static final Pattern NAME = Pattern.compile("`([a-z]+)`");
  private static final Pattern FIELD = Pattern.compile(" ([a-z]+)=");

  private final Logger logger = Logger.getLogger("io.sealcache.audit");
  private final Level before = logger.getLevel();
  private final SecurityEvents events = new SecurityEvents();

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
        "io.sealcache.audit",
        () -> {
          events.accept(SecurityEvent.started("uri", "store", "source", KEYS));
          events.accept(SecurityEvent.of(EventName.KEYS_LOADED, KeyPlace.of("file"), KEYS));
          events.accept(SecurityEvent.of(EventName.KEYS_UNCHANGED, KeyPlace.of("file"), KEYS));
          events.accept(SecurityEvent.ofMany(EventName.NAME_KEYS_LOADED, KeyPlace.of("table"), 0));
          failed(EventName.KEYS_NOT_LOADED, KeyPlace.of("file"), KEYS);
          failed(EventName.KEYS_NOT_ERASED, PLACE, KeyIds.NONE);
          failed(EventName.NAME_KEYS_NOT_LOADED, PLACE, KeyIds.NONE);
          failed(EventName.RECORD_NOT_CHANGED, new KeyPlace("table", "ab", ""), KeyIds.NONE);
          failed(EventName.KMS_FAILED, KeyPlace.of("table"), KeyIds.NONE);
          failed(EventName.TABLE_FAILED, KeyPlace.of("table"), KeyIds.NONE);
          for (EventName event : List.of(EventName.KMS_RESTORED, EventName.TABLE_RESTORED)) {
            events.accept(SecurityEvent.of(event, KeyPlace.of("table"), KeyIds.NONE));
          }
          SecurityEvent.between(PLACE, KEYS, new KeyIds("00000005", "00000001", "00000006"))
              .forEach(events);
          events.accept(SecurityEvent.of(EventName.KEYS_CREATED, PLACE, new KeyIds("1", "", "2")));
          events.accept(SecurityEvent.of(EventName.KEYS_WRAPPED, KeyPlace.of("file"), KEYS));
          for (EventName event :
              List.of(EventName.KEYS_ERASED, EventName.NO_KEYS_TO_ERASE, EventName.KEYS_GONE)) {
            events.accept(SecurityEvent.of(event, PLACE, KeyIds.NONE));
          }
          for (EventName event : List.of(EventName.RECORDS_RENEWED, EventName.RECORDS_REWRAPPED)) {
            events.accept(SecurityEvent.ofMany(event, KeyPlace.of("table"), 12));
          }
          events.accept(
              SecurityEvent.unreadable("orders", UnreadableReason.TAMPERED, ENTRY, "because"));
        });
  }

  private void failed(EventName event, KeyPlace place, KeyIds inUse) {
    var failure = new IllegalStateException("secret", new IOException("secret"));
    events.accept(SecurityEvent.failed(event, place, "unwrap", failure, inUse));
  }

  private static List<String> rows() throws IOException {
    return Files.readAllLines(Path.of("../docs/operations.md")).stream()
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

    assertThat(lines.stream().map(DocumentedEventsTest::event).distinct())
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(EventName.values()).map(EventName::text).toList());
    assertThat(rows).hasSize(EventName.values().length);
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
            "WARNING event=kms-failed source=table operation=unwrap"
                + " failure=java.lang.IllegalStateException cause=java.io.IOException count=1");
  }

  @Test
  void failureThatIsItsOwnCause_isTold() {
    var one = new IllegalStateException("one");
    var other = new IllegalArgumentException("other", one);
    one.initCause(other);

    assertThat(
            CapturedLog.of(
                "io.sealcache.audit",
                () ->
                    events.accept(
                        SecurityEvent.failed(
                            EventName.KMS_FAILED, PLACE, "unwrap", one, KeyIds.NONE))))
        .singleElement()
        .asString()
        .contains("failure=java.lang.IllegalStateException");
  }

  @Test
  void line_isNoFormat() {
    assertThat(
            CapturedLog.of(
                "io.sealcache.audit",
                () -> events.accept(SecurityEvent.started("it's {0}", "store", "", KeyIds.NONE))))
        .containsExactly("INFO event=started manager=\"it's {0}\" store=store");
  }

  @Test
  void flightEvent_isDocumentedWithItsFieldsAndHasNoStackTrace() throws IOException {
    EventType type = EventType.getEventType(SecurityEvents.Told.class);
    String page = Files.readString(Path.of("../docs/operations.md"));

    assertThat(page).contains("`" + type.getName() + "`");
    assertThat(Stream.of("event", "line"))
        .allMatch(field -> type.getField(field) != null && page.contains("`" + field + "`"));
    assertThat(type.getCategoryNames()).containsExactly("SealCache");
    assertThat(SecurityEvents.Told.class.getAnnotation(StackTrace.class).value()).isFalse();
  }
}
