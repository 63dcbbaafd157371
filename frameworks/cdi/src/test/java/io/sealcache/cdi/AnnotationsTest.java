package io.sealcache.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.enterprise.inject.se.SeContainer;
import java.util.ArrayList;
import java.util.List;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import javax.cache.annotation.CacheResult;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The effect of each annotation, over a provider that is not SealCache. */
class AnnotationsTest {
  @AutoClose private static SeContainer container;

  private Notes notes;

  @BeforeAll
  static void start() {
    container = Containers.of(UnencryptedCaches.class, Notes.class);
  }

  @BeforeEach
  void empty() {
    CacheManager manager = container.select(CacheManager.class).get();
    manager.getCacheNames().forEach(name -> manager.getCache(name).clear());
    notes = container.select(Notes.class).get();
  }

  @Test
  void nullResult_isNotCached() {
    assertThat(notes.find("a")).isNull();
    notes.kept().put("a", "text");

    assertThat(notes.find("a")).isEqualTo("text");
  }

  @Test
  void nullArgument_isAKeyOfItsOwn() {
    notes.kept().put(null, "of null");
    notes.kept().put("null", "of a string");

    assertThat(notes.find(null)).isEqualTo("of null");
    assertThat(notes.find("null")).isEqualTo("of a string");
  }

  @Test
  void skipGet_callsAndCachesTheResult() {
    notes.put("a", "old");
    notes.kept().put("a", "new");

    assertThat(notes.reload("a")).isEqualTo("new");
    assertThat(notes.find("a")).isEqualTo("new");
    assertThat(notes.calls()).containsExactly("reload a");
  }

  @Test
  void put_isFoundByItsKey() {
    notes.put("a", "text");

    assertThat(notes.find("a")).isEqualTo("text");
    assertThat(notes.calls()).isEmpty();
  }

  @Test
  void putOfNull_removesWhatWasThere() {
    notes.put("a", "text");
    notes.put("a", null);

    assertThat(notes.find("a")).isNull();
  }

  @Test
  void putThatThrows_isCachedForWhatCacheForSays() {
    assertThatThrownBy(() -> notes.put("gone", "text", new Notes.Gone("")))
        .isInstanceOf(Notes.Gone.class);
    assertThatThrownBy(() -> notes.put("busy", "text", new Notes.Busy()))
        .isInstanceOf(Notes.Busy.class);

    assertThat(notes.find("gone")).isEqualTo("text");
    assertThat(notes.find("busy")).isNull();
  }

  @Test
  void putBefore_staysThoughTheMethodThrows() {
    assertThatThrownBy(() -> notes.putBefore("a", "text", new Notes.Busy()))
        .isInstanceOf(Notes.Busy.class);

    assertThat(notes.find("a")).isEqualTo("text");
  }

  @Test
  void removeThatThrows_removesForWhatEvictForSays() {
    notes.put("gone", "text");
    notes.put("busy", "text");

    assertThatThrownBy(() -> notes.remove("gone", new Notes.Gone("")))
        .isInstanceOf(Notes.Gone.class);
    assertThatThrownBy(() -> notes.remove("busy", new Notes.Busy())).isInstanceOf(Notes.Busy.class);

    assertThat(notes.find("gone")).isNull();
    assertThat(notes.find("busy")).isEqualTo("text");
  }

  @Test
  void removeThatThrows_staysForWhatNoEvictForSays() {
    notes.put("gone", "text");
    notes.put("busy", "text");

    assertThatThrownBy(() -> notes.removeUnlessGone("gone", new Notes.Gone("")))
        .isInstanceOf(Notes.Gone.class);
    assertThatThrownBy(() -> notes.removeUnlessGone("busy", new Notes.Busy()))
        .isInstanceOf(Notes.Busy.class);

    assertThat(notes.find("gone")).isEqualTo("text");
    assertThat(notes.find("busy")).isNull();
  }

  @Test
  void removeBefore_removesThoughTheMethodThrows() {
    notes.put("a", "text");

    assertThatThrownBy(() -> notes.removeBefore("a", new Notes.Busy()))
        .isInstanceOf(Notes.Busy.class);

    assertThat(notes.find("a")).isNull();
  }

  @Test
  void removeAll_removesAllUnlessTheMethodThrows() {
    notes.put("a", "text");

    assertThatThrownBy(() -> notes.removeAll(new Notes.Busy())).isInstanceOf(Notes.Busy.class);
    assertThat(notes.find("a")).isEqualTo("text");
    notes.removeAll();
    assertThat(notes.find("a")).isNull();
  }

  @Test
  void resultOfAMethodThatChangesTheCache_reachesTheCaller() {
    assertThat(notes.put("a", "text")).isEqualTo("put a");
    assertThat(notes.putBefore("a", "text")).isEqualTo("put a");
    assertThat(notes.remove("a")).isEqualTo("removed a");
    assertThat(notes.removeAll()).isEqualTo("removed all");
  }

