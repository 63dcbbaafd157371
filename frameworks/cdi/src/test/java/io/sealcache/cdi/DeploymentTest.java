package io.sealcache.cdi;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.Vetoed;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import jakarta.enterprise.inject.spi.BeforeBeanDiscovery;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.ProcessAnnotatedType;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InterceptorBinding;
import jakarta.interceptor.InvocationContext;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.annotation.Annotation;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.annotation.CacheRemove;
import javax.cache.annotation.CacheResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Applications that would not cache what they say do not start. */
class DeploymentTest {
  static Stream<Class<?>> misuses() {
    return Arrays.stream(Misused.class.getDeclaredClasses())
        .filter(bean -> bean.isAnnotationPresent(Misused.Refused.class));
  }

  @ParameterizedTest
  @MethodSource("misuses")
  void misuse_failsTheStart(Class<?> bean) {
    Misused.Refused refused = requireNonNull(bean.getAnnotation(Misused.Refused.class));

    assertThat(failure(UnencryptedCaches.class, bean)).contains(refused.value());
  }

  /** Containers refuse these by themselves. */
  @ParameterizedTest
  @ValueSource(classes = {Misused.FinalMethod.class, Misused.FinalClass.class})
  void whatIsFinal_failsTheStart(Class<?> bean) {
    assertThat(failure(UnencryptedCaches.class, bean)).contains("final");
  }

  @Test
  void annotationsThatAreRepeated_failNoStart() {
    Containers.of(UnencryptedCaches.class, Repeated.class).close();
  }

  @Test
  void twoManagers_failTheStart() {
    assertThat(failure(TwoManagers.class, Notes.class))
        .contains("More than one bean is the CacheManager");
  }

  @Test
  void secondImplementation_failsTheStartAndIsNamed() {
    assertThat(
            failure(
                SeContainerInitializer.newInstance()
                    .addBeanClasses(UnencryptedCaches.class, Notes.class)
                    .addExtensions(new OtherImplementation())))
        .contains("2 interceptors for it instead of one")
        .contains(OtherInterceptor.class.getName());
  }

  @Test
  void annotationsThatMethodsDoNotHave_failTheStart() {
    assertThat(
            failure(
                SeContainerInitializer.newInstance()
                    .addBeanClasses(UnencryptedCaches.class, Quickly.class)
                    .addExtensions(new Annotating())))
        .contains("DeploymentTest$Quickly was given @CacheResult by @Quick")
        .contains("DeploymentTest$Quickly was given @CacheResult by an extension")
        .contains("Quickly.find(String) was given @CacheResult by an extension");
  }

  @CacheResult
  @InterceptorBinding // as a stereotype would be a bean where all classes of tests are read
  @Retention(RetentionPolicy.RUNTIME)
  @interface Quick {}

  @Quick
  static class Quickly {
    String find(String key) {
      return key;
    }
  }

  @Test
  void annotationThatBringsOneToOthersThanCdi_failsNoStart() {
    Containers.of(UnencryptedCaches.class, Slowly.class).close();
  }

  @CacheResult
  @Retention(RetentionPolicy.RUNTIME)
  @interface Slow {}

  static class Slowly {
    @Slow
    String find(String key) {
      return key;
    }
  }

  static class Annotating implements Extension {
    void annotate(@Observes ProcessAnnotatedType<Quickly> event) {
      Annotation added = Quick.class.getAnnotation(CacheResult.class);
      event.configureAnnotatedType().add(added).methods().forEach(method -> method.add(added));
    }
  }

  @Test
  void noProvider_failsTheStartAndIsNoReasonToTakeOneAway() {
    assertThat(failure(Caching.JAVAX_CACHE_CACHING_PROVIDER, "com.acme.Missing", Notes.class))
        .contains("No CacheManager for JCache's annotations", "com.acme.Missing")
        .contains("name the provider in the system property javax.cache.spi.CachingProvider")
        .doesNotContain("put one");
  }

