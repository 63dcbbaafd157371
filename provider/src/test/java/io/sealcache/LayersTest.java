package io.sealcache;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.io.ObjectInputStream;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Holds the arrows of ARCHITECTURE.md; {@link LayersViolationTest} holds that each can be broken.
 */
class LayersTest {
  private static final int LARGEST_PACKAGE = 45;
  private static final JavaClasses PRODUCT = Layers.ofTheProduct();

  @Test
  void eachPackageIsOneOfTheLayers() {
    assertThat(PRODUCT.stream().map(JavaClass::getPackageName).distinct())
        .containsExactlyInAnyOrderElementsOf(Layers.packages());
  }

  @ParameterizedTest
  @MethodSource("io.sealcache.Layers#packages")
  void aPackageNamesThoseBelowItOnly(String home) {
    Layers.wall(home).check(PRODUCT);
  }

  @Test
  void eachLibraryStaysInItsRoom() {
    Layers.libraries().forEach((home, names) -> Layers.library(home, names).check(PRODUCT));
  }

  @Test
  void annotationsOfJacksonStayWithItsCodecs() {
    Layers.annotationsOfJacksonStayWithItsCodecs().check(PRODUCT);
  }

  @Test
  void oneClassNamesTheStores() {
    Layers.oneClassNamesTheStores().check(PRODUCT);
  }

  @Test
  void theFirstLayerChoosesAProviderOfCiphersOnly() {
    Layers.theFirstLayerChoosesAProviderOfCiphersOnly().check(PRODUCT);
  }

  @Test
  void keysDeriveAndKnowNoCipher() {
    Layers.keysDeriveAndKnowNoCipher().check(PRODUCT);
  }

  @Test
  void ciphersOfTheJdkStayWithCryptoAndKeys() {
    Layers.ciphersOfTheJdkStayWithCryptoAndKeys().check(PRODUCT);
  }

  @Test
  void codecsKeysAndCiphersKnowNoCache() {
    Layers.codecsKeysAndCiphersKnowNoCache().check(PRODUCT);
  }

  @Test
  void librariesOfTestsStayInTests() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.msgpack..", "org.jsr107..")
        .check(PRODUCT);
  }

  @Test
  void cracStaysWithItsHook() {
    classes()
        .that()
        .haveNameNotMatching("io\\.sealcache\\.CheckpointHook(\\$.*)?")
        .should()
        .onlyDependOnClassesThat()
        .resideOutsideOfPackage("org.crac..")
        .check(PRODUCT);
  }

  // One for authentic values, and one for what Hazelcast's members declare, which lets none but a
  // list of classes be made.
  @Test
  void javaSerializationIsReadInTwoClasses() {
    noClasses()
        .that()
        .haveNameNotMatching(
            "io\\.sealcache\\.(codec\\.standard\\.JavaSerialization"
                + "|internal\\.store\\.hazelcast\\.HazelcastDeclaredObjects)(\\$.*)?")
        .should()
        .dependOnClassesThat(assignableTo(ObjectInputStream.class))
        .check(PRODUCT);
  }

  @Test
  void noStaticStateChanges() {
    noFields().that().areStatic().should().notBeFinal().check(PRODUCT);
  }

  @Test
  void thereIsOneThreadLocal() {
    noFields()
        .that()
        .areDeclaredInClassesThat()
        .doNotHaveSimpleName("CallerExpiryPolicy")
        .should()
        .haveRawType(assignableTo(ThreadLocal.class))
        .check(PRODUCT);
  }

  @Test
  void noPackageIsTooLargeToBeKnown() {
    assertThat(
            PRODUCT.stream()
                .filter(JavaClass::isTopLevelClass)
                .collect(Collectors.groupingBy(JavaClass::getPackageName, Collectors.counting())))
        .allSatisfy(
            (name, classes) -> assertThat(classes).as(name).isLessThanOrEqualTo(LARGEST_PACKAGE));
  }
}
