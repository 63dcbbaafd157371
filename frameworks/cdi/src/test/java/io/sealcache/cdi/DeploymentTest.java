package io.sealcache.cdi;

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
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.logging.Level;
import java.util.stream.Stream;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.annotation.CacheRemove;
import javax.cache.annotation.CacheResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Applications that would not cache what they say do not start. */
class DeploymentTest {
  static Stream<Arguments> misuses() {
    return Stream.of(
        Arguments.of(
            Misused.PrivateMethod.class,
            "Misused$PrivateMethod.find(String) is private, so no call of it can be intercepted"
                + " for @CacheResult"),
        Arguments.of(Misused.InheritedPrivateMethod.class, "find(String) is private"),
        Arguments.of(Misused.StaticMethod.class, "find(String) is static"),
        Arguments.of(Misused.Nothing.class, "has @CacheResult and returns nothing"),
        Arguments.of(Misused.Later.class, "returns a Future, which would be cached instead"),
        Arguments.of(Misused.ReadOnce.class, "returns a Stream, which can be read once"),
        Arguments.of(Misused.IteratedOnce.class, "returns a Iterator, which can be read once"),
        Arguments.of(Misused.PutOfNothing.class, "has @CachePut and 0 parameters with @CacheValue"),
        Arguments.of(Misused.PutOfTwo.class, "has @CachePut and 2 parameters with @CacheValue"),
        Arguments.of(
            Misused.ValueOfResult.class, "has @CacheValue, which only goes with @CachePut"),
        Arguments.of(Misused.KeyAndValue.class, "with both @CacheKey and @CacheValue"),
        Arguments.of(
            Misused.TwoAnnotations.class,
            "has more than one annotation, [@CacheRemove, @CacheRemoveAll]"),
        Arguments.of(Misused.ThreeAnnotations.class, "has more than one annotation"),
        Arguments.of(Misused.OnTheClass.class, "has [@CacheRemoveAll]: put it on methods"),
        Arguments.of(Misused.OnTheInterface.class, "has [@CacheResult] on the interface only"),
        Arguments.of(
            Misused.OnADefaultMethod.class,
            "DefaultFinder.find(String) has [@CacheResult] on a default method"),
        Arguments.of(
            Misused.OnTheTypedInterface.class,
            "OnTheTypedInterface.find(Integer) has [@CacheResult] on the interface only"),
        Arguments.of(
            Misused.OnTheTypedInterface.class,
            "OnTheTypedInterface.forget(Integer) has [@CacheRemove] on the interface only"),
        Arguments.of(
            Misused.OnTheInterfaceAbove.class,
            "TypedLookup.find(Object) has [@CacheResult] on the interface only"),
        Arguments.of(
            Misused.OnATypedDefaultMethod.class,
            "TypedDefaultFinder.find(Integer) has [@CacheResult] on a default method"),
        Arguments.of(
            Misused.OnTheAbstractMethod.class,
            "OnTheAbstractMethod.find(String) has [@CacheResult] only on what it overrides in"
                + " io.sealcache.cdi.Misused$Lookup"),
        Arguments.of(
            Misused.OnTheMethodOfASuperclass.class,
            "OnTheMethodOfASuperclass.forget(String) has [@CacheRemove] only on what it overrides"),
        Arguments.of(
            Misused.InheritedOverride.class,
            "OnTheMethodOfASuperclass.forget(String) has [@CacheRemove] only on what it overrides"),
        Arguments.of(
            Misused.UncachedAndCached.class, "has @Uncached and [@CacheResult]: leave one"),
        Arguments.of(Misused.ExceptionsWithoutCache.class, "has no exceptionCacheName"),
        Arguments.of(
            Misused.NoGenerator.class,
            "@CacheResult of io.sealcache.cdi.Misused$NoGenerator.find(String): no bean of type"
                + " io.sealcache.cdi.Misused$UnknownGenerator"),
        Arguments.of(Misused.NoConstructor.class, "Misused$GeneratorOfText, and none can be made"),
        Arguments.of(
            Misused.NoResolvers.class, "no bean of type io.sealcache.cdi.Misused$Unknown"));
  }

  @ParameterizedTest
  @MethodSource("misuses")
  void misuse_failsTheStart(Class<?> bean, String message) {
    assertThat(failure(UnencryptedCaches.class, bean)).contains(message);
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
    assertThat(Logged.by(Level.INFO, () -> managerByDefault()))
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
        Logged.by(
            Level.SEVERE,
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
