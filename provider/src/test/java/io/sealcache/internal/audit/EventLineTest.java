package io.sealcache.internal.audit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventLineTest {
  private static String line(String value) {
    return new EventLine(EventName.KEY_ADDED)
        .with("name", value)
        .with("key", "1f2e3d4c")
        .toString();
  }

  @Test
  void plainValue_standsAsItIs() {
    assertThat(line("/etc/app/keyring-1.properties"))
        .isEqualTo("event=key-added name=/etc/app/keyring-1.properties key=1f2e3d4c");
  }

  @Test
  void emptyValue_isLeftOut() {
    assertThat(line("")).isEqualTo("event=key-added key=1f2e3d4c");
    assertThat(new EventLine(EventName.KMS_RESTORED).with("count", 0L))
        .hasToString("event=kms-restored");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "Jane Doe, \"Jane Doe\"",
        "Zoë, \"Zoë\"",
        "😀 a, \"😀 a\"",
        "a=b, \"a=b\"",
        "a\"b, \"a\\\"b\"",
        "a\\b, \"a\\\\b\"",
        "{0}, \"{0}\"",
        "%s, \"%s\""
      })
  void valueThatIsNotPlain_isQuoted(String value, String quoted) {
    assertThat(line(value)).isEqualTo("event=key-added name=" + quoted + " key=1f2e3d4c");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a\nevent=keys-erased",
        "a\r\nevent=keys-erased",
        "a\u0085b",
        "a\u2028b",
        "a\u202eb",
        "a\u0000b",
        "a\u001b[2Kb",
        "a\ud800b",
        "a\udb40\udc01b"
      })
  void whatCouldEndTheLineOrHideInIt_isEscaped(String value) {
    assertThat(line(value))
        .matches("event=key-added name=\"a(\\\\u[0-9a-f]{4})+[\\[ -~]*\" key=1f2e3d4c")
        .doesNotContain(value);
  }

  @Test
  void value_makesNoFieldOfItsOwn() {
    assertThat(line("x\" event=keys-erased record=\"1"))
        .isEqualTo("event=key-added name=\"x\\\" event=keys-erased record=\\\"1\" key=1f2e3d4c");
  }
}