  @Test
  void exception_isCachedAndThrownAgain() {
    assertThatThrownBy(() -> notes.fail("x", 1)).isInstanceOf(Notes.Gone.class);
    assertThatThrownBy(() -> notes.fail("y", 1))
        .isInstanceOf(Notes.Gone.class)
        .hasMessage("code 1");

    assertThat(notes.calls()).containsExactly("fail 1");
  }

  @Test
  void exceptionThatIsNotToBeCached_isThrownAnew() {
    assertThatThrownBy(() -> notes.fail("x", 0)).isInstanceOf(Notes.Busy.class);
    assertThatThrownBy(() -> notes.fail("x", 0)).isInstanceOf(Notes.Busy.class);

    assertThat(notes.calls()).containsExactly("fail 0", "fail 0");
  }

  @Test
  void exceptionThatCannotBeStored_reachesTheCaller() {
    Runnable held = () -> {};

    assertThatThrownBy(() -> notes.failWithout(held, 1))
        .isInstanceOf(Notes.Holding.class)
        .satisfies(thrown -> assertThat(thrown.getSuppressed()).hasSize(1));
  }

  @Test
  void argumentThatTheMethodChanges_isTheKeyAsItWasPassed() {
    assertThat(notes.sumAndClear(new ArrayList<>(List.of(1, 2)))).isEqualTo(3);

    assertThat(notes.sumAndClear(new ArrayList<>())).isZero();
    assertThat(notes.sumAndClear(new ArrayList<>(List.of(1, 2)))).isEqualTo(3);
    assertThat(notes.calls()).containsExactly("sum [1, 2]", "sum []");
  }

  @Test
  void arrayThatTheMethodChanges_isTheKeyAsItWasPassed() {
    assertThat(notes.fill(new byte[] {1, 2})).isEqualTo(2);
    assertThat(notes.fill(new byte[] {9, 2})).isEqualTo(2);
    assertThat(notes.fill(new byte[] {1, 2})).isEqualTo(2);

    assertThat(notes.calls()).containsExactly("fill", "fill");
  }

  @Test
  void resultOfAnotherMethodsType_isRefused() {
    notes.put("a", "text");

    assertThatThrownBy(() -> notes.length("a"))
        .isInstanceOf(CacheException.class)
        .hasMessageContaining("Notes.length(String) returns java.lang.Integer")
        .hasMessageContaining("cache 'notes'")
        .hasMessageNotContaining("text");
  }

  @Test
  void overridingMethod_isCalledEachTime() {
    try (SeContainer container =
        Containers.of(
            UnencryptedCaches.class,
            Fresh.class,
            FreshFinder.class,
            FreshDefault.class,
            ByDefault.class)) {
      Fresh fresh = container.select(Fresh.class).get();
      FreshFinder finder = container.select(FreshFinder.class).get();
      FreshDefault byDefault = container.select(FreshDefault.class).get();
      ByDefault inherited = container.select(ByDefault.class).get();
      for (int i = 1; i <= 2; i++) {
        assertThat(fresh.find("a")).isEqualTo("fresh a " + i);
        assertThat(finder.find("a")).isEqualTo("fresh a " + i);
        assertThat(byDefault.find("a")).isEqualTo("fresh a " + i);
        assertThat(inherited.find("a")).isEqualTo("fresh a " + i);
      }
    }
  }

  /** The control. */
  @Test
  void methodThatItOverrides_isCached() {
    try (SeContainer container = Containers.of(UnencryptedCaches.class, Stored.class)) {
      Stored stored = container.select(Stored.class).get();

      assertThat(stored.find("a")).isEqualTo("a 1");
      assertThat(stored.find("a")).isEqualTo("a 1");
    }
  }

  static class Stored {
    private int calls;

    @CacheResult
    String find(String key) {
      calls++;
      return key + " " + calls;
    }
  }

  static class Fresh extends Stored {
    private int own;

    @Override
    @Uncached
    String find(String key) {
      own++;
      return "fresh " + key + " " + own;
    }
  }

  static class FreshFinder implements Misused.Finder {
    private int calls;

    @Override
    @Uncached
    public String find(String key) {
      calls++;
      return "fresh " + key + " " + calls;
    }
  }

  static class FreshDefault implements Misused.DefaultFinder {
    private int calls;

    @Override
    @Uncached
    public String find(String key) {
      calls++;
      return "fresh " + key + " " + calls;
    }
  }

  interface UncachedFinder extends Misused.Finder {
    @Override
    @Uncached
    default String find(String key) {
      return "fresh " + key + " " + next();
    }

    int next();
  }

  static class ByDefault implements UncachedFinder {
    private int calls;

    @Override
    public int next() {
      return ++calls;
    }
  }
}
