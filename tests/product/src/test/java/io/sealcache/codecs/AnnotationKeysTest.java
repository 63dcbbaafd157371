package io.sealcache.codecs;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.EncryptedCache;
import io.sealcache.fixture.StoreFixture;
import io.sealcache.fixture.TestStore;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.cache.Cache;
import org.jsr107.ri.annotations.DefaultGeneratedCacheKey;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.cache.interceptor.SimpleKey;

/** The keys that JCache's and Spring's annotations make of a method's arguments. */
class AnnotationKeysTest {
  static Stream<Arguments> keys() {
    return Stream.of(
        Arguments.of(
            "DefaultGeneratedCacheKey",
            (Supplier<Object>) () -> new DefaultGeneratedCacheKey(arguments())),
        Arguments.of("SimpleKey", (Supplier<Object>) () -> new SimpleKey(arguments())),
        Arguments.of("SimpleKey.EMPTY", (Supplier<Object>) () -> SimpleKey.EMPTY));
  }

  // Made anew at each call: no instance is shared between two keys, nor within one.
  private static Object[] arguments() {
    return new Object[] {
      fresh("tenant"),
      fresh("tenant"),
      Integer.valueOf("100000"),
      new ArrayList<>(List.of(fresh("a"), 2L)),
      Map.of(fresh("k"), fresh("v")),
      new int[] {1, 2}
    };
  }

  private static String fresh(String text) {
    return new String(text.toCharArray());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("keys")
  void get_byAnEqualKeyBuiltAnew_findsTheEntry(String name, Supplier<Object> key) {
    try (StoreFixture fixture = StoreFixture.over(TestStore.CAFFEINE)) {
      EncryptedCache<Object, String> cache = fixture.create("results");

      cache.put(key.get(), "result");

      assertThat(cache.get(key.get())).isEqualTo("result");
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("keys")
  void iterator_givesAnEqualKeyOfTheSameClass(String name, Supplier<Object> key) {
    try (StoreFixture fixture = StoreFixture.over(TestStore.CAFFEINE)) {
      EncryptedCache<Object, String> cache = fixture.create("results");
      cache.put(key.get(), "result");

      Iterator<Cache.Entry<Object, String>> entries = cache.iterator();

      Object opened = entries.next().getKey();
      assertThat(opened).isEqualTo(key.get()).hasSameClassAs(key.get());
      assertThat(opened).hasSameHashCodeAs(key.get());
    }
  }
}
