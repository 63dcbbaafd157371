package io.sealcache;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.sealcache.crypto.Hkdf;
import io.sealcache.crypto.JcaProvider;
import io.sealcache.crypto.NonceMode;

/** The arrows of ARCHITECTURE.md. */
@AnalyzeClasses(packages = "io.sealcache", importOptions = DoNotIncludeTests.class)
class LayersTest {
  @ArchTest
  static final ArchRule dataFlowsOneWay =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("plumbing")
          .definedBy("io.sealcache")
          .layer("store")
          .definedBy("io.sealcache.store")
          .layer("codec")
          .definedBy("io.sealcache.codec")
          .layer("keys")
          .definedBy("io.sealcache.keys")
          .layer("crypto")
          .definedBy("io.sealcache.crypto")
          .whereLayer("plumbing")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("store")
          .mayOnlyBeAccessedByLayers("plumbing")
          .whereLayer("codec")
          .mayOnlyBeAccessedByLayers("plumbing", "store")
          .whereLayer("keys")
          .mayOnlyBeAccessedByLayers("plumbing", "store")
          .whereLayer("crypto")
          .mayOnlyBeAccessedByLayers("plumbing", "store", "keys");

  @ArchTest
  static final ArchRule ofTheCiphersPlumbingKnowsTheirChoicesOnly =
      noClasses()
          .that()
          .resideInAPackage("io.sealcache")
          .should()
          .dependOnClassesThat(
              resideInAPackage("io.sealcache.crypto")
                  .and(not(assignableTo(NonceMode.class)))
                  .and(not(assignableTo(JcaProvider.class))));

  @ArchTest
  static final ArchRule keysDeriveAndKnowNoCipher =
      noClasses()
          .that()
          .resideInAPackage("io.sealcache.keys")
          .should()
          .dependOnClassesThat(
              resideInAPackage("io.sealcache.crypto").and(not(assignableTo(Hkdf.class))));

  @ArchTest
  static final ArchRule ciphersStayInCrypto =
      noClasses()
          .that()
          .resideOutsideOfPackages("io.sealcache.crypto", "io.sealcache.keys")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("javax.crypto..");

  @ArchTest
  static final ArchRule jcacheStaysInTheFirstTwoLayers =
      noClasses()
          .that()
          .resideInAnyPackage("io.sealcache.codec", "io.sealcache.keys", "io.sealcache.crypto")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("javax.cache..");

  @ArchTest
  static final ArchRule eachOptionalLibraryStaysWithItsAdapter =
      classes()
          .that()
          .haveSimpleNameNotStartingWith("Hazelcast")
          .should()
          .onlyDependOnClassesThat()
          .resideOutsideOfPackage("com.hazelcast..")
          .andShould()
          .onlyDependOnClassesThat()
          .resideOutsideOfPackages("org.msgpack..", "org.jsr107..");

  @ArchTest
  static final ArchRule caffeineStaysWithItsAdapter =
      classes()
          .that()
          .haveSimpleNameNotStartingWith("Caffeine")
          .should()
          .onlyDependOnClassesThat()
          .resideOutsideOfPackages("com.github.benmanes..", "com.typesafe..");

  @ArchTest
  static final ArchRule ehcacheStaysWithItsSerializer =
      classes()
          .that()
          .haveSimpleNameNotStartingWith("Ehcache")
          .should()
          .onlyDependOnClassesThat()
          .resideOutsideOfPackage("org.ehcache..");

  @ArchTest
  static final ArchRule infinispanStaysWithItsAdapter =
      classes()
          .that()
          .haveSimpleNameNotStartingWith("Infinispan")
          .should()
          .onlyDependOnClassesThat()
          .resideOutsideOfPackage("org.infinispan..");

  @ArchTest
  static final ArchRule igniteStaysWithItsAdapter =
      classes()
          .that()
          .haveSimpleNameNotStartingWith("Ignite")
          .should()
          .onlyDependOnClassesThat()
          .resideOutsideOfPackage("org.apache.ignite..");

  @ArchTest
  static final ArchRule redissonStaysWithItsAdapter =
      classes()
          .that()
          .haveSimpleNameNotStartingWith("Redisson")
          .should()
          .onlyDependOnClassesThat()
          .resideOutsideOfPackage("org.redisson..");

  @ArchTest
  static final ArchRule jacksonStaysWithItsCodecs =
      classes()
          .that()
          .haveNameNotMatching("io\\.sealcache\\.codec\\.(Jackson|Json|Msgpack).*")
          .should()
          .onlyDependOnClassesThat()
          .resideOutsideOfPackage("com.fasterxml..");

  @ArchTest
  static final ArchRule arrowStaysWithItsCodec =
      classes()
          .that()
          .haveNameNotMatching("io\\.sealcache\\.codec\\.Arrow.*")
          .should()
          .onlyDependOnClassesThat()
          .resideOutsideOfPackages("org.apache.arrow..", "com.google.flatbuffers..");

  @ArchTest
  static final ArchRule cracStaysWithItsHook =
      classes()
          .that()
          .haveNameNotMatching("io\\.sealcache\\.CheckpointHook(\\$.*)?")
          .should()
          .onlyDependOnClassesThat()
          .resideOutsideOfPackage("org.crac..");

  @ArchTest
  static final ArchRule javaSerializationIsReadInOneClass =
      noClasses()
          .that()
          .haveNameNotMatching("io\\.sealcache\\.codec\\.JavaSerialization(\\$.*)?")
          .should()
          .dependOnClassesThat(assignableTo(java.io.ObjectInputStream.class));

  @ArchTest
  static final ArchRule noStaticStateChanges = noFields().that().areStatic().should().notBeFinal();

  @ArchTest
  static final ArchRule theOneThreadLocal =
      noFields()
          .that()
          .areDeclaredInClassesThat()
          .doNotHaveSimpleName("CallerExpiryPolicy")
          .should()
          .haveRawType(assignableTo(ThreadLocal.class));
}
