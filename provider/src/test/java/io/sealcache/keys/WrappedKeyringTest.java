package io.sealcache.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealcache.core.Keyring;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WrappedKeyringTest {
  private static final Map<String, String> CONTEXT = Map.of("of", "test");
  private static final Instant NOW = Instant.parse("2026-11-28T01:02:03Z");

  private final WrappingKey key = FixedWrappingKey.of(1);
  private final KeyringFile keys =
      KeyringFile.generate(NOW).with("next", FixedKey.secret(4), NOW.plusSeconds(1));
  private final String text = WrappedKeyring.wrap(keys, key, CONTEXT);

  private static WrappedKeyring parse(String text) {
    return WrappedKeyring.parse("record 1", text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private void assertRefused(String changed) {
    assertThat(changed).isNotEqualTo(text);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> parse(changed).open(key, CONTEXT).close())
        .withMessageContaining("record 1");
  }

  @Test
  void text_saysAllButSecrets() {
    assertThat(text.lines())
        .satisfiesExactly(
            line -> assertThat(line).matches("wrapped-by=aes:[0-9a-f]{8}"),
            line -> assertThat(line).matches("wrapping-key=[A-Za-z0-9+/]{80}"),
            line -> assertThat(line).isEqualTo("key.index=wrapped created=2026-11-28T01:02:03Z"),
            line -> assertThat(line).isEqualTo("key.2026-11=wrapped created=2026-11-28T01:02:03Z"),
            line -> assertThat(line).isEqualTo("key.next=wrapped created=2026-11-28T01:02:04Z"),
            line -> assertThat(line).isEqualTo("index=index"),
            line -> assertThat(line).isEqualTo("current=2026-11"),
            line -> assertThat(line).isEqualTo("version=3"),
            line -> assertThat(line).matches("secrets=[A-Za-z0-9+/]{166}=="));
    assertThat(parse(text)).hasToString("WrappedKeyring[index, 2026-11, next]");
    assertThat(parse(text).size()).isEqualTo(3);
    assertThat(parse(text).created()).isEqualTo(NOW);
    assertThat(parse(text).wrappedBy()).isEqualTo(key.name());
  }

  @Test
  void open_givesTheSameKeysWithTheirTimes() {
    try (KeyringFile opened = parse(text).open(key, CONTEXT)) {
      assertThat(SameKeys.areIn(opened.keyring(), keys.keyring())).isTrue();
      assertThat(opened.keyring().current().created()).isEqualTo(NOW);
      assertThat(opened.ids()).isEqualTo(keys.ids());
    }
  }

  @Test
  void commentsAndLineEnds_areNoChange() {
    parse("# of mine\r\n" + text.replace("\n", "\r\n")).open(key, CONTEXT).close();
  }

  @Test
  void keysWithoutTheirSecrets_areNotWrapped() {
    assertThatIllegalStateException()
        .isThrownBy(() -> WrappedKeyring.wrap(parse(text).notes(), key, CONTEXT));
  }

  @Test
  void generate_makesKeysOfTheirOwn() {
    Keyring one = KeyringFile.generate(NOW).keyring();
    Keyring other = KeyringFile.generate(NOW).keyring();

    assertThat(one.hasOwnIndexKey()).isTrue();
    assertThat(one.previous()).isEmpty();
    assertThat(one.dataKey(one.indexKey().id())).as("it opens no values").isNull();
    assertThat(one.current().isSameKey(other.current())).isFalse();
    assertThat(one.indexKey().isSameKey(other.indexKey())).isFalse();
    assertThat(one.indexKey().isSameKey(one.current())).isFalse();
  }

  @Test
  void open_withAnotherKey_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> parse(text).open(FixedWrappingKey.of(2), CONTEXT))
        .withMessageContainingAll("record 1", "does not open with this wrapping key");
  }

  @Test
  void open_forAnotherContext_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> parse(text).open(key, Map.of("of", "another")));
  }

  /** As that of a key management service that ignores what it is told. */
  @Test
  void open_forAnotherContextOfAKeyThatBindsNone_isRefused() {
    KeyEncryptionKey unbound = new UnboundKey(key);
    String made = WrappedKeyring.wrap(keys, unbound, CONTEXT);

    parse(made).open(unbound, CONTEXT).close();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> parse(made).open(unbound, Map.of("of", "another")))
        .withMessageContaining("is not of this place");
  }

  private record UnboundKey(KeyEncryptionKey key) implements KeyEncryptionKey {
    @Override
    public byte[] generate(Map<String, String> context) {
      return key.generate(Map.of());
    }

    @Override
    public byte[] unwrap(byte[] wrapped, Map<String, String> context) {
      return key.unwrap(wrapped, Map.of());
    }

    @Override
    public void close() {}
  }

  @Test
  void keysThatChangedPlaces_areRefused() {
    assertRefused(
        text.replace("key.2026-11=", "key.x=")
            .replace("key.next=", "key.2026-11=")
            .replace("key.x=", "key.next="));
    assertRefused(
        text.replace("key.index=", "key.x=")
            .replace("key.next=", "key.index=")
            .replace("key.x=", "key.next="));
    assertRefused(text.replace("index=index", "index=next"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "index=->index-and-data=",
        "current=2026-11->current=next",
        "created=2026->created=2025",
        " created=2026-11-28T01:02:04Z->",
        ":04Z->:04Z until=2030-01-01T00:00:00Z",
        "wrapped-by=aes:->wrapped-by=aes:0",
        "key.next=->key.other=",
      })
  void whatIsSaidOfKeys_canNotBeChanged(String changes) {
    String changed = text;
    for (String change : changes.split("\\|", -1)) {
      String[] parts = change.split("->", -1);
      changed = changed.replace(parts[0], parts[1]);
    }
    assertRefused(changed);
  }

  @Test
  void keyThatWasTakenOut_isMissed() {
    assertRefused(
        String.join("\n", text.lines().filter(line -> !line.startsWith("key.next=")).toList()));
  }

  /** With one of its keys in clear, as of who writes the table and knows a key that leaked. */
  @Test
  void recordThatAKeyOfItsOwnVouchesFor_isRefused() {
    String forged = text.replace("current=2026-11", "current=next").replaceAll("secrets=.*\n", "");
    try (WrappingKey known = WrappingKey.of(FixedKey.secret(4))) {
      byte[] sealed = known.wrap(WrappedKeyring.secrets(keys), Map.of("of", "test", "", forged));

      assertRefused(forged + "secrets=" + KeyringText.base64(sealed) + "\n");
    }
  }

  @Test
  void linesInAnotherOrder_areTheKeysInAnotherOrder() {
    List<String> lines = new ArrayList<>(text.lines().toList());
    Collections.reverse(lines);
    assertRefused(String.join("\n", lines));
  }

  @Test
  void partsOfTwoRecords_areRefused() {
    String other = WrappedKeyring.wrap(keys, key, CONTEXT);
    for (String property : List.of("wrapping-key", "secrets")) {
      String theirs =
          other.lines().filter(line -> line.startsWith(property + "=")).findFirst().orElseThrow();
      assertRefused(text.replaceAll("(?m)^" + property + "=.*$", theirs));
    }
  }

  @Test
  void parse_ofAnythingElse_isRefusedWithoutAKey() {
    String secret = FixedKey.hex(3);
    for (String wrong :
        List.of(
            "",
            "version=3",
            text.replace("version=3", "version=4"),
            text.replaceAll("secrets=.*\n", ""),
            text.replaceAll("secrets=.*", "secrets=?"),
            text.replaceAll("wrapping-key=.*\n", ""),
            text.replaceAll(
                "wrapping-key=.*", "wrapping-key=" + KeyringText.base64(new byte[1_025])),
            text.replace("=wrapped", "="),
            text.replace("=wrapped", "=" + secret),
            text.replaceAll("index=index", "index=other"),
            text.replaceAll("wrapped-by=.*", "wrapped-by=a b"),
            text.replace(":04Z", ":04Z until=never"),
            text.replace(":04Z", ":04Z until=2026-13-01T00:00:00Z"))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> parse(wrong))
          .withMessageContaining("record 1")
          .withMessageNotContaining(secret);
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> parse(text.replace("=wrapped", "=" + secret)))
        .withMessageContaining("lies in clear");
  }

  @Test
  void keyEncryptionKeyThatUnwrapsAnotherLength_isRefused() {
    assertThatThrownBy(() -> WrappedKeyring.wrap(keys, new StubKey(new byte[16]), CONTEXT))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("32 bytes, not 16");
  }

  @Test
  void keyEncryptionKeyThatWrapsMoreThanIsRead_isRefusedBeforeThatIsWritten() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> WrappedKeyring.wrap(keys, new StubKey(new byte[32], 1_025), CONTEXT))
        .withMessageContainingAll("as 1025", "1024 at most");
  }

  @Test
  void keyEncryptionKeyThatUnwrapsWhatIsNotRandom_isRefusedAndThatIsWiped() {
    byte[] weak = "a password of thirty-two letters".getBytes(StandardCharsets.US_ASCII);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> WrappedKeyring.wrap(keys, new StubKey(new byte[32]), CONTEXT))
        .withMessageContaining("few different bytes");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> parse(text).open(new StubKey(weak), CONTEXT))
        .withMessageContainingAll("record 1", "is text");
    assertThat(weak).containsOnly(0);
  }

  private static final class StubKey implements KeyEncryptionKey {
    private final byte[] secret;
    private final int wrappedLength;

    StubKey(byte[] secret) {
      this(secret, 48);
    }

    StubKey(byte[] secret, int wrappedLength) {
      this.secret = secret;
      this.wrappedLength = wrappedLength;
    }

    @Override
    public byte[] generate(Map<String, String> context) {
      return new byte[wrappedLength];
    }

    @Override
    public byte[] unwrap(byte[] wrapped, Map<String, String> context) {
      return secret;
    }

    @Override
    public void close() {}
  }
}
