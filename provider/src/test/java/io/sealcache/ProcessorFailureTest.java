package io.sealcache;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.cache.Cache;
import javax.cache.processor.EntryProcessorException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An entry processor that fails. */
class ProcessorFailureTest {
  @RegisterExtension private static final Stores STORES = new Stores();

  @ParameterizedTest
  @EnumSource
  void processorFails_isAnEntryProcessorExceptionAndChangesNothing(TestStore store) {
    List<String> written = new ArrayList<>();
    Cache<String, String> cache =
        STORES.create(
            store,
            new EncryptedConfiguration<String, String>()
                .setWriteThrough(true)
                .setCacheWriterFactory(UserCode.writer(written::add)));
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

  @Test
  void processorFailsForOneKey_theOthersAreProcessed() {
    Cache<String, String> cache = STORES.create(TestStore.REFERENCE_IMPLEMENTATION);
    cache.putAll(Map.of("a", "1", "b", "1"));

    var results =
        cache.<String>invokeAll(
            Set.of("a", "b"),
            (entry, arguments) -> {
              entry.setValue("2");
              if (entry.getKey().equals("a")) {
                throw new OutOfOrder();
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
                    .withCauseInstanceOf(OutOfOrder.class));
    assertThat(Stores.contents(cache)).isEqualTo(Map.of("a", "1", "b", "2"));
  }

  @Test
  void storeFailsForOneKey_theOthersAreProcessedAndTheirResultsKept() {
    FaultyCachingProvider.Faults faults = new FaultyCachingProvider.Faults();
    try (StoreFixture fixture = faults.fixture()) {
      Cache<String, Integer> cache = fixture.create("numbers");
      cache.putAll(Map.of("a", 1, "b", 1, "c", 1));
      RuntimeException failure = new IllegalArgumentException("the store is odd");
      List<String> run = new ArrayList<>();

      var results =
          cache.<String>invokeAll(
              Set.of("a", "b", "c"),
              (entry, arguments) -> {
                run.add(entry.getKey());
                if (run.size() == 2) {
                  faults.fail("replace", failure);
                } else {
                  faults.none();
                }
                entry.setValue(entry.getValue() + 1);
                return "done";
              });

      assertThat(run).hasSize(3);
      assertThat(requireNonNull(results.get(run.get(0))).get()).isEqualTo("done");
      assertThat(requireNonNull(results.get(run.get(2))).get()).isEqualTo("done");
      assertThatExceptionOfType(EntryProcessorException.class)
          .isThrownBy(requireNonNull(results.get(run.get(1)))::get)
          .withCause(failure);
      assertThat(Stores.contents(cache))
          .isEqualTo(Map.of(run.get(0), 2, run.get(1), 1, run.get(2), 2));
    }
  }

  @Test
  void cacheIsClosedByTheProcessor_whatWasProcessedIsKept() {
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

    assertThat(requireNonNull(results.get(run.get(0))).get()).isEqualTo("done");
    assertThatExceptionOfType(EntryProcessorException.class)
        .isThrownBy(requireNonNull(results.get(run.get(1)))::get)
        .withCauseInstanceOf(IllegalStateException.class);
  }
}
