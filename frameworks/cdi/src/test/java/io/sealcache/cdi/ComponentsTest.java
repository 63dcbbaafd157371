package io.sealcache.cdi;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealcache.fixture.Pretended;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.util.AnnotationLiteral;
import jakarta.inject.Inject;
import jakarta.inject.Qualifier;
import jakarta.interceptor.InvocationContext;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import javax.cache.CacheManager;
import javax.cache.annotation.CacheDefaults;
import javax.cache.annotation.CacheInvocationParameter;
import javax.cache.annotation.CacheKey;
import javax.cache.annotation.CacheKeyGenerator;
import javax.cache.annotation.CacheKeyInvocationContext;
import javax.cache.annotation.CacheMethodDetails;
import javax.cache.annotation.CacheRemove;
import javax.cache.annotation.CacheResolver;
import javax.cache.annotation.CacheResult;
import javax.cache.annotation.GeneratedCacheKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An application's own managers, resolver factories and key generators, and generic methods. */
class ComponentsTest {
  @Test
  void methodsOfTwoManagers_keepTheirResultsApart() {
    try (SeContainer container =
        Containers.of(TwoManagers.class, Archive.class, Codes.class, ArchivedCodes.class)) {
      assertThat(container.select(Codes.class).get().find("a")).isEqualTo("code a");
      assertThat(container.select(ArchivedCodes.class).get().find("a")).isEqualTo("archived a");

      CacheManager manager = container.select(CacheManager.class).get();
      CacheManager archive = container.select(CacheManager.class, new ArchivedLiteral()).get();
      assertThat(manager.getCacheNames()).containsExactly("codes");
      assertThat(archive.getCacheNames()).containsExactly("codes");
      assertThat(archive.getCache("codes").iterator().next().getValue()).isEqualTo("archived a");
      assertThat(manager.getCache("codes").iterator().next().getValue()).isEqualTo("code a");
    }
  }

  @Test
  void subclassWithDefaultsOfItsOwn_usesThoseForInheritedMethods() {
    try (SeContainer container =
        Containers.of(TwoManagers.class, Archive.class, MovedCodes.class)) {
      container.select(MovedCodes.class).get().find("a");

      CacheManager archive = container.select(CacheManager.class, new ArchivedLiteral()).get();
      assertThat(archive.getCacheNames()).containsExactly("moved");
    }
  }

  @ParameterizedTest
  @ValueSource(classes = {Lowercase.class, Names.class})
  void keyGeneratorThatIsABeanOrNone_isUsedWithWhatItInjects(Class<?> bean) {
    try (SeContainer container =
        Containers.of(UnencryptedCaches.class, Suffix.class, Words.class, bean)) {
      assertThat(container.select(Words.class).get().find("A")).isEqualTo("A");
      assertThat(container.select(Words.class).get().find("a")).isEqualTo("A");
    }
  }

  @Test
  void keyGenerator_isToldOfTheCallAndShowsNoArgument() {
    try (SeContainer container = Containers.of(UnencryptedCaches.class, Seen.class)) {
      container.select(Seen.class).get().find("other", "canary");

      CacheKeyInvocationContext<?> call = requireNonNull(Seeing.LAST.get());
      assertThat(call.getAnnotations()).hasSize(1).hasOnlyElementsOfType(CacheResult.class);
      assertThat(call.unwrap(InvocationContext.class)).isNotNull();
      assertThatIllegalArgumentException().isThrownBy(() -> call.unwrap(String.class));
      assertThat(call).asString().startsWith("call: @CacheResult of ").doesNotContain("canary");
      assertThat(call.getKeyParameters())
          .singleElement()
          .hasToString("parameter 1 of type java.lang.String")
          .returns(1, CacheInvocationParameter::getParameterPosition)
          .satisfies(key -> assertThat(key.getAnnotations()).hasSize(1));
    }
  }

  @Test
  void factoryThatFindsNoCache_isTold() {
    try (SeContainer container = Containers.of(UnencryptedCaches.class, Uncacheable.class)) {
      assertThatThrownBy(() -> container.select(Uncacheable.class).get().forget("a"))
          .hasMessageEndingWith("forget(String): its cacheResolverFactory found no cache");
      assertThatThrownBy(() -> container.select(Uncacheable.class).get().fail("a"))
          .hasMessageEndingWith("its cacheResolverFactory gave no resolver for exceptions");
    }
  }

  static class NoExceptions extends Managers.ResolverFactory {
    @Override
    CacheManager manager() {
      return Managers.unencrypted();
    }

    @Override
    @SuppressWarnings("NullAway") // against its contract
    public CacheResolver getExceptionCacheResolver(CacheMethodDetails<CacheResult> method) {
      return null;
    }
  }

  static class NoCaches extends Managers.ResolverFactory {
    @Override
    CacheManager manager() {
      return Pretended.of(CacheManager.class, (proxy, method, arguments) -> null);
    }
  }

  static class Uncacheable {
    @CacheResult(
        cacheName = "failing",
        exceptionCacheName = "failures",
        cacheResolverFactory = NoExceptions.class)
    String fail(String key) {
      throw new IllegalStateException(key);
    }

    @CacheRemove(cacheName = "none", cacheResolverFactory = NoCaches.class)
    void forget(String key) {}
  }

