package io.sealcache.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealcache.core.FailingProvider.Failure;
import io.sealcache.core.FailingProvider.Refusal;
import java.security.ProviderException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What JCA providers do with tags that don't match: other than one should think. */
class TagRefusalTest {
  /** The two ways to one provider, the first of the JVM's while it is there. */
  enum Chosen {
    BY_NAME {
      @Override
      JcaProvider check() {
        return JcaProvider.of(Security.getProvider("Failing"));
      }
    },
    AS_THE_JVMS_FIRST {
      @Override
      JcaProvider check() {
        return JcaProvider.ofJvm();
      }
    };

    abstract JcaProvider check();
  }

  private final FailingProvider provider = new FailingProvider();
  private final byte[] storedKey = Bytes.random(45, 2);

  @AfterEach
  void close() {
    provider.close();
  }

  static Stream<Arguments> refusals() {
    return Stream.of(Chosen.values())
        .flatMap(
            chosen -> Stream.of(Refusal.values()).map(refusal -> Arguments.of(chosen, refusal)));
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void badTag_isTamperingByWhateverItIsTold(Chosen chosen, Refusal refusal) {
    provider.refuseTagsBy(refusal);
    ValueCipher cipher = cipher(chosen);
    byte[] stored = cipher.seal(new byte[10], 0, 10, storedKey);
    byte[] tampered = stored.clone();
    tampered[30] ^= 1;

    assertThat(cipher.open(tampered, storedKey)).isNull();
    assertThat(cipher.open(stored, storedKey)).isEqualTo(new byte[10]);
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void failureOfTheMachine_isNoTampering(Chosen chosen, Refusal refusal) {
    provider.refuseTagsBy(refusal);
    ValueCipher cipher = cipher(chosen);
    byte[] stored = cipher.seal(new byte[10], 0, 10, storedKey);

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
  void badPadding_isTamperingWhoeverSaysSo() {
    provider.refuseTagsBy(Refusal.BAD_PADDING);
    ValueCipher cipher =
        Ciphers.values(Bytes.random(ValueCipher.KEY_LENGTH, 1), 7, NonceMode.COUNTER);
    byte[] tampered = cipher.seal(new byte[10], 0, 10, storedKey);
    tampered[30] ^= 1;

    assertThat(cipher.open(tampered, storedKey)).isNull();
  }

  @ParameterizedTest
  @EnumSource
  void failureOfAnotherKind_isNoTampering(Chosen chosen) {
    provider.refuseTagsBy(Refusal.PROVIDER_EXCEPTION);
    ValueCipher cipher = cipher(chosen);
    byte[] stored = cipher.seal(new byte[10], 0, 10, storedKey);

    for (Failure failure : Failure.values()) {
      provider.failNext(AesGcm.NAME, failure);
      assertThatThrownBy(() -> cipher.open(stored, storedKey))
          .isInstanceOf(IllegalStateException.class);
    }
  }

  @ParameterizedTest
  @EnumSource
  void providerThatIgnoresTags_isRefused(Chosen chosen) {
    assertThat(chosen.check()).isNotNull();
    provider.ignoreTags();

    assertThatIllegalArgumentException()
        .isThrownBy(chosen::check)
        .withMessageContainingAll("can't serve", "tags");
  }

  @ParameterizedTest
  @EnumSource
  void providerThatIgnoresTagsOfLongMessages_isRefused(Chosen chosen) {
    provider.ignoreTagsFrom(1000);

    assertThatIllegalArgumentException()
        .isThrownBy(chosen::check)
        .withMessageContainingAll("can't serve", "tags");
  }

  @ParameterizedTest
  @EnumSource
  void providerThatIgnoresAssociatedData_isRefused(Chosen chosen) {
    provider.ignoreAssociatedData();

    assertThatIllegalArgumentException()
        .isThrownBy(chosen::check)
        .withMessageContainingAll("can't serve", "tags");
  }

  @ParameterizedTest
  @EnumSource
  void providerThatFails_isRefused(Chosen chosen) {
    provider.breakBy(new ProviderException("no token"));

    assertThatIllegalArgumentException()
        .isThrownBy(chosen::check)
        .withMessageContainingAll("can't serve", "no token");
  }

  private ValueCipher cipher(Chosen chosen) {
    byte[] secret = Bytes.random(ValueCipher.KEY_LENGTH, 1);
    return Ciphers.values(secret, 7, NonceMode.COUNTER, chosen.check(), new SealingGate());
  }
}
