package io.sealcache.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealcache.core.Keyring;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyRecordTest {
  private static final Instant NOW = Instant.parse("2026-11-28T01:02:03Z");
  private static final Map<String, String> CONTEXT = Map.of("of", "test");

  private final WrappingKey key = FixedWrappingKey.of(1);
  private final KeyRecord record = KeyRecord.generate(key, CONTEXT, NOW);

  @Test
  void record_isAKeyringFileOfTwoWrappedKeys() {
    assertThat(record.text().lines().filter(line -> !line.startsWith("#")))
        .satisfiesExactly(
            line -> assertThat(line).isEqualTo("wrapped-by=" + key.name()),
            line -> assertThat(line).isEqualTo("key.index.role=index"),
            line -> assertThat(line).matches("key\\.index\\.wrapped=[A-Za-z0-9+/]{54}=="),
            line -> assertThat(line).isEqualTo("key.index.created=2026-11-28T01:02:03Z"),
            line -> assertThat(line).isEqualTo("key.2026-11.role=data"),
            line -> assertThat(line).matches("key\\.2026-11\\.wrapped=[A-Za-z0-9+/]{54}=="),
            line -> assertThat(line).isEqualTo("key.2026-11.created=2026-11-28T01:02:03Z"),
            line -> assertThat(line).isEqualTo("current=2026-11"),
            line -> assertThat(line).isEqualTo("version=2"));
    assertThat(record).hasToString("KeyRecord[index, 2026-11]");
    assertThat(record.size()).isEqualTo(2);
    assertThat(record.created()).isEqualTo(NOW);
  }

  @Test
  void longestRecord_isReadAndWrittenAndNoneThatIsLonger() {
    String longest = ofLength(KeyRecord.MAX_LENGTH);

    assertThat(KeyRecord.parse("record 1", longest).text()).hasSize(KeyRecord.MAX_LENGTH);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> KeyRecord.parse("record 1", ofLength(KeyRecord.MAX_LENGTH + 1)))
        .withMessageContaining("longer than 4000");
  }

  private String ofLength(int length) {
    var text = new StringBuilder();
    int missing = length - record.text().length();
    for (int i = 0; missing > 0; i++) {
      int line = missing <= 64 ? missing : Math.min(64, missing / 2);
      String id = ("id" + i + "-").concat("x".repeat(32)).substring(0, line - 32);
      text.append("key.%s.until=2026-12-01T00:00:00Z\n".formatted(id));
      missing -= line;
    }
    return text.append(record.text()).toString();
  }

  @Test
  void open_givesTheSameKeysEachTime() {
    Keyring one = record.open("record", key, CONTEXT);
    KeyRecord read = KeyRecord.parse("record", record.text());
    Keyring other = read.open("record", key, CONTEXT);

    assertThat(read.text()).isEqualTo(record.text());
    assertThat(SameKeys.areIn(one, other)).isTrue();
    assertThat(one.hasOwnIndexKey()).isTrue();
    assertThat(one.previous()).isEmpty();
    assertThat(one.dataKey(one.indexKey().id())).as("it opens no values").isNull();
  }

  @Test
  void records_haveKeysOfTheirOwn() {
    Keyring one = record.open("record", key, CONTEXT);
    Keyring other = KeyRecord.generate(key, CONTEXT, NOW).open("record", key, CONTEXT);

    assertThat(one.current().isSameKey(other.current())).isFalse();
    assertThat(one.indexKey().isSameKey(other.indexKey())).isFalse();
    assertThat(one.indexKey().isSameKey(one.current())).isFalse();
  }

  @Test
  void open_withAnotherKey_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> record.open("record 1", FixedWrappingKey.of(2), CONTEXT))
        .withMessageContainingAll("record 1", "does not open with this wrapping key");
  }

  @ParameterizedTest
  @ValueSource(strings = {"index", "2026-11"})
  void open_ofAKeyThatWasChanged_isRefused(String id) {
    String property = "key." + id + ".wrapped=";
    int at = record.text().indexOf(property) + property.length();
    char other = record.text().charAt(at) == 'A' ? 'B' : 'A';
    String changed = record.text().substring(0, at) + other + record.text().substring(at + 1);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> KeyRecord.parse("record", changed).open("record", key, CONTEXT));
  }

  @Test
  void parse_ofAnythingElse_isRefusedWithoutAKey() {
    String secret = FixedKey.hex(3);
    for (String text :
        List.of(
            "",
            "version=2",
            record.text().replace("version=2", "version=3"),
            record.text().replace("wrapped", "secret"),
            record.text().replaceAll("wrapped=.*", "wrapped=" + "A".repeat(1_400)),
            record.text().replaceAll("wrapped=.*", "secret=" + secret),
            record.text().replaceAll("role=index", "role=data"),
            "#" + "x".repeat(4_000))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> KeyRecord.parse("record 1", text))
          .withMessageContaining("record 1")
          .withMessageNotContaining(secret);
    }
    String inClear = record.text().replaceAll("wrapped=.*", "secret=" + secret);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> KeyRecord.parse("record 1", inClear))
        .withMessageContaining("lies in clear, which no key of a key table does");
  }

  @Test
  void recordOfAKeyEncryptionKeyThatWrapsToMore_isKeptAsFarAsThereIsRoom() {
    String longest = KeyRecord.generate(new LongWrapping(1_024), CONTEXT, NOW).text();
    assertThat(longest).hasSizeLessThan(4_000);
    assertThat(KeyRecord.parse("record 1", longest).text()).isEqualTo(longest);
    assertThatIllegalStateException()
        .isThrownBy(() -> KeyRecord.generate(new LongWrapping(1_500), CONTEXT, NOW).text())
        .withMessageContaining("longer than 4000");
  }

  @Test
  void keyEncryptionKeyThatGivesTooFew_isRefused() {
    KeyRecord made = KeyRecord.generate(new LongWrapping(10), CONTEXT, NOW);

    assertThatIllegalStateException()
        .isThrownBy(() -> made.open("record 1", new LongWrapping(10), CONTEXT))
        .withMessageContainingAll("record 1", "2 keys", "gave 0");
  }

  @Test
  void rewrapped_hasTheSameKeysUnderAnotherKeyAndSaysSo() {
    WrappingKey other = FixedWrappingKey.of(2);
    KeyRecord anew = record.rewrapped(other, key, CONTEXT);

    assertThat(record.wrappedBy()).isEqualTo(key.name()).matches("aes:[0-9a-f]{8}");
    assertThat(anew.wrappedBy()).isEqualTo(other.name()).isNotEqualTo(key.name());
    assertThat(
            SameKeys.areIn(
                anew.open("record", other, CONTEXT), record.open("record", key, CONTEXT)))
        .isTrue();
    assertThat(anew.hasKeysOf(record)).isFalse();
    assertThatIllegalArgumentException().isThrownBy(() -> anew.open("record", key, CONTEXT));
    assertThatIllegalArgumentException().isThrownBy(() -> record.rewrapped(other, other, CONTEXT));
    assertThatThrownBy(() -> record.rewrapped(new LongWrapping(10), key, CONTEXT))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void keyEncryptionKeyThatWrapsTooFewAnew_isRefused() {
    KeyEncryptionKey forgetful =
        new KeyEncryptionKey() {
          @Override
          public List<byte[]> generate(int keys, Map<String, String> context) {
            return key.generate(keys, context);
          }

          @Override
          public List<byte[]> unwrap(List<byte[]> wrapped, Map<String, String> context) {
            return key.unwrap(wrapped, context);
          }

          @Override
          public List<byte[]> wrap(List<byte[]> secrets, Map<String, String> context) {
            return key.wrap(secrets.subList(1, secrets.size()), context);
          }

          @Override
          public void close() {}
        };

    assertThatIllegalStateException()
        .isThrownBy(() -> record.rewrapped(forgetful, key, CONTEXT))
        .withMessageContainingAll("2 keys", "gave 1");
  }

  @Test
  void notesThatAreMalformedOrThereTwice_areRefused() {
    for (String note :
        List.of(
            "key.2026-10.until=2026-13-01T00:00:00Z",
            "key.2026-11.until=never",
            "wrapped-by=a b",
            "wrapped-by=a\nwrapped-by=a")) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> KeyRecord.parse("record 1", note + "\n" + record.text()))
          .withMessageContaining("record 1, " + note.substring(0, note.indexOf('=')));
    }
  }

  private record LongWrapping(int length) implements KeyEncryptionKey {
    @Override
    public List<byte[]> generate(int keys, Map<String, String> context) {
      return List.of(new byte[length], new byte[length]);
    }

    @Override
    public List<byte[]> unwrap(List<byte[]> wrapped, Map<String, String> context) {
      return List.of();
    }

    @Override
    public void close() {}
  }
}
