package io.sealcache.codec.jackson;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonValue;
import io.sealcache.codec.Codec;
import io.sealcache.codec.standard.Coding;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Month;
import java.time.OffsetDateTime;
import java.time.Year;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Calendar;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Where the versions of Jackson differ by themselves: what is stored is the same by either. */
class JacksonVersionsTest {
  enum Shade {
    DARK,
    LIGHT;

    @Override
    public String toString() {
      return "shade " + name();
    }
  }

  record Times(
      Date date,
      Calendar calendar,
      Instant instant,
      LocalDate local,
      ZonedDateTime zoned,
      OffsetDateTime offset,
      Duration duration,
      Year year,
      Month month,
      DayOfWeek weekday,
      @JsonFormat(shape = JsonFormat.Shape.NUMBER) Year number,
      @JsonFormat(pattern = "dd.MM.yyyy") java.sql.Date formatted) {}

  record Texts(
      Shade shade,
      Map<Shade, Integer> shades,
      Locale locale,
      Map<Locale, Integer> locales,
      TimeZone zone,
      float single,
      double wide,
      BigDecimal decimal,
      List<byte[]> bytes,
      String escaped) {}

  /**
   * In no order of the alphabet, with a name that either version makes its own way. There is one
   * such, as what has methods alone comes in the order in which the JVM tells them.
   */
  static final class Bean {
    public String zeta = "z";
    private String url = "u";
    private final List<String> tags = new ArrayList<>(List.of("t"));

    public String getURLPart() {
      return url;
    }

    public void setURLPart(String url) {
      this.url = url;
    }

    public List<String> getTags() {
      return tags;
    }

    public @Nullable Void getNothing() {
      return null;
    }
  }

  static final class OddlyNamed {
    private int number = 1;

    public int getiNumber() {
      return number;
    }

    public void setiNumber(int number) {
      this.number = number;
    }
  }

  @JsonFormat(shape = JsonFormat.Shape.OBJECT)
  @JsonIgnoreProperties({"first", "last"}) // of lists since Java 21
  static final class ListAsObject extends ArrayList<String> {
    private static final long serialVersionUID = 1;
    public String title = "t";

    public void setEmpty(boolean unused) {}
  }

  record Numbers(int present, int missing) {}

  private static Times times() {
    TimeZone paris = TimeZone.getTimeZone("Europe/Paris");
    Calendar calendar = Calendar.getInstance(paris);
    calendar.setTimeInMillis(1_700_000_000_123L);
    return new Times(
        calendar.getTime(),
        calendar,
        Instant.ofEpochSecond(1, 1),
        LocalDate.of(2026, 2, 3),
        ZonedDateTime.of(2026, 7, 1, 0, 0, 0, 1, ZoneId.of("Europe/Paris")),
        OffsetDateTime.of(2026, 7, 1, 0, 0, 0, 0, ZoneOffset.UTC),
        Duration.ofMillis(1500),
        Year.of(2026),
        Month.MAY,
        DayOfWeek.FRIDAY,
        Year.of(2026),
        java.sql.Date.valueOf(LocalDate.of(2026, 2, 3)));
  }

  private static Texts texts() {
    return new Texts(
        Shade.LIGHT,
        Map.of(Shade.DARK, 1),
        Locale.forLanguageTag("de-CH"),
        Map.of(Locale.forLanguageTag("zh-Hant-TW"), 1),
        TimeZone.getTimeZone("Europe/Paris"),
        1.1f,
        3.4e10,
        new BigDecimal("1E+2"),
        List.of(new byte[] {1, 2, -1}),
        "a/b<\u007f\u0000😀");
  }

  @ParameterizedTest
  @EnumSource
  void times_areFrozen(Jackson version) throws Exception {
    assertThat(json(version, times()))
        .isEqualTo(
            """
            {"date":"2023-11-14T22:13:20.123+00:00",\
            "calendar":"2023-11-14T22:13:20.123+00:00",\
            "instant":"1970-01-01T00:00:01.000000001Z","local":"2026-02-03",\
            "zoned":"2026-07-01T00:00:00.000000001+02:00[Europe/Paris]",\
            "offset":"2026-07-01T00:00:00Z","duration":"PT1.5S","year":"2026","month":"MAY",\
            "weekday":"FRIDAY","number":2026,"formatted":"03.02.2026"}\
            """);
  }

