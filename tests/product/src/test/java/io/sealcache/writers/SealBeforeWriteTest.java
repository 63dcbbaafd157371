package io.sealcache.writers;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sealcache.fixture.Stores;
import io.sealcache.fixture.TestStore;
import io.sealcache.fixture.UserCode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.cache.Cache;
import javax.cache.CacheException;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A writer hears of no value that the cache can't take. */
class SealBeforeWriteTest {
  @RegisterExtension private static final Stores STORES = new Stores();

  private static final Object FITS = "fits";
  private static final Object TOO_LARGE = "x".repeat(100);
  private static final Object NOT_ENCODABLE = new Object();

  private final List<String> written = new CopyOnWriteArrayList<>();

  private interface Writing {
    void write(Cache<String, Object> cache, Object value);
  }

  private record Operation(String name, Writing writing) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Arguments> operations() {
    List<Operation> operations =
        List.of(
            new Operation("put", (cache, value) -> cache.put("a", value)),
            new Operation("putAll", (cache, value) -> cache.putAll(Map.of("a", value, "c", FITS))),
            new Operation("putIfAbsent", (cache, value) -> cache.putIfAbsent("b", value)),
            new Operation("replace", (cache, value) -> cache.replace("a", value)),
            new Operation("replaceIfEqual", (cache, value) -> cache.replace("a", "old", value)),
            new Operation("getAndPut", (cache, value) -> cache.getAndPut("a", value)),
            new Operation("getAndReplace", (cache, value) -> cache.getAndReplace("a", value)),
            new Operation("invoke", (cache, value) -> cache.invoke("a", UserCode.setting(value))),
            new Operation(
                "invokeAll",
                (cache, value) ->
                    requireNonNull(cache.invokeAll(Set.of("a"), UserCode.setting(value)).get("a"))
                        .get()));
    return TestStore.with(operations);
  }

  private Cache<String, Object> cache(TestStore store) {
    Cache<String, Object> cache =
        STORES.create(
            store, UserCode.<String, Object>writingThrough(written::add).setMaxValueSize(50));
    cache.put("a", "old");
    written.clear();
    return cache;
  }

  @ParameterizedTest
  @MethodSource("operations")
  void operation_ofAValueThatIsTooLarge_failsWithoutWriting(TestStore store, Operation operation) {
    Cache<String, Object> cache = cache(store);

    assertFails(() -> operation.writing.write(cache, TOO_LARGE), "max-value-size");

    assertThat(written).isEmpty();
    assertThat(Stores.contents(cache)).isEqualTo(Map.of("a", "old"));
  }

  @ParameterizedTest
  @MethodSource("operations")
  void operation_ofAValueThatCantBeEncoded_failsWithoutWriting(
      TestStore store, Operation operation) {
    Cache<String, Object> cache = cache(store);

    assertFails(() -> operation.writing.write(cache, NOT_ENCODABLE), "can't encode");

    assertThat(written).isEmpty();
    assertThat(Stores.contents(cache)).isEqualTo(Map.of("a", "old"));
  }

  @ParameterizedTest
  @MethodSource("operations")
  void operation_ofAValueThatFits_writesItOnceAndSealsItOnce(TestStore store, Operation operation) {
    Cache<String, Object> cache = cache(store);
    long sealed = Stores.encryption(cache).getSealed();

    operation.writing.write(cache, FITS);

    int values = operation.name.equals("putAll") ? 2 : 1;
    assertThat(written).hasSize(values).allMatch(change -> change.endsWith("=fits"));
    assertThat(Stores.encryption(cache).getSealed()).isEqualTo(sealed + values);
    assertThat(Stores.contents(cache)).containsValue(FITS);
  }

  private static void assertFails(Runnable operation, String reason) {
    assertThatExceptionOfType(CacheException.class)
        .isThrownBy(operation::run)
        .satisfies(e -> assertThat(messages(e)).contains(reason));
  }

  private static String messages(Throwable failure) {
    StringBuilder all = new StringBuilder();
    Consumer<Throwable> add = e -> all.append(e.getMessage()).append('\n');
    Stream.iterate(failure, e -> e != null, Throwable::getCause).forEach(add);
    return all.toString();
  }
}
