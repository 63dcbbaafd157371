package io.sealcache.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.io.ObjectInputStream;
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
    noClasses()
        .that()
        .resideOutsideOfPackage(Layers.KEYS)
        .should()
        .dependOnClassesThat()
        .resideInAPackage("javax.crypto..")
        .check(PRODUCT);
  }

  @Test
  void codecsKeysAndCiphersKnowNoCache() {
    noClasses()
        .that()
        .resideInAnyPackage(
            Layers.CODEC + "..",
            Layers.KEYS + "..",
            Layers.AUDIT,
            Layers.CONCURRENT,
            Layers.ENCRYPTION,
            Layers.FILES,
            Layers.MESSAGEPACK,
            Layers.TEXT)
        .should()
        .dependOnClassesThat()
        .resideInAPackage("javax.cache..")
        .check(PRODUCT);
  }

  @Test
  void librariesOfTestsStayInTests() {
    noClasses()
        .should()
        .dependOnClassesThat(resideInAnyPackage("org.msgpack..", "org.jsr107.."))
        .check(PRODUCT);
  }

  @Test
  void cracStaysWithItsHook() {
    noClasses()
        .that()
        .haveNameNotMatching("io\\.sealcache\\.CheckpointHook(\\$.*)?")
        .should()
        .dependOnClassesThat(resideInAPackage("org.crac.."))
        .check(PRODUCT);
  }

  // One for authentic values, and one for what Hazelcast's members declare, which lets none but a
  // list of classes be made.
  @Test
  void javaSerializationIsReadInTwoClasses() {
    noClasses()
        .that()
        .haveNameNotMatching(
            "io\\.sealcache\\.(codec\\.standard\\.(JavaSerialization|LoadingInput)"
                + "|internal\\.store\\.hazelcast\\.HazelcastMembersDeclaration)(\\$.*)?")
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
    assertThat(Layers.tooLarge(PRODUCT)).isEmpty();
  }
}
