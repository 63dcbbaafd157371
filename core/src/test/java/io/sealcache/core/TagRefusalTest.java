package io.sealcache.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealcache.core.FailingProvider.Failure;
import io.sealcache.core.FailingProvider.Refusal;
import java.security.ProviderException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** JCA providers refuse a wrong tag in other ways than one should think. */
class TagRefusalTest {
  private final FailingProvider provider = new FailingProvider();
  private final byte[] storedKey = Bytes.random(45, 2);

  @AfterEach
  void close() {
    provider.close();
  }

  @ParameterizedTest
  @EnumSource(names = {"AEAD_BAD_TAG", "BAD_PADDING"})
  void badTag_isTamperingWhetherItIsToldByTheClassOrByWhatItExtends(Refusal refusal) {
    provider.refuseTagsBy(refusal);
    ValueCipher cipher = cipher();
    byte[] stored = cipher.seal(Payload.behindRoom(new byte[10], 0, 10), storedKey);
    byte[] tampered = stored.clone();
    tampered[30] ^= 1;

    assertThat(cipher.open(tampered, storedKey)).isNull();
    assertThat(cipher.open(stored, storedKey)).isEqualTo(new byte[10]);
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"AEAD_BAD_TAG", "BAD_PADDING"})
  void providerThatRefusesTagsByAnythingElse_isRefused(Refusal refusal) {
    assertThat(JcaProvider.ofJvm()).isNotNull();
    provider.refuseTagsBy(refusal);

    assertRefused("");
  }

  @ParameterizedTest
  @EnumSource(names = {"AEAD_BAD_TAG", "BAD_PADDING"})
  void failureOfTheMachine_isNoTampering(Refusal refusal) {
    provider.refuseTagsBy(refusal);
    ValueCipher cipher = cipher();
    byte[] stored = cipher.seal(Payload.behindRoom(new byte[10], 0, 10), storedKey);

    for (RuntimeException failure :
        List.of(new ProviderException("no token"), new IllegalStateException("no token"))) {
      // Its key is derived, so that what fails is the end of the message.
      assertThat(cipher.open(stored, storedKey)).isEqualTo(new byte[10]);

      provider.breakBy(failure);

      assertThatThrownBy(() -> cipher.open(stored, storedKey)).isSameAs(failure);
      provider.breakBy(null);
    }
    assertThat(cipher.open(stored, storedKey)).isEqualTo(new byte[10]);
  }

  @Test
  void failureOfAnotherKind_isNoTampering() {
    ValueCipher cipher = cipher();
    byte[] stored = cipher.seal(Payload.behindRoom(new byte[10], 0, 10), storedKey);

    for (Failure failure : Failure.values()) {
      provider.failNext(AesGcm.NAME, failure);
      assertThatThrownBy(() -> cipher.open(stored, storedKey))
          .isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void providerThatIgnoresTags_isRefused() {
    provider.ignoreTags();

    assertRefused("tags");
  }

  @Test
  void providerThatIgnoresTagsOfLongMessages_isRefused() {
    provider.ignoreTagsFrom(1000);

    assertRefused("tags");
  }

  @Test
  void providerThatIgnoresAssociatedData_isRefused() {
    provider.ignoreAssociatedData();

    assertRefused("tags");
  }

  @Test
  void providerThatFails_isRefused() {
    provider.breakBy(new ProviderException("no token"));

    assertRefused("no token");
  }

  private static void assertRefused(String why) {
    assertThatIllegalArgumentException()
        .isThrownBy(JcaProvider::ofJvm)
        .withMessageContainingAll("can't serve", why);
  }

  private ValueCipher cipher() {
    byte[] secret = Bytes.random(ValueCipher.KEY_LENGTH, 1);
    return Ciphers.values(secret, 7, NonceMode.COUNTER, JcaProvider.ofJvm());
  }
}
