package io.sealcache.stores;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.fixture.StoreFixture;
import io.sealcache.fixture.TestStore;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.cache.Cache;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Values too big for Ehcache's tier below the heap, which it gives up without a word, without
 * SealCache too.
 */
class EhcacheFullTest {
  private static final byte[] TOO_BIG = new byte[3_000_000];

  private record Case(String operation, Consumer<Cache<String, byte[]>> body) {
    @Override
    public String toString() {
      return operation;
    }
  }

  static Stream<Case> cases() {
    return Stream.of(
        new Case("put", cache -> cache.put("a", TOO_BIG)),
        new Case("getAndPut", cache -> cache.getAndPut("a", TOO_BIG)),
        new Case("replace", cache -> cache.replace("a", TOO_BIG)),
        new Case("replace with old value", cache -> cache.replace("a", new byte[] {1}, TOO_BIG)),
        new Case(
            "invoke",
            cache ->
                cache.<Object>invoke(
                    "a",
                    (entry, arguments) -> {
                      entry.setValue(TOO_BIG);
                      return true;
                    })));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void write_valueTooBigForTheTier_leavesNoOldValueAndAWorkingCache(Case one) {
    try (StoreFixture fixture = StoreFixture.over(TestStore.EHCACHE_OFFHEAP)) {
      Cache<String, byte[]> cache = fixture.create("arrays");
      cache.put("a", new byte[] {1});

      one.body.accept(cache);

      assertThat(cache.get("a")).isNull();
      cache.put("a", new byte[] {3});
      assertThat(cache.get("a")).containsExactly(3);
    }
  }
}
