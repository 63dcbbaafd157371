package io.sealcache.processors;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealcache.EncryptedCache;
import io.sealcache.fixture.BeforeCommand;
import io.sealcache.fixture.FaultyCachingProvider.Faults;
import io.sealcache.fixture.OutOfOrder;
import io.sealcache.fixture.OverEachStore;
import io.sealcache.fixture.StoreFixture;
import io.sealcache.fixture.Stores;
import io.sealcache.fixture.TestStore;
import io.sealcache.fixture.Undeclared;
import io.sealcache.fixture.UserCode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.processor.EntryProcessor;
import javax.cache.processor.EntryProcessorException;
import javax.cache.processor.EntryProcessorResult;
import org.infinispan.commands.write.ReplaceCommand;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** An entry processor that fails. */
class ProcessorFailureTest {
  @RegisterExtension private static final Stores STORES = new Stores();

  @RegisterExtension private final Faults faults = new Faults();

  @OverEachStore
  void processorFails_isAnEntryProcessorExceptionAndChangesNothing(TestStore store) {
    List<String> written = new ArrayList<>();
    Cache<String, String> cache =
        STORES.create(store, UserCode.<String, String>writingThrough(written::add));
    cache.put("a", "1");

    assertThatExceptionOfType(EntryProcessorException.class)
        .isThrownBy(
            () ->
                cache.<Object>invoke(
                    "a",
                    (entry, arguments) -> {
                      entry.setValue("2");
                      throw new OutOfOrder();
                    }))
        .withCauseInstanceOf(OutOfOrder.class);

    assertThat(cache.get("a")).isEqualTo("1");
    assertThat(written).containsExactly("a=1");
  }

  /** As {@code put} refuses it. */
  @Test
  void processorSetsAValueOfAnotherType_failsAndChangesNothing() {
    Cache<String, String> cache =
        STORES.create(
            TestStore.CAFFEINE,
            new MutableConfiguration<String, String>().setTypes(String.class, String.class));
    cache.put("a", "1");
    @SuppressWarnings("unchecked") // as code that was written without types has it
    Cache<String, Object> untyped = (Cache<String, Object>) (Cache<String, ?>) cache;
    EntryProcessor<String, Object, String> setting =
        (entry, arguments) -> {
          entry.setValue(42);
          return "done";
        };

    assertThatExceptionOfType(EntryProcessorException.class)
        .isThrownBy(() -> untyped.invoke("a", setting))
        .withCauseInstanceOf(ClassCastException.class);
    assertThatExceptionOfType(EntryProcessorException.class)
        .isThrownBy(() -> requireNonNull(untyped.invokeAll(Set.of("a"), setting).get("a")).get())
        .withCauseInstanceOf(ClassCastException.class);

    assertThat(cache.get("a")).isEqualTo("1");
  }

  static List<Exception> exceptions() {
    return List.of(new CacheException("on purpose"), new IOException());
  }

  /** As any exception of its own is, from one operation as from the other. */
  @ParameterizedTest
  @MethodSource("exceptions")
  void processorThrowsAnyException_isAnEntryProcessorException(Exception failure) {
    Cache<String, Integer> cache = STORES.create(TestStore.CAFFEINE);
    EntryProcessor<String, Integer, Integer> failing =
        (entry, arguments) -> {
          throw Undeclared.thrown(failure);
        };

    assertThatExceptionOfType(EntryProcessorException.class)
        .isThrownBy(() -> cache.invoke("a", failing))
        .withCause(failure);
    assertThatExceptionOfType(EntryProcessorException.class)
        .isThrownBy(() -> requireNonNull(cache.invokeAll(Set.of("a"), failing).get("a")).get())
        .withCause(failure);
  }

  static Stream<Arguments> failuresOfProcessors() {
    return TestStore.with(
        List.of(new OutOfOrder(), new IOException(), new LinkageError("a class is missing")));
  }

  @ParameterizedTest
  @MethodSource("failuresOfProcessors")
  void processorFailsForOneKey_theOthersAreProcessedAndTheirResultsKept(
      TestStore store, Throwable failure) {
    Cache<String, String> cache = STORES.create(store);
    cache.putAll(Map.of("a", "1", "b", "1"));

    var results =
        cache.<String>invokeAll(
            Set.of("a", "b"),
            (entry, arguments) -> {
              entry.setValue("2");
              if (entry.getKey().equals("a")) {
                throw Undeclared.thrown(failure);
              }
              return "done";
            });

    assertThat(results.get("b")).isNotNull().satisfies(r -> assertThat(r.get()).isEqualTo("done"));
    assertThat(results.get("a"))
        .isNotNull()
        .satisfies(
            r ->
                assertThatExceptionOfType(EntryProcessorException.class)
                    .isThrownBy(r::get)
                    .withCause(failure));
    assertThat(Stores.contents(cache)).isEqualTo(Map.of("a", "1", "b", "2"));
  }

