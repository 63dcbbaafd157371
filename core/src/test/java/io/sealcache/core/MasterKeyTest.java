package io.sealcache.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Field;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class MasterKeyTest {
  private static final byte[] SECRET = FixedKey.secret(7);

  @Test
  void of_copiesTheSecret() {
    byte[] secret = SECRET.clone();
    MasterKey key = MasterKey.of(secret);
    Arrays.fill(secret, (byte) 0);

    assertThat(key.isSameKey(MasterKey.of(SECRET))).isTrue();
  }

  @Test
  void created_isToldWhereItIsKnown() {
    assertThat(MasterKey.of(SECRET, Instant.EPOCH).created()).isEqualTo(Instant.EPOCH);
    assertThat(MasterKey.of(SECRET).created()).isNull();
  }

  @Test
  void id_isTheFirstFourBytesDerivedForIt() {
    MasterKey key = MasterKey.of(SECRET);

    assertThat(key.id()).isEqualTo(ByteBuffer.wrap(key.derive(4, "key-id")).getInt());
    assertThat(key.id()).isNotEqualTo(MasterKey.of(FixedKey.secret(8)).id());
    assertThat(MasterKey.idOf(SECRET)).isEqualTo(key.id());
  }

  @Test
  void toString_showsTheIdOnly() {
    MasterKey key = MasterKey.of(SECRET);

    assertThat(key).hasToString("MasterKey[id=%08x]".formatted(key.id()));
  }

  @Test
  void secretOfAnotherLength_isRefused() {
    for (int length : new int[] {0, 31, 33}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> MasterKey.of(new byte[length]))
          .withMessageContainingAll("exactly 32 bytes", "not " + length);
      assertThatIllegalArgumentException().isThrownBy(() -> MasterKey.idOf(new byte[length]));
    }
  }

  @Test
  void derive_isHkdfOfTheLengthPrefixedLabels() throws Exception {
    byte[] info = HexFormat.of().parseHex("0000000576616c7565" + "ffffffff" + "00000000");
    byte[] pseudorandomKey = hmac("io.sealcache/1".getBytes(StandardCharsets.US_ASCII), SECRET);
    byte[] firstBlock =
        hmac(pseudorandomKey, ByteBuffer.allocate(info.length + 1).put(info).put((byte) 1).array());

    assertThat(MasterKey.of(SECRET).derive(32, "value", null, "")).isEqualTo(firstBlock);
  }

  @Test
  void derive_separatesListsOfLabelsThatLookAlike() {
    MasterKey key = MasterKey.of(SECRET);

    assertThat(
            Stream.of(
                    key.derive(16, "ab", "c"),
                    key.derive(16, "a", "bc"),
                    key.derive(16, "abc"),
                    key.derive(16, "abc", ""),
                    key.derive(16, "abc", null),
                    key.derive(16, "abc", "\uFFFF\uFFFF"))
                .map(HexFormat.of()::formatHex))
        .doesNotHaveDuplicates();
  }

  @Test
  void derive_refusesUnpairedSurrogates() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MasterKey.of(SECRET).derive(16, "a\uD800"))
        .withMessageContaining("surrogate");
  }

  @Test
  void isSameKey_tellsKeysApart() {
    assertThat(MasterKey.of(SECRET).isSameKey(MasterKey.of(FixedKey.secret(8)))).isFalse();
    assertThat(MasterKey.generate().isSameKey(MasterKey.generate())).isFalse();
  }

  @Test
  void destroy_leavesTheIdOnly() {
    MasterKey key = MasterKey.of(SECRET);
    String shown = key.toString();
    assertThat(key.isDestroyed()).isFalse();
    key.destroy();
    key.destroy();

    assertThat(key.isDestroyed()).isTrue();
    assertThat(key).hasToString(shown);
    assertThatThrownBy(() -> key.derive(16, "value")).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> key.isSameKey(MasterKey.of(SECRET)))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> MasterKey.of(SECRET).isSameKey(key))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void destroy_wipesWhatTheKeyHolds() throws Exception {
    MasterKey key = MasterKey.of(SECRET);
    Field held = MasterKey.class.getDeclaredField("pseudorandomKey");
    held.setAccessible(true);
    key.destroy();

    assertThat((byte[]) held.get(key)).containsOnly(0);
  }

  private static byte[] hmac(byte[] key, byte[] message) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    return mac.doFinal(message);
  }
}
