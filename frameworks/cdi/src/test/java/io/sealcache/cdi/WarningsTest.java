package io.sealcache.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.sealcache.codec.EncodingBuffer;
import io.sealcache.codec.standard.JavaFilter;
import io.sealcache.codec.standard.StandardCodec;
import io.sealcache.fixture.CapturedLog;
import jakarta.enterprise.inject.Produces;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import javax.cache.annotation.CacheKey;
import javax.cache.annotation.CacheRemove;
import javax.cache.annotation.CacheResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Code that may be meant so gets a warning in the log: the start can't fail for it. */
class WarningsTest {
  static Stream<Arguments> doubtful() {
    return Stream.of(
        Arguments.of("a class that is no bean", NoBean.class, "NoBean has annotations of JCache"),
        Arguments.of(
            "a produced bean", Producer.class, "A producer makes beans of " + Made.class.getName()),
        Arguments.of(
            "a bean that a field produces",
            Field.class,
            "A producer makes beans of " + Made.class.getName()),
        Arguments.of(
            "the mark of a parameter alone",
            MarkAlone.class,
            "MarkAlone.find(String) has @CacheKey or"),
        Arguments.of(
            "a removal by what returns early",
            Early.class,
            "Early.remove(String) changes the cache when it"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("doubtful")
  void whatMayBeMeantSo_isWarnedAbout(String what, Class<?> bean, String warned) {
    assertThat(warnings(UnencryptedCaches.class, bean))
        .anyMatch(warning -> warning.contains(warned));
  }

  @Test
  void superclassOfABean_isNoReasonToWarn() {
    assertThat(warnings(UnencryptedCaches.class, Base.class, Derived.class)).isEmpty();
  }

  @Test
  void missingCache_isWarnedAboutOnce() {
    List<String> warnings = new CopyOnWriteArrayList<>();
    try (var container = Containers.of(UnencryptedCaches.class, Derived.class)) {
      Derived bean = container.select(Derived.class).get();
      warnings.addAll(logged(() -> bean.find("a")));
      warnings.addAll(logged(() -> bean.find("a")));
    }

    assertThat(warnings).singleElement().asString().contains("No cache 'derived': it was created");
  }

  /**
   * As each method with several arguments has, and with an equals that says what the codec does.
   */
  @Test
  void keyOfArguments_isNoReasonToWarn() {
    Object key = ArgumentsKey.of(new Object[] {"a", 1});
    List<String> lines =
        CapturedLog.of(
            "io.sealcache.codec",
            () ->
                assertThatCode(
                        () ->
                            StandardCodec.forKeys(JavaFilter.standard())
                                .encode(key, new EncodingBuffer(0, 64)))
                    .doesNotThrowAnyException());

    assertThat(lines).isEmpty();
  }

  private static List<String> warnings(Class<?>... beans) {
    return logged(() -> Containers.of(beans).close());
  }

  private static List<String> logged(Runnable action) {
    return Containers.logged("WARNING", action);
  }

  static class NoBean {
    NoBean(String text) {}

    @CacheResult
    String find(String key) {
      return key;
    }
  }

  abstract static class Base {
    @CacheResult(cacheName = "derived")
    String find(String key) {
      return key;
    }
  }

  static class Derived extends Base {}

  static class Made {
    @CacheResult
    String find(String key) {
      return key;
    }
  }

  static class Producer {
    @Produces
    Made made() {
      return new Made();
    }
  }

  static class Field {
    @Produces Made made = new Made();
  }

  static class MarkAlone {
    String find(@CacheKey String key) {
      return key;
    }
  }

  static class Early {
    @CacheRemove
    CompletionStage<String> remove(String key) {
      return CompletableFuture.completedFuture(key);
    }
  }
}
