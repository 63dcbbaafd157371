package io.sealcache.codec.standard;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.codec.Samples;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SerialisedKeyNoticeTest {
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

  @Test
  void encode_tellsOnceThatKeysOfAClassAreJavaSerialised() throws Exception {
    Coding keys = Coding.keys();
    keys.encode(new Samples.Money("EUR", BigDecimal.ONE));
    keys.encode(List.of(new Samples.Money("secret", BigDecimal.TEN)));

    assertThat(records.published).hasSize(1);
    LogRecord notice = records.published.get(0);
    assertThat(notice.getLevel()).isEqualTo(Level.INFO);
    assertThat(notice.getParameters()).containsExactly(Samples.Money.class.getName());
  }

  @Test
  void encode_saysNothingOfOtherKeysNorOfValues() throws Exception {
    Coding.keys().encode(new Samples.Point(1, 2));
    Coding.keys().encode(Samples.Shape.SQUARE);
    Coding.keys().encode(Locale.GERMANY);
    Coding.values().encode(new Samples.Money("EUR", BigDecimal.ONE));

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