  @Test
  void providerThatFails_failsTheStartWithItsOwnMessage() {
    assertThat(failure("sealcache.master-key", "", Notes.class))
        .contains("'sealcache.master-key'")
        .doesNotContain("No CacheManager for JCache's annotations")
        .doesNotContain("system property javax.cache.spi.CachingProvider");
  }

  @Test
  void otherProblem_leavesTheManagerByDefaultClosed() {
    assertThat(failure("sealcache.master-key", "", Misused.NoGenerator.class))
        .contains("no bean of type")
        .doesNotContain("'sealcache.master-key'");
  }

  private static String failure(String property, String value, Class<?> bean) {
    String before = System.getProperty(property);
    System.setProperty(property, value);
    try {
      return failure(bean);
    } finally {
      System.setProperty(property, before);
    }
  }

  @Test
  void providerOfTheManagerByDefault_isLogged() {
    assertThat(Containers.logged("INFO", () -> managerByDefault()))
        .singleElement()
        .asString()
        .contains("io.sealcache.EncryptedCachingProvider");
  }

  /** The provider may be one of a server's, for all its applications. */
  @Test
  void managerByDefault_isTheApplicationsOwn() {
    assertThat(managerByDefault()).isNotSameAs(managerByDefault());
  }

  private static ClassLoader managerByDefault() {
    try (SeContainer container = Containers.of(Notes.class)) {
      CacheManager found =
          container.getBeanManager().getExtension(JCacheExtension.class).foundManager();
      try (found) {
        return found.getClassLoader();
      }
    }
  }

  @Test
  void beansWithoutAnnotations_needNoManager() {
    Containers.of(Plain.class).close();
  }

  /**
   * The failure as it is thrown and logged: OpenWebBeans tells to look into the logs, Weld throws
   * it all.
   */
  private static String failure(Class<?>... beans) {
    return failure(SeContainerInitializer.newInstance().addBeanClasses(beans));
  }

  private static String failure(SeContainerInitializer container) {
    StringWriter text = new StringWriter();
    List<String> logged =
        Containers.logged(
            "SEVERE",
            () -> {
              Throwable thrown = catchThrowable(() -> Containers.start(container).close());
              assertThat(thrown).as("failure of the start").isNotNull();
              thrown.printStackTrace(new PrintWriter(text));
            });
    return logged + "\n" + text;
  }

  static class Plain {}

  abstract static class Above<T> {
    @CacheResult
    Object look(T key) {
      return key;
    }

    @CacheResult
    Object load(T key) {
      return key;
    }
  }

  /** Overrides one with an annotation, inherits one, and overloads both. */
  static class Repeated extends Above<Integer> implements Misused.TypedFinder<String> {
    @Override
    @CacheResult
    String look(Integer key) {
      return "looked up " + key;
    }

    String look(String key) {
      return key;
    }

    String load(String key) {
      return key;
    }

    @Override
    @CacheResult
    public String find(String key) {
      return key;
    }

    String find(Integer key) {
      return "found " + key;
    }

    @Override
    @CacheRemove
    public void forget(String key) {}
  }

  /** As a server brings one. */
  static class OtherImplementation implements Extension {
    void register(@Observes BeforeBeanDiscovery event) {
      event.addAnnotatedType(OtherInterceptor.class, "other").remove(Vetoed.class::isInstance);
    }
  }

  @CacheResult
  @Interceptor
  @Priority(Interceptor.Priority.APPLICATION)
  @Vetoed // so that no other test has it
  static class OtherInterceptor {
    @AroundInvoke
    Object call(InvocationContext invocation) throws Exception {
      return invocation.proceed();
    }
  }

  static class TwoManagers {
    @Produces
    CacheManager one() {
      return Managers.unencrypted();
    }

    @Produces
    CacheManager other() {
      return Managers.unencrypted();
    }
  }
}
