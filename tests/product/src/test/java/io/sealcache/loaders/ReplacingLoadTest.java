package io.sealcache.loaders;

import static io.sealcache.fixture.SlowLoad.elsewhere;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealcache.EncryptedConfiguration;
import io.sealcache.fixture.OutOfOrder;
import io.sealcache.fixture.Stores;
import io.sealcache.fixture.TestStore;
import io.sealcache.fixture.UserCode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.cache.Cache;
import javax.cache.integration.CacheLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A {@code loadAll} of three parts, each of which is stored once the next one was loaded. */
@Timeout(60)
class ReplacingLoadTest {
  @RegisterExtension private static final Stores STORES = new Stores();

  private static final Set<String> KEYS =
      IntStream.range(0, 2_500).mapToObj(number -> "key " + number).collect(Collectors.toSet());

  private final List<List<String>> parts = new ArrayList<>();
  private Runnable loadingTheSecond = () -> {};

  private final Cache<String, Integer> cache =
      STORES.create(
          TestStore.CAFFEINE,
          new EncryptedConfiguration<String, Integer>().setCacheLoaderFactory(Loader::new));

  /** Gives 1 for each key. */
  private final class Loader implements CacheLoader<String, Integer> {
    @Override
    public Integer load(String key) {
      return 1;
    }

    @Override
    public Map<String, Integer> loadAll(Iterable<? extends String> keys) {
      Map<String, Integer> loaded = new HashMap<>();
      keys.forEach(key -> loaded.put(key, load(key)));
      parts.add(List.copyOf(loaded.keySet()));
      if (parts.size() == 2) {
        loadingTheSecond.run();
      }
      return loaded;
    }
  }

  @Test
  void loadAll_whoseLoaderFailsForAPart_hasStoredThePartsBefore() {
    loadingTheSecond =
        () -> {
          throw new OutOfOrder();
        };

    assertThatThrownBy(() -> UserCode.loadAll(cache, KEYS, true))
        .hasStackTraceContaining(OutOfOrder.class.getName());

    assertThat(cache.getAll(KEYS).keySet()).containsExactlyInAnyOrderElementsOf(parts.get(0));
  }

  @Test
  void loadAll_ofAPart_leavesWhatIsChangedOfThePartBefore() {
    loadingTheSecond =
        () ->
            elsewhere(
                () -> {
                  cache.put(parts.get(0).get(0), 7);
                  cache.remove(parts.get(0).get(1));
                });

    UserCode.loadAll(cache, KEYS, true);

    assertThat(cache.get(parts.get(0).get(0))).isEqualTo(7);
    assertThat(cache.containsKey(parts.get(0).get(1))).isFalse();
    assertThat(cache.getAll(KEYS)).hasSize(KEYS.size() - 1);
  }
}
