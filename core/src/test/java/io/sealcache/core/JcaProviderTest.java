package io.sealcache.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.security.Security;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class JcaProviderTest {
  private final byte[] keySecret = Bytes.random(KeyCipher.KEY_LENGTH, 1);
  private final byte[] valueSecret = Bytes.random(ValueCipher.KEY_LENGTH, 2);
  private final byte[] storedKey = Bytes.random(45, 3);

  @BeforeEach
  void register() {
    Security.addProvider(new BouncyCastleProvider()); // last: only who names it gets it
  }

  @AfterEach
  void unregister() {
    Security.removeProvider(BouncyCastleProvider.PROVIDER_NAME);
  }

  @Test
  void named_isTheProviderThatIsUsed() {
    JcaProvider bouncyCastle = JcaProvider.of(Security.getProvider("BC"));

    assertThat(bouncyCastle.cipher("AES/GCM/NoPadding").getProvider().getName()).isEqualTo("BC");
    assertThat(JcaProvider.UNTESTED.cipher("AES/GCM/NoPadding").getProvider().getName())
        .isNotEqualTo("BC");
  }

  @Test
  void storedKeys_areThoseOfAnyProvider() {
    KeyCipher mine =
        new KeyCipher(keySecret, 7, "string", JcaProvider.of(Security.getProvider("BC")));
    KeyCipher others = Ciphers.keys(keySecret, 7, "string");

    for (int length = 0; length < 100; length++) {
      byte[] plaintext = Bytes.random(length, length);
      byte[] sealed = mine.seal(plaintext, 0, length);
      assertThat(sealed).isEqualTo(others.seal(plaintext, 0, length));
      assertThat(mine.open(sealed)).isEqualTo(plaintext);
    }
  }

  @ParameterizedTest
  @EnumSource
  void storedValues_openWithAnyProvider(NonceMode mode) {
    ValueCipher mine =
        Ciphers.values(
            valueSecret, 7, mode, JcaProvider.of(Security.getProvider("BC")), new SealingGate());
    ValueCipher others = Ciphers.values(valueSecret, 7, mode);

    for (int length : new int[] {1, 100, 65_535, 65_536, 65_537, 200_000}) {
      byte[] plaintext = Bytes.random(length, length);
      assertThat(others.open(mine.seal(plaintext, 0, length, storedKey), storedKey))
          .isEqualTo(plaintext);
      assertThat(mine.open(others.seal(plaintext, 0, length, storedKey), storedKey))
          .isEqualTo(plaintext);
    }
  }

  @Test
  void tamperedValue_isNoExceptionOfTheProviders() {
    ValueCipher mine =
        Ciphers.values(
            valueSecret,
            7,
            NonceMode.COUNTER,
            JcaProvider.of(Security.getProvider("BC")),
            new SealingGate());
    byte[] sealed = mine.seal(new byte[10], 0, 10, storedKey);
    sealed[30] ^= 1;

    assertThat(mine.open(sealed, storedKey)).isNull();
  }

  @Test
  void unknownProvider_isRefusedWithThoseThereAre() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> JcaProvider.of(Security.getProvider("Nowhere")))
        .withMessageContainingAll("'Nowhere'", "SunJCE", "BC");
  }

  @Test
  void providerWithoutSingleBlocks_getsThemFromCbc() {
    try (FailingProvider other = new FailingProvider()) {
      other.retreat();
      other.lackSingleBlocks();
      JcaProvider provider = JcaProvider.of(Security.getProvider(other.getName()));
      KeyCipher mine = new KeyCipher(keySecret, 7, "string", provider);
      KeyCipher others = Ciphers.keys(keySecret, 7, "string");

      for (int length = 0; length < 100; length++) {
        byte[] plaintext = Bytes.random(length, length);
        assertThat(mine.seal(plaintext, 0, length)).isEqualTo(others.seal(plaintext, 0, length));
      }
    }
  }

  @Test
  void providerWithoutSingleBlocksThatComputesAnotherCbc_isRefused() {
    try (FailingProvider wrong = new FailingProvider()) {
      wrong.retreat();
      wrong.lackSingleBlocks();
      wrong.miscomputeAll("AES/CBC/NoPadding");

      assertThatIllegalArgumentException()
          .isThrownBy(() -> JcaProvider.of(Security.getProvider(wrong.getName())))
          .withMessageContaining("computes another AES");
    }
  }

  @Test
  void providerWithoutAes_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> JcaProvider.of(Security.getProvider("SUN")))
        .withMessageContainingAll("'SUN'", "can't serve", "AES/");
  }

  @ParameterizedTest
  @ValueSource(strings = {"AES/GCM/NoPadding", "AES/CBC/NoPadding", "AES/ECB/NoPadding"})
  void firstProviderThatComputesSomethingElse_isRefused(String transformation) {
    try (FailingProvider wrong = new FailingProvider()) {
      assertThat(JcaProvider.ofJvm()).isNotNull();
      wrong.miscomputeAll(transformation);

      assertThatIllegalArgumentException()
          .isThrownBy(JcaProvider::ofJvm)
          .withMessageContaining("can't serve");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"AES/GCM/NoPadding", "AES/CBC/NoPadding", "AES/ECB/NoPadding"})
  void providerThatIsPutFirstLater_isNotUsed(String transformation) {
    JcaProvider tried = JcaProvider.ofJvm();
    String first = tried.cipher(transformation).getProvider().getName();
    try (FailingProvider later = new FailingProvider()) {
      assertThat(JcaProvider.UNTESTED.cipher(transformation).getProvider()).isSameAs(later);
      assertThat(tried.cipher(transformation).getProvider().getName()).isEqualTo(first);
    }
  }

  @Test
  void firstProviderThatTakesNoSuchKeys_isPassedOver() {
    try (FailingProvider first = new FailingProvider()) {
      first.refuseKeys();

      assertThat(JcaProvider.ofJvm().cipher("AES/GCM/NoPadding").getProvider()).isNotSameAs(first);
    }
  }

  @Test
  void firstProviderThatLacksItsLibrary_isRefusedAsTheOneWhoFails() {
    try (FailingProvider first = new FailingProvider()) {
      first.lackLibrary();

      assertThatIllegalArgumentException()
          .isThrownBy(JcaProvider::ofJvm)
          .withMessageContainingAll("This JVM can't serve", "libgone");
    }
  }

  @Test
  void firstProviderThatComputesSomethingElseOfLongMessages_isRefused() {
    try (FailingProvider wrong = new FailingProvider()) {
      wrong.miscomputeFrom("AES/GCM/NoPadding", 1000);

      assertThatIllegalArgumentException()
          .isThrownBy(JcaProvider::ofJvm)
          .withMessageContaining("can't serve");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"AES/GCM/NoPadding", "AES/CBC/NoPadding", "AES/ECB/NoPadding"})
  void providerThatComputesSomethingElse_isRefused(String transformation) {
    try (FailingProvider wrong = new FailingProvider()) {
      assertThat(JcaProvider.of(Security.getProvider(wrong.getName())).isNotNull());
      wrong.miscomputeNext(transformation);

      assertThatIllegalArgumentException()
          .isThrownBy(() -> JcaProvider.of(Security.getProvider(wrong.getName())))
          .withMessageContaining("can't serve");
    }
  }

  // Known answers are short, and so don't show it.
  @ParameterizedTest
  @CsvSource({"AES/GCM/NoPadding, 1000", "AES/CBC/NoPadding, 48", "AES/ECB/NoPadding, 48"})
  void providerThatComputesSomethingElseOfLongMessages_isRefused(String transformation, int from) {
    try (FailingProvider wrong = new FailingProvider()) {
      wrong.retreat();
      assertThat(JcaProvider.of(Security.getProvider(wrong.getName())).isNotNull());
      wrong.miscomputeFrom(transformation, from);

      assertThatIllegalArgumentException()
          .isThrownBy(() -> JcaProvider.of(Security.getProvider(wrong.getName())))
          .withMessageContaining("computes another AES");
    }
  }
}
