package io.sealcache.codec.standard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealcache.codec.Samples;
import java.io.IOException;
import java.io.Serializable;
import java.math.BigDecimal;
import java.text.ChoiceFormat;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KeyNoticesTest {
  private final Logger logger = Logger.getLogger("io.sealcache.codec");
  private final Records records = new Records();

  @BeforeEach
  void listen() {
    logger.addHandler(records);
  }

  @AfterEach
  void stopListening() {
    logger.removeHandler(records);
  }

  /** Keys of no other test: each class is told of once. */
  private static final class Price implements Serializable {
    private static final long serialVersionUID = 1;
    private final String amount;

    Price(String amount) {
      this.amount = amount;
    }

    @Override
    public String toString() {
      return amount;
    }
  }

  private static final class Weight implements Serializable {
    private static final long serialVersionUID = 1;
  }

  @Test
  void encode_tellsOnceThatKeysOfAClassAreJavaSerialised() throws Exception {
    Coding keys = Coding.keys();
    keys.encode(new Price("one"));
    keys.encode(List.of(new Price("secret")));

    assertThat(records.published).hasSize(1);
    LogRecord notice = records.published.get(0);
    assertThat(notice.getLevel()).isEqualTo(Level.INFO);
    assertThat(notice.getParameters()).containsExactly(Price.class.getName());
  }

  @Test
  void encode_saysNothingOfOtherKeysNorOfValues() throws Exception {
    Coding.keys().encode(new Samples.Point(1, 2));
    Coding.keys().encode(Samples.Shape.SQUARE);
    Coding.values().encode(new Samples.Money("EUR", BigDecimal.ONE));

    assertThat(records.published).isEmpty();
  }

  @Test
  void encode_classOfTheJdkWhoseEqualsMayDiffer_isToldToo() throws Exception {
    Coding.keys().encode(new ChoiceFormat("0#none"));

    assertThat(records.published).hasSize(1);
    assertThat(records.published.get(0).getParameters())
        .containsExactly(ChoiceFormat.class.getName());
  }

  @Test
  void encode_byCodecsOfSeveralCaches_tellsOnceForAll() throws Exception {
    for (int cache = 0; cache < 2; cache++) {
      Coding.keys().encode(new Weight());
      Coding.of(JavaCodec.forKeys(JavaFilter.standard())).encode(new Weight());
    }

    assertThat(records.published).hasSize(1);
  }

  /** Serializable, as it says, except the object that it holds. */
  private record Closed(Object held) implements Serializable {}

  private static final class Holder implements Serializable {
    private static final long serialVersionUID = 1;

    @SuppressWarnings("unused") // serialised
    private final Object held = new Object();
  }

  @Test
  void encode_thatFails_saysNothing() {
    for (Object key : List.of(new Holder(), List.of(new Holder()), new Object())) {
      assertThatThrownBy(() -> Coding.keys().encode(key)).isInstanceOf(IOException.class);
    }

    assertThat(records.published).isEmpty();
  }

  /** Equal whatever the case, which only its own method knows. */
  private record Caseless(String name) {
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Caseless caseless && name.equalsIgnoreCase(caseless.name);
    }

    @Override
    public int hashCode() {
      return name.toLowerCase(Locale.ROOT).hashCode();
    }
  }

  @Test
  void encode_recordWithAnEqualsOfItsOwn_warnsOnceAClass() throws Exception {
    Coding keys = Coding.keys();
    keys.encode(new Caseless("classified"));
    keys.encode(List.of(new Caseless("Classified")));

    assertThat(records.published).hasSize(1);
    LogRecord notice = records.published.get(0);
    assertThat(notice.getLevel()).isEqualTo(Level.WARNING);
    assertThat(notice.getParameters()).containsExactly(Caseless.class.getName());
    assertThat(notice.getMessage()).contains("its own equals");
  }

  @Test
  void encode_otherRecordsAndValues_warnsOfNothing() throws Exception {
    Coding.keys().encode(new Closed("a"));
    Coding.values().encode(new Caseless("a"));

    assertThat(records.published).isEmpty();
  }

  private static final class Records extends Handler {
    final List<LogRecord> published = new CopyOnWriteArrayList<>();

    @Override
    public void publish(LogRecord record) {
      published.add(record);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
