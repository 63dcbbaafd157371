package io.sealcache.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.inject.Inject;
import javax.cache.annotation.CacheKeyGenerator;
import javax.cache.annotation.CacheKeyInvocationContext;
import javax.cache.annotation.CacheResult;
import javax.cache.annotation.GeneratedCacheKey;
import org.junit.jupiter.api.Test;

/** The end of components that are no beans, where one of them fails. */
class DisposalTest {
  @Test
  void generatorThatFails_isMadeAnewAndLetsOthersBeDestroyed() {
    SeContainer container =
        Containers.of(
            UnencryptedCaches.class,
            ComponentsTest.Suffix.class,
            ComponentsTest.Words.class,
            Held.class,
            Keyed.class);
    Keyed bean = container.select(Keyed.class).get();
    assertThatThrownBy(() -> bean.find("a")).hasStackTraceContaining("not yet");
    assertThat(bean.find("a")).isEqualTo("a");
    container.select(ComponentsTest.Words.class).get().find("a");
    ComponentsTest.Lowercase.destroyed = false;

    var unused = catchThrowable(container::close); // some containers tell of what fails then
    assertThat(ComponentsTest.Lowercase.destroyed).isTrue();
    assertThat(Held.destroyed).isTrue();
  }

  static class Held {
    private static boolean destroyed;

    @PreDestroy
    void end() {
      destroyed = true;
    }
  }

  static class Failing implements CacheKeyGenerator {
    private static int made;
    @Inject Held held;

    Failing() {
      made++;
      if (made == 1) {
        throw new IllegalStateException("not yet");
      }
    }

    @Override
    public GeneratedCacheKey generateCacheKey(CacheKeyInvocationContext<?> call) {
      return ArgumentsKey.of(new Object[0]);
    }

    @PreDestroy
    void end() {
      throw new IllegalStateException("to the end");
    }
  }

  static class Keyed {
    @CacheResult(cacheName = "keyed", cacheKeyGenerator = Failing.class)
    String find(String key) {
      return key;
    }
  }
}