  @ParameterizedTest
  @EnumSource
  void texts_areFrozen(Jackson version) throws Exception {
    assertThat(json(version, texts()))
        .isEqualTo(
            """
            {"shade":"LIGHT","shades":{"DARK":1},"locale":"de_CH","locales":{"zh_TW_#Hant":1},\
            "zone":"Europe/Paris","single":1.1,"wide":3.4E10,"decimal":1E+2,"bytes":["AQL/"],\
            "escaped":"a/b<\u007f\\u0000😀"}\
            """);
  }

  @ParameterizedTest
  @EnumSource
  void beans_areFrozen(Jackson version) throws Exception {
    assertThat(json(version, new Bean()))
        .isEqualTo("{\"zeta\":\"z\",\"tags\":[\"t\"],\"urlpart\":\"u\"}");
    assertThat(json(version, new OddlyNamed())).isEqualTo("{\"iNumber\":1}");
    assertThat(json(version, new ListAsObject())).isEqualTo("{\"title\":\"t\",\"empty\":true}");
  }

  @Test
  void whatEitherWrites_isTheSameAndReadByTheOther() throws Exception {
    for (Object object :
        List.of(times(), texts(), new Bean(), new OddlyNamed(), new ListAsObject())) {
      for (Jackson writer : Jackson.values()) {
        for (Jackson reader : Jackson.values()) {
          assertExchanged(writer.json(object.getClass()), reader.json(object.getClass()), object);
          assertExchanged(
              writer.messagePack(object.getClass()), reader.messagePack(object.getClass()), object);
        }
      }
    }
  }

  record Day(java.sql.Date day) {}

  @Test
  void daysOfSql_areReadByEitherThoughWrittenOtherwise() throws Exception {
    Day day = new Day(java.sql.Date.valueOf(LocalDate.of(2026, 2, 3)));
    assertThat(json(Jackson.TWO, day)).isEqualTo("{\"day\":\"2026-02-03\"}");
    byte[] by2 = Coding.of(Jackson.TWO.json(Day.class)).encode(day);
    byte[] by3 = Coding.of(Jackson.THREE.json(Day.class)).encode(day);

    for (Jackson reader : Jackson.values()) {
      Coding days = Coding.of(reader.json(Day.class));
      assertThat(days.decode(by3)).isEqualTo(day);
      assertThat(days.decode(by2))
          .isEqualTo(
              new Day(new java.sql.Date(Instant.parse("2026-02-03T00:00:00Z").toEpochMilli())));
    }
  }

  private static void assertExchanged(Codec writer, Codec reader, Object object) throws Exception {
    byte[] written = Coding.of(writer).encode(object);
    Object read = Coding.of(reader).decode(written);

    assertThat(Coding.of(reader).encode(object)).isEqualTo(written);
    assertThat(Coding.of(writer).encode(read)).isEqualTo(written);
  }

  @ParameterizedTest
  @EnumSource
  void numberThatIsMissing_isRefused(Jackson version) {
    Coding numbers = Coding.of(version.json(Numbers.class));

    for (String json : List.of("{\"present\":1}", "{\"present\":1,\"missing\":null}")) {
      assertThatThrownBy(() -> numbers.decode(json.getBytes(UTF_8)))
          .isInstanceOf(IOException.class);
    }
  }

  static final class Name {
    private final String text;

    public Name(String text) {
      this.text = text;
    }

    @JsonValue
    public String getText() {
      return text;
    }
  }

  static final class Pair {
    private final int second;
    private final String first;

    public Pair(int second, String first) {
      this.second = second;
      this.first = first;
    }

    public String getFirst() {
      return first;
    }

    public int getSecond() {
      return second;
    }
  }

  @ParameterizedTest
  @EnumSource
  void constructorOfOneValue_isTakenWhole(Jackson version) throws Exception {
    Coding names = Coding.of(version.json(Name.class));

    assertThat(((Name) names.decode("\"a\"".getBytes(UTF_8))).getText()).isEqualTo("a");
  }

  @Test
  void constructorByNamesOfParameters_needsNoModuleOfJackson3() throws Exception {
    Coding pairs = Coding.of(Jackson.THREE.json(Pair.class));
    Pair read = (Pair) pairs.roundTrip(new Pair(1, "a"));

    assertThat(read.getFirst() + read.getSecond()).isEqualTo("a1");
    assertThat(json(Jackson.THREE, read)).isEqualTo("{\"second\":1,\"first\":\"a\"}");
  }

  private static String json(Jackson version, Object object) throws Exception {
    return new String(Coding.of(version.json(object.getClass())).encode(object), UTF_8);
  }
}
