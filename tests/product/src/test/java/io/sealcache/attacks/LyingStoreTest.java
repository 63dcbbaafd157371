package io.sealcache.attacks;

import io.sealcache.fixture.CacheOperation;
import io.sealcache.fixture.StoreFixture;
import io.sealcache.fixture.TestStore;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever the store says, only the cache suffers: each operation over each lie. */
class LyingStoreTest {
  private final Opponent opponent = new Opponent();
  private final StoreFixture fixture =
      StoreFixture.over(
          TestStore.REFERENCE_IMPLEMENTATION,
          Map.of(
              "sealcache.store.provider",
              LyingCachingProvider.class.getName(),
              LyingCachingProvider.OPPONENT,
              opponent));
  private final AttackedCache cache =
      new AttackedCache(
          opponent, true, true, configuration -> fixture.create("numbers", configuration));

  @AfterEach
  void close() {
    opponent.tell(null);
    fixture.close();
  }

  static Stream<Arguments> liesAndOperations() {
    return Arrays.stream(FalseAnswer.values())
        .flatMap(
            lie ->
                Arrays.stream(CacheOperation.values())
                    .map(operation -> Arguments.of(lie, operation)));
  }

  @ParameterizedTest
  @MethodSource("liesAndOperations")
  void operation_endsAndOnlyTheCacheSuffers(FalseAnswer lie, CacheOperation operation) {
    cache.assertSuffersAlone(lie, operation);
  }

  @ParameterizedTest
  @EnumSource
  void operations_afterTheLastLie_workAgain(FalseAnswer lie) {
    cache.assertWorksAfter(lie);
  }
}
