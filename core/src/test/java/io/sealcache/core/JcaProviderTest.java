package io.sealcache.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.security.Provider;
import java.security.Security;
import java.util.List;
import java.util.function.Consumer;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JcaProviderTest {
  private final byte[] keySecret = Bytes.random(KeyCipher.KEY_LENGTH, 1);
  private final JcaProvider bouncyCastle = whileFirst(new BouncyCastleProvider());

  private static JcaProvider whileFirst(Provider provider) {
    Security.insertProviderAt(provider, 1);
    try {
      return JcaProvider.ofJvm();
    } finally {
      Security.removeProvider(provider.getName());
    }
  }

  @Test
  void firstProvider_isUsedEvenWhenItIsGone() {
    assertThat(bouncyCastle.cipher("AES/GCM/NoPadding").getProvider().getName()).isEqualTo("BC");
    assertThat(JcaProvider.ofJvm().cipher("AES/GCM/NoPadding").getProvider().getName())
        .isNotEqualTo("BC");
  }

  @Test
  void providerWithoutSingleBlocks_leavesThemToTheNextOne() {
    try (FailingProvider first = new FailingProvider()) {
      first.lackSingleBlocks();
      JcaProvider provider = JcaProvider.ofJvm();
      KeyCipher mine = new KeyCipher(keySecret, 7, "string", provider);
      KeyCipher others = Ciphers.keys(keySecret, 7, "string");

      assertThat(provider.cipher("AES/CBC/NoPadding").getProvider()).isSameAs(first);
      assertThat(provider.cipher("AES/ECB/NoPadding").getProvider()).isNotSameAs(first);
      for (int length = 0; length < 100; length++) {
        byte[] plaintext = Bytes.random(length, length);
        assertThat(mine.seal(plaintext, 0, length)).isEqualTo(others.seal(plaintext, 0, length));
      }
    }
  }

  @Test
  void jvmWithoutAes_isRefused() {
    Provider jdks = Security.getProvider("SunJCE");
    int place = List.of(Security.getProviders()).indexOf(jdks);
    Security.removeProvider("SunJCE");
    try {
      assertThatIllegalArgumentException()
          .isThrownBy(JcaProvider::ofJvm)
          .withMessageContainingAll("can't serve", "lacks AES/");
    } finally {
      Security.insertProviderAt(jdks, place + 1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"AES/GCM/NoPadding", "AES/CBC/NoPadding", "AES/ECB/NoPadding"})
  void providerThatComputesSomethingElse_isRefused(String transformation) {
    assertRefused(wrong -> wrong.miscomputeAll(transformation), "can't serve");
  }

  @ParameterizedTest
  @ValueSource(strings = {"AES/GCM/NoPadding", "AES/CBC/NoPadding", "AES/ECB/NoPadding"})
  void providerThatComputesSomethingElseOnce_isRefused(String transformation) {
    assertRefused(wrong -> wrong.miscomputeNext(transformation), "can't serve");
  }

  @ParameterizedTest
  @CsvSource({"AES/GCM/NoPadding, 1000", "AES/CBC/NoPadding, 48", "AES/ECB/NoPadding, 48"})
  void providerThatComputesSomethingElseOfLongMessages_isRefused(String transformation, int from) {
    assertRefused(wrong -> wrong.miscomputeFrom(transformation, from), "can't serve");
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
  void firstProviderThatLacksItsLibrary_isRefusedAsOneThatFails() {
    assertRefused(FailingProvider::lackLibrary, "this JVM can't serve", "libgone");
  }

  private static void assertRefused(Consumer<FailingProvider> fault, String... why) {
    try (FailingProvider first = new FailingProvider()) {
      assertThat(JcaProvider.ofJvm()).isNotNull();
      fault.accept(first);

      assertThatIllegalArgumentException()
          .isThrownBy(JcaProvider::ofJvm)
          .withMessageContainingAll(why);
    }
  }
}
