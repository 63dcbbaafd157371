package io.sealcache.cdi;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.inject.se.SeContainer;
import java.lang.reflect.Method;
import java.util.Arrays;
import javax.cache.CacheManager;
import org.junit.jupiter.api.Test;

/** Annotated methods that are called through bridges. */
class BridgesTest {
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
    assertThat(bridges(Bridged.Overriding.class))
        .isNotEmpty()
        .filteredOn(bridge -> bridge.getName().equals("find"))
        .allSatisfy(bridge -> assertThat(BridgeTarget.of(bridge)).isNull());
  }

  private static Method[] bridges(Class<?> type) {
    return Arrays.stream(type.getDeclaredMethods()).filter(Method::isBridge).toArray(Method[]::new);
  }
}
