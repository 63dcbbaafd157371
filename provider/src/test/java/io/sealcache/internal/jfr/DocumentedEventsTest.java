package io.sealcache.internal.jfr;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import jdk.jfr.Enabled;
import jdk.jfr.Event;
import jdk.jfr.EventType;
import jdk.jfr.StackTrace;
import org.junit.jupiter.api.Test;

/** Holds the table of events in docs/operations.md to the events. */
class DocumentedEventsTest {
  private static final Pattern ROW = Pattern.compile("\\| `(io\\.sealcache\\.\\w+)` \\|");

  private static List<Class<? extends Event>> events() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("target/classes/io/sealcache/internal/jfr"))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith("Event.class"))
          .map(name -> name.substring(0, name.length() - ".class".length()))
          .map(DocumentedEventsTest::event)
          .filter(event -> !Modifier.isAbstract(event.getModifiers()))
          .toList();
    }
  }

  private static Class<? extends Event> event(String name) {
    try {
      return Class.forName(DocumentedEventsTest.class.getPackageName() + "." + name)
          .asSubclass(Event.class);
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }

  private static List<String> rows() throws IOException {
    return Files.readAllLines(Path.of("../docs/operations.md")).stream()
        .filter(line -> ROW.matcher(line).lookingAt())
        .toList();
  }

  @Test
  void table_hasEachEventAndItsFields() throws IOException {
    List<String> rows = rows();

    assertThat(rows).hasSameSizeAs(events());
    for (Class<? extends Event> event : events()) {
      String name = EventType.getEventType(event).getName();
      assertThat(rows)
          .as(name)
          .anySatisfy(
              row -> {
                assertThat(row).startsWith("| `" + name + "` |");
                assertThat(fields(event)).allMatch(field -> row.contains("`" + field + "`"));
              });
    }
  }

  private static Stream<String> fields(Class<? extends Event> event) {
    return Stream.<Class<?>>iterate(event, type -> type != Event.class, Class::getSuperclass)
        .flatMap(type -> Arrays.stream(type.getDeclaredFields()))
        .filter(field -> !Modifier.isStatic(field.getModifiers()) && !field.isSynthetic())
        .map(Field::getName);
  }

  /** The JDK leaves out what it can't read from the class of the event. */
  @Test
  void fieldsAndCategory_areAlsoThoseThatEventsHaveInCommon() throws IOException {
    for (Class<? extends Event> event : events()) {
      EventType type = EventType.getEventType(event);
      assertThat(fields(event).map(type::getField)).as(type.getName()).doesNotContainNull();
      assertThat(type.getCategoryNames()).as(type.getName()).containsExactly("SealCache");
    }
  }

  @Test
  void events_ofEachOperationAreOffByDefaultAndNoneHasAStackTrace() throws IOException {
    assertThat(events())
        .filteredOn(event -> !event.getAnnotation(Enabled.class).value())
        .containsExactlyInAnyOrder(SealEvent.class, OpenEvent.class);
    assertThat(events()).allMatch(event -> !event.getAnnotation(StackTrace.class).value());
  }
}
