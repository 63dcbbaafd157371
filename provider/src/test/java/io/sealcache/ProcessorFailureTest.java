package io.sealcache;

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
}
