package io.sealcache.codec.standard;

import static java.util.Collections.unmodifiableList;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealcache.codec.EncodingBuffer;
import io.sealcache.codec.Samples.Money;
import io.sealcache.codec.Samples.Point;
import io.sealcache.codec.Samples.Shape;
import io.sealcache.fixture.OwnClasses;
import io.sealcache.internal.messagepack.MessagePackWriter;
import java.io.IOException;
import java.io.InvalidClassException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputFilter.Config;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class StandardCodecFilterTest {
  private static final String OURS = "io.sealcache.codec.Samples";
  private static final ClassLoader SAMPLES_ANEW =
      new OwnClasses("samples", name -> name.startsWith(OURS));

  static Stream<Arguments> ofTheApplication() {
    return Stream.<Object>of(
            new Money("EUR", BigDecimal.ONE),
            new Point(1, 2),
            Shape.SQUARE,
            new Point[0],
            new Object[] {new Point(1, 2)},
            new ArrayList<>(List.of(new Point(1, 2))))
        .map(object -> Arguments.of(object));
  }

  @ParameterizedTest
  @MethodSource("ofTheApplication")
  void decode_refusesAClassThatTheFilterRejects(Object object) throws Exception {
    for (String pattern : List.of("!" + OURS + "*", "java.base/*;!*", "maxdepth=0")) {
      byte[] encoded = Coding.values().encode(object);
      assertThat(Coding.values().decode(encoded)).isNotNull();

      assertThatThrownBy(() -> filtered(JavaFilter.of(pattern)).decode(encoded))
          .isInstanceOf(InvalidClassException.class);
    }
  }

  /** Its name is as long as the next one's. */
  static final class ReadOnes implements Serializable {
    private static final long serialVersionUID = 1L;
  }

  static final class NeverRun implements Serializable {
    private static final long serialVersionUID = INITIALISED.incrementAndGet();
  }

  interface Read1 extends Serializable {
    default void run() {}
  }

  interface Never extends Serializable {
    int COUNT = INITIALISED.incrementAndGet();

    default void run() {}
  }

  static final AtomicInteger INITIALISED = new AtomicInteger();

  @Test
  void decode_nothingRunsOfAClassThatTheFilterRejects() throws Exception {
    Object proxy =
        Proxy.newProxyInstance(
            getClass().getClassLoader(), new Class<?>[] {Read1.class}, new JavaCodecTest.Handler());
    byte[] ofClass = Coding.renamed(Coding.values().encode(new ReadOnes()), "ReadOnes", "NeverRun");
    byte[] ofProxy = Coding.renamed(Coding.javaStream(proxy), "Read1", "Never");
    Coding filtered = filtered(JavaFilter.of("java.base/*;!*"));
    Coding java = Coding.of(JavaCodec.forValues(JavaFilter.of("java.base/*;!*")));

    assertThatThrownBy(() -> filtered.decode(ofClass)).isInstanceOf(InvalidClassException.class);
    assertThatThrownBy(() -> java.decode(ofProxy)).isInstanceOf(InvalidClassException.class);
    assertThat(INITIALISED).hasValue(0);
  }

  static final AtomicInteger WRITTEN = new AtomicInteger();

  static final class Writing implements Serializable {
    private void writeObject(ObjectOutputStream out) throws IOException {
      out.defaultWriteObject();
      WRITTEN.incrementAndGet();
    }
  }

  @Test
  void encode_nothingRunsOfAClassThatTheFilterRejects() {
    Coding filtered = filtered(JavaFilter.of("!" + Writing.class.getName()));
    int before = WRITTEN.get();

    assertThatThrownBy(() -> filtered.encode(new Writing()))
        .isInstanceOf(InvalidClassException.class)
        .hasMessageContaining(Writing.class.getName());
    assertThat(WRITTEN).hasValue(before);
  }

  @Test
  void encode_collectionsThatTheFilterRejectsAreNotWrittenInVain() throws Exception {
    Coding filtered = filtered(JavaFilter.of("!java.util.Collections$*"));
    int before = WRITTEN.get();

    filtered.encode(unmodifiableList(List.of(unmodifiableList(List.of(new Writing())))));
    assertThat(WRITTEN).hasValue(before + 1);
  }

  @ParameterizedTest
  @MethodSource("ofTheApplication")
  void decode_takesAClassThatTheFilterAllows(Object object) throws Exception {
    Coding coding = filtered(JavaFilter.of(OURS + "*;java.base/*;!*"));

    assertThat(coding.roundTrip(object).getClass()).isEqualTo(object.getClass());
  }

  @ParameterizedTest
  @MethodSource("ofTheApplication")
  void decode_refusesAClassThatTheFilterOfTheJvmRejects(Object object) throws Exception {
    ObjectInputFilter jvmWide = Config.createFilter("!" + OURS + "*");
    Coding coding = filtered(JavaFilter.of(OURS + "*", Object.class, jvmWide));

    assertThatThrownBy(() -> coding.roundTrip(object)).isInstanceOf(InvalidClassException.class);
  }

  @Test
  void decode_refusesAnArrayThatItsInputCannotBack() {
    // A Java stream of a long[] that says it has 2^24 elements and holds none.
    String stream =
        "aced000575720002" + "5b4a" + "782004b512b17593" + "020000" + "7870" + "01000000";

    assertThatThrownBy(() -> Coding.values().decodeHex("c90000001b52" + stream))
        .isInstanceOf(InvalidClassException.class)
        .hasMessageContaining("REJECTED");
  }

  @Test
  void of_namesTheSettingWhoseValueIsNoPattern() {
    for (String pattern : List.of("maxdepth=many", "limit=1", "/com.acme.*")) {
      assertThatThrownBy(() -> JavaFilter.of(pattern))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("java-filter")
          .hasMessageContaining(pattern);
    }
  }

  @Test
  void of_keepsTheDefaultOfEachLimitThatThePatternDoesNotSet() {
    ObjectInputFilter filter = JavaFilter.of("maxdepth=1000;*", Object.class, null);

    assertThat(filter.toString()).contains("maxdepth=1000").contains("maxrefs=16777216");
  }

  @ParameterizedTest
  @ValueSource(
      classes = {
        Object.class, Serializable.class, Comparable.class, Collection.class, List.class,
        ArrayList.class, Map.class, Object[].class, Number.class, Exception.class
      })
  void typeThatSaysNothingOfWhatItHolds_isAsObject(Class<?> type) {
    assertThat(JavaFilter.defaultFor(type)).isEqualTo("all-but-gadgets");
  }

  @Test
  void decode_refusesARecordThatIsNoneAndAnEnumThatIsNone() {
    String point = hexOf(OURS + "$Point");
    String shape = hexOf(OURS + "$Shape");

    assertThatThrownBy(() -> Coding.values().decodeHex(ext(0x50, point + "a178")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no enum");
    assertThatThrownBy(() -> Coding.values().decodeHex(ext(0x51, shape + "80")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no record");
    assertThatThrownBy(() -> Coding.values().decodeHex(ext(0x50, shape + "a178")))
        .isInstanceOf(IOException.class);
  }

  @Test
  void decode_refusesARecordWithOtherComponents() {
    String point = hexOf(OURS + "$Point");
    String one = "d200000001";

    for (String components :
        List.of(
            "81" + "a178" + one,
            "82" + "a179" + one + "a178" + one,
            "82" + "a178" + one + "a17a" + one,
            "82" + "a178" + one + "a179" + "c0",
            "82" + "a178" + one + "a179" + "d30000000000000001")) {
      assertThatThrownBy(() -> Coding.values().decodeHex(ext(0x51, point + components)))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("other components");
    }
  }

  @Test
  void decode_findsClassesThroughTheGivenLoaderOnly() throws Exception {
    for (Object object : List.of(new Point(1, 2), Shape.SQUARE, new Point[0], money())) {
      Coding isolated = new Coding(Coding.values().codec(), SAMPLES_ANEW);
      byte[] encoded = isolated.encode(object);

      assertThat(isolated.decode(encoded).getClass().getName())
          .isEqualTo(object.getClass().getName());
      assertThat(isolated.decode(encoded).getClass()).isNotEqualTo(object.getClass());
      assertThatThrownBy(
              () ->
                  new Coding(isolated.codec(), ClassLoader.getPlatformClassLoader())
                      .decode(encoded))
          .isInstanceOf(ClassNotFoundException.class);
    }
  }

  private static Money money() {
    return new Money("EUR", BigDecimal.ONE);
  }

  private static Coding filtered(ObjectInputFilter filter) {
    return Coding.of(StandardCodec.forValues(filter));
  }

  private static String hexOf(String name) {
    EncodingBuffer out = new EncodingBuffer(0, 0);
    MessagePackWriter.writeString(out, name);
    return java.util.HexFormat.of().formatHex(out.cut(0));
  }

  private static String ext(int type, String content) {
    return "c9%08x%02x%s".formatted(content.length() / 2, type, content);
  }
}
