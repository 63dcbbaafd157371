package io.sealcache.writers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealcache.EncryptedCache;
import io.sealcache.fixture.OutOfOrder;
import io.sealcache.fixture.Stores;
import io.sealcache.fixture.TestStore;
import io.sealcache.fixture.Undeclared;
import io.sealcache.fixture.UserCode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.cache.Cache;
import javax.cache.integration.CacheWriterException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A writer that fails. */
class WriterFailureTest {
  @RegisterExtension private static final Stores STORES = new Stores();

  static Stream<Consumer<Cache<String, String>>> writes() {
    return Stream.of(
        cache -> cache.put("a", "2"),
        cache -> cache.getAndPut("a", "2"),
        cache -> cache.replace("a", "2"),
        cache -> cache.replace("a", "1", "2"),
        cache -> cache.getAndReplace("a", "2"),
        cache -> cache.putIfAbsent("b", "2"),
        cache -> cache.putAll(Map.of("a", "2")),
        cache -> cache.remove("a"),
        cache -> cache.remove("a", "1"),
        cache -> cache.getAndRemove("a"),
        cache -> cache.removeAll(Set.of("a")),
        Cache::removeAll,
        cache -> cache.<Object>invoke("a", UserCode.removing()));
  }

  @ParameterizedTest
  @MethodSource("writes")
  void writerFails_isACacheWriterExceptionAndChangesNothing(Consumer<Cache<String, String>> write) {
    Exception failure = new IOException();
    AtomicReference<Consumer<String>> writer = new AtomicReference<>(change -> {});
    Cache<String, String> cache = writing(change -> writer.get().accept(change));
    cache.put("a", "1");
    writer.set(
        change -> {
          throw Undeclared.thrown(failure);
        });

    assertThatExceptionOfType(CacheWriterException.class)
        .isThrownBy(() -> write.accept(cache))
        .withCause(failure);

    assertThat(Stores.contents(cache)).isEqualTo(Map.of("a", "1"));
  }

  static List<Throwable> failures() {
    return List.of(new OutOfOrder(), new IOException(), new StackOverflowError());
  }

  private static void assertIsThrown(Throwable failure, ThrowingCallable write) {
    if (failure instanceof Error) {
      assertThatThrownBy(write).isSameAs(failure);
    } else {
      assertThatExceptionOfType(CacheWriterException.class).isThrownBy(write).withCause(failure);
    }
  }

  @ParameterizedTest
  @MethodSource("failures")
  void writerFailsAfterSome_theCacheHoldsWhatWasWritten(Throwable failure) {
    List<String> written = new ArrayList<>();
    Cache<String, String> cache =
        writing(
            change -> {
              if (written.size() == 2) {
                throw Undeclared.thrown(failure);
              }
              written.add(change);
            });
    Map<String, String> values = new LinkedHashMap<>();
    List.of("a", "b", "c", "d").forEach(key -> values.put(key, "1"));

    assertIsThrown(failure, () -> cache.putAll(values));

    assertThat(Stores.contents(cache).keySet().stream().map(key -> key + "=1"))
        .containsExactlyInAnyOrderElementsOf(written);
  }

  @ParameterizedTest
  @MethodSource("failures")
  void writerFailsToDeleteSome_theCacheHoldsThose(Throwable failure) {
    List<String> deleted = new ArrayList<>();
    AtomicReference<Consumer<String>> writer = new AtomicReference<>(change -> {});
    Cache<String, String> cache = writing(change -> writer.get().accept(change));
    cache.putAll(Map.of("a", "1", "b", "1", "c", "1"));
    writer.set(
        key -> {
          if (deleted.size() == 2) {
            throw Undeclared.thrown(failure);
          }
          deleted.add(key);
        });

    assertIsThrown(failure, () -> cache.removeAll(new LinkedHashSet<>(List.of("a", "b", "c"))));

    assertThat(Stores.contents(cache))
        .hasSize(1)
        .doesNotContainKeys(deleted.toArray(String[]::new));
  }

  private static EncryptedCache<String, String> writing(Consumer<String> changes) {
    return STORES.create(
        TestStore.REFERENCE_IMPLEMENTATION, UserCode.<String, String>writingThrough(changes));
  }
}
