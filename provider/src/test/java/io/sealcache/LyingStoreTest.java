package io.sealcache;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.sealcache.LyingCachingProvider.Opponent;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.event.CacheEntryEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever the store says, only the cache suffers: each operation over each lie. */
class LyingStoreTest {
  /** What was ever written under each key. */
  private static final Map<String, Set<Integer>> VALUES =
      Map.of("key", Set.of(1, 2, 10), "other", Set.of(5, 6, 11));

  private static final Pattern ENTRY = Pattern.compile("(key|other)=(?:true=|false=)?([0-9]+)");

  private final Map<String, Integer> database = new ConcurrentHashMap<>();
  private final List<String> written = new CopyOnWriteArrayList<>();
  private final Recorder<String, Integer> listener = Recorder.of();
  private final Opponent opponent = new Opponent();
  private final StoreFixture fixture =
      StoreFixture.over(
          TestStore.REFERENCE_IMPLEMENTATION,
          Map.of(
              "sealcache.store.provider",
              LyingCachingProvider.class.getName(),
              LyingCachingProvider.OPPONENT,
              opponent));

  private final Cache<String, Integer> cache =
      fixture.create(
          "numbers",
          new EncryptedConfiguration<String, Integer>()
              .setContentionTimeout(Duration.ofMillis(200))
              .setReadThrough(true)
              .setCacheLoaderFactory(UserCode.loader(database::get))
              .setWriteThrough(true)
              .setCacheWriterFactory(UserCode.writer(this::write))
              .addCacheEntryListenerConfiguration(listener.configuration()));

  private void write(String change) {
    written.add(change);
    Matcher entry = ENTRY.matcher(change);
    if (entry.matches()) {
      database.put(entry.group(1), Integer.valueOf(entry.group(2)));
    } else {
      database.remove(change);
    }
  }

  @AfterEach
  void close() {
    opponent.tell(null);
    fixture.close();
  }

  static Stream<Arguments> liesAndOperations() {
    return Arrays.stream(Lie.values())
        .flatMap(
            lie ->
                Arrays.stream(CacheOperation.values())
                    .map(operation -> Arguments.of(lie, operation)));
  }

  @ParameterizedTest
  @MethodSource("liesAndOperations")
  void operation_endsAndOnlyTheCacheSuffers(Lie lie, CacheOperation operation) {
    cache.putAll(Map.of("key", 1, "other", 5));
    cache.putAll(Map.of("key", 2, "other", 6));
    written.clear();
    List<String> storedKeys = opponent.keys();

    opponent.tell(lie);
    assertTimeoutPreemptively(Duration.ofSeconds(30), () -> assertOnceWritten(answer(operation)));
    opponent.tell(null);

    assertThat(allowedChanges(operation)).containsAll(written);
    listener.raw.forEach(LyingStoreTest::assertOnceWritten);
    assertThat(opponent.keys()).containsExactlyInAnyOrderElementsOf(storedKeys);
    if (lie != Lie.PRETEND) { // which leaves in the store what was there
      Map<String, Integer> differing = new HashMap<>(Stores.contents(cache));
      differing.entrySet().removeAll(database.entrySet());
      assertThat(differing).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void operations_afterTheLastLie_workAgain(Lie lie) {
    cache.putAll(Map.of("key", 1, "other", 5));
    opponent.tell(lie);
    Arrays.stream(CacheOperation.values()).forEach(this::answer);
    opponent.tell(null);

    cache.put("key", 2);

    assertThat(cache.get("key")).isEqualTo(2);
    assertThat(cache.replace("key", 2, 10)).isTrue();
    assertThat(database).containsEntry("key", 10);
  }

  private String answer(CacheOperation operation) {
    try {
      return operation.on(cache);
    } catch (CacheException e) {
      return e.getClass().getName();
    }
  }

  /** What the caller asked to be written and deleted, and nothing that the store shows. */
  private static Set<String> allowedChanges(CacheOperation operation) {
    return switch (operation) {
      case GET, GET_ALL, CONTAINS_KEY, LOAD_ALL, LOAD_ALL_REPLACING, CLEAR -> Set.of();
      case PUT, PUT_IF_ABSENT, GET_AND_PUT, REPLACE, REPLACE_IF_OTHERS, GET_AND_REPLACE, INVOKE ->
          Set.of("key=10");
      case PUT_ALL -> Set.of("key=10", "other=11");
      case REMOVE, REMOVE_IF_OTHERS, GET_AND_REMOVE -> Set.of("key");
      case REMOVE_ALL_KEYS, REMOVE_ALL, INVOKE_ALL, ITERATE_AND_REMOVE -> Set.of("key", "other");
    };
  }

  private static void assertOnceWritten(String answer) {
    if (answer.matches("[0-9]+")) {
      assertOnceWritten("key", Integer.valueOf(answer));
    }
    ENTRY
        .matcher(answer)
        .results()
        .forEach(entry -> assertOnceWritten(entry.group(1), Integer.valueOf(entry.group(2))));
  }

  private static void assertOnceWritten(
      CacheEntryEvent<? extends String, ? extends Integer> event) {
    for (Integer value : Arrays.asList(event.getValue(), event.getOldValue())) {
      if (value != null) {
        assertOnceWritten(event.getKey(), value);
      }
    }
  }

  private static void assertOnceWritten(String key, Integer value) {
    assertThat(requireNonNull(VALUES.get(key))).contains(value);
  }
}