  private static void throwUnchecked(Throwable failure) {
    if (failure instanceof Error error) {
      throw error;
    }
    throw (RuntimeException) failure;
  }

  @OverEachStore
  void processorThrowsAnErrorForEachKey_isThrownAndChangesNothing(TestStore store) {
    Cache<String, String> cache = STORES.create(store);
    cache.putAll(Map.of("a", "1", "b", "1"));
    Error failure = new LinkageError("a class is missing");

    assertThatThrownBy(
            () ->
                cache.<String>invokeAll(
                    Set.of("a", "b"),
                    (entry, arguments) -> {
                      entry.setValue("2");
                      throw failure;
                    }))
        .isSameAs(failure);

    assertThat(Stores.contents(cache)).isEqualTo(Map.of("a", "1", "b", "1"));
  }

  static List<Throwable> failures() {
    return List.of(
        new IllegalArgumentException("the store is odd"),
        new AssertionError("the store is broken"));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void storeFailsForOneKey_theOthersAreProcessedAndTheirResultsKept(Throwable failure) {
    StoreFixture fixture = faults.fixture();
    Cache<String, Integer> cache = fixture.create("numbers");
    cache.putAll(Map.of("a", 1, "b", 1, "c", 1));
    AtomicInteger writes = new AtomicInteger();
    faults.beforeEach(
        "replace",
        () -> {
          if (writes.incrementAndGet() == 2) {
            throwUnchecked(failure);
          }
        });

    assertOneFailed(cache, failure);
    assertThat(writes).hasValue(3);
  }

  @ParameterizedTest
  @MethodSource("failures")
  void storeFailsForOneOfTheChangesItMakesTogether_theOthersAreMadeAndTheirResultsKept(
      Throwable failure) {
    Cache<String, Integer> cache = STORES.create(TestStore.INFINISPAN);
    cache.putAll(Map.of("a", 1, "b", 1, "c", 1));
    BeforeCommand failing =
        BeforeCommand.in(STORES.raw(cache), ReplaceCommand.class, () -> throwUnchecked(failure));

    assertOneFailed(cache, failure);
    assertThat(failing.came()).isTrue();
  }

  private static void assertOneFailed(Cache<String, Integer> cache, Throwable failure) {
    List<String> run = new ArrayList<>();

    var results =
        cache.<String>invokeAll(
            Set.of("a", "b", "c"),
            (entry, arguments) -> {
              run.add(entry.getKey());
              entry.setValue(entry.getValue() + 1);
              return "done";
            });

    assertThat(run).containsExactlyInAnyOrder("a", "b", "c");
    Map<String, Integer> left = new HashMap<>();
    results.forEach((key, result) -> left.put(key, isDone(result, failure) ? 2 : 1));
    assertThat(left).containsOnlyKeys("a", "b", "c");
    assertThat(left.values()).containsExactlyInAnyOrder(1, 2, 2);
    assertThat(Stores.contents(cache)).isEqualTo(left);
  }

  private static boolean isDone(EntryProcessorResult<String> result, Throwable failure) {
    try {
      return result.get().equals("done");
    } catch (EntryProcessorException e) {
      assertThat(Stream.<Throwable>iterate(e, Objects::nonNull, Throwable::getCause))
          .contains(failure);
      return false;
    }
  }

  @Test
  void cacheIsClosedByTheProcessor_isToldByEachResult() {
    EncryptedCache<String, Integer> cache = STORES.create(TestStore.CAFFEINE);
    cache.putAll(Map.of("a", 1, "b", 1));
    List<String> run = new ArrayList<>();

    var results =
        cache.<String>invokeAll(
            Set.of("a", "b"),
            (entry, arguments) -> {
              run.add(entry.getKey());
              if (run.size() == 2) {
                cache.close();
              }
              entry.setValue(2);
              return "done";
            });

    assertThat(results).containsOnlyKeys("a", "b");
    assertThat(results.values())
        .allSatisfy(
            result ->
                assertThatExceptionOfType(EntryProcessorException.class)
                    .isThrownBy(result::get)
                    .withCauseInstanceOf(IllegalStateException.class));
  }
}
