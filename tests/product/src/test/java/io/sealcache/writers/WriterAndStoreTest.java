package io.sealcache.writers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sealcache.EncryptedConfiguration;
import io.sealcache.fixture.OutOfOrder;
import io.sealcache.fixture.OverEachStore;
import io.sealcache.fixture.RawCache;
import io.sealcache.fixture.Stores;
import io.sealcache.fixture.TestStore;
import io.sealcache.fixture.UserCode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javax.cache.Cache;
import javax.cache.integration.CacheWriterException;
import javax.cache.processor.EntryProcessorException;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The calls of a writer where the store changes, or says so, between a look and a write:
 * docs/adr/0018.
 */
class WriterAndStoreTest {
  @RegisterExtension private static final Stores STORES = new Stores();

  private final List<String> written = new ArrayList<>();
  private final List<Consumer<String>> afterWriting = new ArrayList<>();

  /** A cache where {@code a=1}, after {@code a=0}, which the store remembers. */
  private final class Raced {
    final Cache<String, Integer> cache;
    final RawCache raw;
    final String storedKey;
    final byte[] older;

    Raced(TestStore store) {
      cache = STORES.create(store, writing());
      cache.put("a", 0);
      raw = STORES.raw(cache);
      storedKey = raw.onlyKey();
      older = raw.value(storedKey).clone();
      cache.put("a", 1);
      written.clear();
    }

    /** Has the store show an older value once the writer was called. */
    Raced rolledBack() {
      afterWriting.add(change -> raw.plant(storedKey, older));
      return this;
    }

    /** Has the store show nothing once the writer was called. */
    Raced emptied() {
      afterWriting.add(change -> raw.cache().remove(storedKey));
      return this;
    }

    void assertWritten(String... changes) {
      assertThat(written).containsExactly(changes);
    }

    void assertLeftTheCache() {
      assertThat(raw.cache().containsKey(storedKey)).isFalse();
    }
  }

  private EncryptedConfiguration<String, Integer> writing() {
    return UserCode.<String, Integer>writingThrough(
        change -> {
          written.add(change);
          List<Consumer<String>> once = List.copyOf(afterWriting);
          afterWriting.clear();
          once.forEach(action -> action.accept(change));
        });
  }

  /** A change that the store comes before, once it was written through as this. */
  private record Outrun(
      String name, boolean emptied, Predicate<Cache<String, Integer>> change, String written) {
    @Override
    public String toString() {
      return name + (emptied ? ", outrun by a removal" : ", outrun by an older value");
    }
  }

  static Stream<Arguments> outrun() {
    List<Outrun> changes =
        List.of(
            new Outrun("replaceIfEqual", false, cache -> cache.replace("a", 1, 2), "a=2"),
            new Outrun("replaceIfEqual", true, cache -> cache.replace("a", 1, 2), "a=2"),
            new Outrun("removeIfEqual", false, cache -> cache.remove("a", 1), "a"),
            new Outrun("replace", true, cache -> cache.replace("a", 2), "a=2"),
            new Outrun("getAndReplace", true, cache -> cache.getAndReplace("a", 2) != null, "a=2"));
    return TestStore.with(changes);
  }

  @ParameterizedTest
  @MethodSource("outrun")
  void change_outrun_writesNoneOfTheStoresAndDeletesNothing(TestStore store, Outrun outrun) {
    Raced raced = new Raced(store);
    raced = outrun.emptied ? raced.emptied() : raced.rolledBack();

    assertThat(outrun.change.test(raced.cache)).isFalse();

    raced.assertWritten(outrun.written);
    raced.assertLeftTheCache();
  }

  @OverEachStore
  void putIfAbsent_outrun_writesNoneOfTheStores(TestStore store) {
    Raced raced = new Raced(store);
    raced.cache.remove("a");
    written.clear();
    raced.rolledBack();

    assertThat(raced.cache.putIfAbsent("a", 2)).isFalse();

    raced.assertWritten("a=2");
    raced.assertLeftTheCache();
  }

  @OverEachStore
  void getAndPut_outrun_writesItsOwnValueAgain(TestStore store) {
    Raced raced = new Raced(store).rolledBack();

    assertThat(raced.cache.getAndPut("a", 2)).isZero();

    raced.assertWritten("a=2", "a=2");
    assertThat(raced.cache.get("a")).isEqualTo(2);
  }

  @OverEachStore
  void invoke_outrunAndThenContent_writesNoneOfTheStores(TestStore store) {
    Raced raced = new Raced(store).rolledBack();

    int seen =
        raced.cache.<Integer>invoke(
            "a",
            (entry, arguments) -> {
              int value = entry.getValue();
              if (value == 1) {
                entry.setValue(2);
              }
              return value;
            });

    assertThat(seen).isZero();
    raced.assertWritten("a=2");
    raced.assertLeftTheCache();
  }

  @OverEachStore
  void invoke_outrunAndThenThrowing_writesNoneOfTheStores(TestStore store) {
    Raced raced = new Raced(store).rolledBack();

    assertThatExceptionOfType(EntryProcessorException.class)
        .isThrownBy(
            () ->
                raced.cache.<Integer>invoke(
                    "a",
                    (entry, arguments) -> {
                      if (entry.getValue() == 0) {
                        throw new OutOfOrder();
                      }
                      entry.setValue(2);
                      return 2;
                    }))
        .withCauseInstanceOf(OutOfOrder.class);

    raced.assertWritten("a=2");
    raced.assertLeftTheCache();
  }

  @OverEachStore
  void getAndPut_outrunAndThenTheWriterFails_leavesTheCache(TestStore store) {
    Raced raced = new Raced(store).rolledBack();
    afterWriting.add(
        change ->
            afterWriting.add(
                next -> {
                  throw new OutOfOrder();
                }));

    assertThatExceptionOfType(CacheWriterException.class)
        .isThrownBy(() -> raced.cache.getAndPut("a", 2))
        .withCauseInstanceOf(OutOfOrder.class);

    raced.assertWritten("a=2", "a=2");
    raced.assertLeftTheCache();
  }
}