  @Test
  void genericMethod_isCachedOnceUnderItsOwnName() {
    try (SeContainer container = Containers.of(UnencryptedCaches.class, Names.class)) {
      Names names = container.select(Names.class).get();
      Source<String, String> source = names;

      assertThat(source.find("a")).isEqualTo("1 a");
      assertThat(names.find("a")).isEqualTo("1 a");

      CacheManager manager = container.select(CacheManager.class).get();
      assertThat(manager.getCacheNames())
          .containsExactly(Names.class.getName() + ".find(java.lang.String)");
    }
  }

  @Retention(RetentionPolicy.RUNTIME)
  @Qualifier
  @interface Archived {}

  static final class ArchivedLiteral extends AnnotationLiteral<Archived> implements Archived {}

  static class TwoManagers {
    @Produces
    @ApplicationScoped
    CacheManager manager() {
      return Managers.unencrypted();
    }

    @Produces
    @ApplicationScoped
    @Archived
    CacheManager archive() {
      return Managers.unencrypted();
    }
  }

  static class Archive extends Managers.ResolverFactory {
    @Inject @Archived CacheManager archive;

    @Override
    CacheManager manager() {
      return archive;
    }
  }

  @CacheDefaults(cacheName = "codes")
  static class Codes {
    @CacheResult
    String find(String key) {
      return "code " + key;
    }
  }

  @CacheDefaults(cacheName = "codes", cacheResolverFactory = Archive.class)
  static class ArchivedCodes {
    @CacheResult
    String find(String key) {
      return "archived " + key;
    }
  }

  @CacheDefaults(cacheName = "moved", cacheResolverFactory = Archive.class)
  static class MovedCodes extends Codes {}

  static class Suffix {
    String get() {
      return "!";
    }
  }

  static class Lowercase implements CacheKeyGenerator {
    static boolean destroyed;
    @Inject Suffix suffix;

    @PreDestroy
    void end() {
      destroyed = true;
    }

    @Override
    public GeneratedCacheKey generateCacheKey(CacheKeyInvocationContext<?> call) {
      String text = String.valueOf(call.getKeyParameters()[0].getValue());
      return ArgumentsKey.of(new Object[] {text.toLowerCase(Locale.ROOT) + suffix.get()});
    }
  }

  static class Seeing implements CacheKeyGenerator {
    static final AtomicReference<CacheKeyInvocationContext<?>> LAST = new AtomicReference<>();

    @Override
    public GeneratedCacheKey generateCacheKey(CacheKeyInvocationContext<?> call) {
      LAST.set(call);
      return ArgumentsKey.of(new Object[0]);
    }
  }

  static class Seen {
    @CacheResult(cacheName = "seen", cacheKeyGenerator = Seeing.class)
    String find(String other, @CacheKey String key) {
      return key;
    }
  }

  static class Words {
    @CacheResult(cacheName = "words", cacheKeyGenerator = Lowercase.class)
    String find(String word) {
      return word;
    }
  }

  interface Source<K, V> {
    V find(K key);
  }

  static class Names implements Source<String, String> {
    private int calls;

    @Override
    @CacheResult
    public String find(String key) {
      calls++;
      return calls + " " + key;
    }
  }

  @Test
  void methodsOfASuperclassThatIsNotPublic_areCached() {
    try (SeContainer container = Containers.of(UnencryptedCaches.class, Bridged.Visible.class)) {
      Bridged.Visible bean = container.select(Bridged.Visible.class).get();

      bean.find("a");
      bean.find("a");
      assertThat(bean.calls()).containsExactly("find a");
      bean.put("b", "put");
      assertThat(bean.find("b")).isEqualTo("put");
      bean.remove("b");
      assertThat(bean.find("b")).isEqualTo("found b");
      bean.removeAll();
      bean.find("a");
      assertThat(bean.calls()).containsExactly("find a", "find b", "find a");
    }
  }

  @Test
  void methodThatOverridesWithOtherTypes_isCachedOnceByItsOwnAnnotation() {
    try (SeContainer container = Containers.of(UnencryptedCaches.class, Bridged.Overriding.class)) {
      Bridged.Overriding bean = container.select(Bridged.Overriding.class).get();
      Bridged.Base<String> base = bean;

      bean.find("a");
      bean.find("a");
      assertThat(bean.calls()).containsExactly("find a");
      // Which OpenWebBeans does not intercept.
      assertThat(base.find("a")).isEqualTo("found a");
      CacheManager manager = container.select(CacheManager.class).get();
      assertThat(manager.getCache("overriding")).hasSize(1);
      assertThat(manager.getCacheNames()).doesNotContain("bridged");
    }
  }

  /** Whatever the containers call. */
  @Test
  void bridges_leadOnOnlyWhereTypesDiffer() {
    assertThat(bridges(Bridged.Visible.class))
        .isNotEmpty()
        .allSatisfy(
            bridge ->
                assertThat(requireNonNull(BridgeTarget.of(bridge)).getDeclaringClass())
                    .isEqualTo(Bridged.Hidden.class));
    assertThat(bridges(Bridged.Overloading.class))
        .isNotEmpty()
        .allSatisfy(bridge -> assertThat(BridgeTarget.of(bridge)).isNotNull());
    for (Class<?> type : List.of(Bridged.Overriding.class, Bridged.Narrowing.class)) {
      assertThat(bridges(type))
          .filteredOn(bridge -> bridge.getName().equals("find"))
          .isNotEmpty()
          .allSatisfy(bridge -> assertThat(BridgeTarget.of(bridge)).isNull());
    }
  }

  private static Method[] bridges(Class<?> type) {
    return Arrays.stream(type.getDeclaredMethods()).filter(Method::isBridge).toArray(Method[]::new);
  }
}
