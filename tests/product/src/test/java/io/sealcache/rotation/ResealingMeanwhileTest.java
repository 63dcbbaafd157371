package io.sealcache.rotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sealcache.EncryptedCache;
import io.sealcache.EncryptedConfiguration;
import io.sealcache.Resealing;
import io.sealcache.StoredEntries;
import io.sealcache.core.Keyring;
import io.sealcache.core.MasterKey;
import io.sealcache.fixture.StoreFixture;
import io.sealcache.fixture.TenantKeys;
import io.sealcache.fixture.TenantScope;
import io.sealcache.fixture.TestStore;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.cache.CacheException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Keys that change while entries are sealed anew. */
@Timeout(60)
class ResealingMeanwhileTest {
  private static final int ENTRIES = 300;

  private final MasterKey index = MasterKey.generate();
  private final MasterKey oldest = MasterKey.generate();
  private final MasterKey older = MasterKey.generate();
  private final MasterKey current = MasterKey.generate();
  private final TenantKeys keys = new TenantKeys();

  @AutoClose
  private final StoreFixture fixture =
      StoreFixture.over(TestStore.REFERENCE_IMPLEMENTATION, StoreFixture.keysOf(keys));

  private EncryptedCache<Integer, String> cache;

  @BeforeEach
  void fill() {
    use(oldest);
    cache =
        fixture.create(
            "rotated",
            new EncryptedConfiguration<Integer, String>()
                .setTenantResolverFactory(TenantScope::new));
    put("old");
    use(older, oldest);
  }

  private void use(MasterKey first, MasterKey... previous) {
    Keyring keyring = new Keyring(first, List.of(previous), index);
    keys.answer(() -> keyring);
  }

  private void put(String value) {
    Map<Integer, String> all =
        IntStream.range(0, ENTRIES).boxed().collect(Collectors.toMap(i -> i, i -> value));
    TenantScope.in("ada", () -> cache.putAll(all));
  }

  /**
   * @param meanwhile done once the first hundred entries are looked at
   */
  private Resealing reseal(Consumer<Resealing> meanwhile) {
    return StoredEntries.of(cache)
        .reseal(
            List.of("ada"),
            1_000_000,
            soFar -> {
              if (soFar.entries() == 100) {
                meanwhile.accept(soFar);
              }
            });
  }

  @Test
  void keyThatIsReplacedMeanwhile_sealsNothingMore() {
    Resealing done = reseal(soFar -> use(current, older, oldest));

    assertThat(done).isEqualTo(new Resealing(ENTRIES, 0, 0, 0, 0, 0));
    assertThat(StoredEntries.of(cache).census().byDataKey())
        .isEqualTo(
            Map.of(
                "%08x".formatted(older.id()),
                100L,
                "%08x".formatted(current.id()),
                ENTRIES - 100L));
  }

  @Test
  void entryOfAKeyThatIsNewMeanwhile_opens() {
    Resealing done =
        reseal(
            soFar -> {
              use(current, older, oldest);
              put("new");
            });

    assertThat(done.unreadable()).isZero();
    assertThat(done.entries()).isEqualTo(ENTRIES);
  }

  @Test
  void keysThatAreWithdrawnMeanwhile_endIt() {
    IllegalStateException withdrawn = new IllegalStateException("older than their grace");

    assertThatExceptionOfType(CacheException.class)
        .isThrownBy(
            () ->
                reseal(
                    soFar ->
                        keys.answer(
                            () -> {
                              throw withdrawn;
                            })))
        .withCause(withdrawn);
  }

  @Test
  void tenantWhoHasNoKeysMeanwhile_isAStrangerFromThenOn() {
    assertThat(reseal(soFar -> keys.answer(() -> null)))
        .isEqualTo(new Resealing(100, 0, 0, 0, ENTRIES - 100, 0));
  }
}
