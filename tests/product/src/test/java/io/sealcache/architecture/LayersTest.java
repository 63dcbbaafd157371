package io.sealcache.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the arrows of ARCHITECTURE.md. */
class LayersTest {
  private static final JavaClasses PRODUCT = Layers.ofTheProduct();
  private static final JavaClasses PROVIDER = Layers.ofTheProvider();

  @Test
  void eachPackageIsOneOfTheLayers() {
    assertThat(PROVIDER.stream().map(JavaClass::getPackageName).distinct())
        .containsExactlyInAnyOrderElementsOf(Layers.packages());
  }

  @ParameterizedTest
  @MethodSource("io.sealcache.architecture.Layers#packages")
  void aPackageNamesThoseBelowItOnly(String home) {
    Layers.wall(home).check(PROVIDER);
  }

  @Test
  void eachLibraryStaysInItsRoom() {
    Layers.libraries().forEach((home, names) -> Layers.library(home, names).check(PRODUCT));
  }

  @Test
  void ciphersOfTheJdkStayWithKeys() {
    Layers.ciphersOfTheJdkStayWithKeys().check(PRODUCT);
  }

  @Test
  void codecsKeysAndCiphersKnowNoCache() {
    Layers.codecsKeysAndCiphersKnowNoCache().check(PRODUCT);
  }

  @Test
  void librariesOfTestsStayInTests() {
    Layers.librariesOfTestsStayInTests().check(PRODUCT);
  }

  @Test
  void cracStaysWithItsHook() {
    Layers.cracStaysWithItsHook().check(PRODUCT);
  }

  @Test
  void javaSerializationIsReadInTwoClasses() {
    Layers.javaSerializationIsReadInTwoClasses().check(PRODUCT);
  }

  @Test
  void noStaticStateChanges() {
    Layers.noStaticStateChanges().check(PRODUCT);
  }

  @Test
  void thereIsOneThreadLocal() {
    Layers.thereIsOneThreadLocal().check(PRODUCT);
  }

  @Test
  void noPackageIsTooLargeToBeKnown() {
    assertThat(Layers.tooLarge(PRODUCT)).isEmpty();
  }
}
