package io.sealcache.attacks;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.sealcache.EncryptedConfiguration;
import io.sealcache.fixture.CacheOperation;
import io.sealcache.fixture.Recorder;
import io.sealcache.fixture.Stores;
import io.sealcache.fixture.UserCode;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.event.CacheEntryEvent;

/** A cache in front of a database, what it is to show of it, and an opponent who runs its store. */
final class AttackedCache {
  /** The values that were ever written under each key. */
  private static final Map<String, Set<Integer>> VALUES =
      Map.of("key", Set.of(1, 2, 10), "other", Set.of(5, 6, 11));

  private static final Pattern ENTRY = Pattern.compile("(key|other)=(?:true=|false=)?([0-9]+)");

  private final Map<String, Integer> database = new ConcurrentHashMap<>();
  private final List<String> written = new CopyOnWriteArrayList<>();
  private final Recorder<String, Integer> listener = Recorder.of();
  private final Opponent opponent;
  private final boolean writes;
  private final Cache<String, Integer> cache;

  /**
   * @param synchronous whether operations wait for the listener
   * @param writes whether the database is written through the cache
   * @param creation makes the cache, of a configuration that it may add to
   */
  AttackedCache(
      Opponent opponent,
      boolean synchronous,
      boolean writes,
      Function<EncryptedConfiguration<String, Integer>, Cache<String, Integer>> creation) {
    this.opponent = opponent;
    this.writes = writes;
    EncryptedConfiguration<String, Integer> configuration =
        UserCode.<String, Integer>readingThrough(database::get)
            .setContentionTimeout(Duration.ofMillis(50))
            .addCacheEntryListenerConfiguration(listening(synchronous));
    if (writes) {
      configuration.setWriteThrough(true).setCacheWriterFactory(UserCode.writer(this::write));
    }
    this.cache = creation.apply(configuration);
  }

  private CacheEntryListenerConfiguration<String, Integer> listening(boolean synchronous) {
    return new MutableCacheEntryListenerConfiguration<>(() -> listener, null, true, synchronous);
  }

  private void write(String change) {
    written.add(change);
    Matcher entry = ENTRY.matcher(change);
    if (entry.matches()) {
      database.put(entry.group(1), Integer.valueOf(entry.group(2)));
    } else {
      database.remove(change);
    }
  }

  private void fill() {
    opponent.forget();
    cache.putAll(Map.of("key", 1, "other", 5));
    cache.putAll(Map.of("key", 2, "other", 6));
    database.putAll(Map.of("key", 2, "other", 6));
    written.clear();
  }

  /** Whatever the store says to an operation, it ends, and only the cache suffers. */
  void assertSuffersAlone(FalseAnswer lie, CacheOperation operation) {
    fill();
    String truth = operation.on(cache);
    fill();
    List<String> storedKeys = opponent.keys();

    opponent.tell(lie);
    String answer = assertTimeoutPreemptively(Duration.ofSeconds(30), () -> answer(operation));
    opponent.tell(null);

    assertOnceWritten(answer);
    if (lie.isTruth()) {
      assertThat(answer).as("%s", operation).isEqualTo(truth);
    }
    assertThat(allowedChanges(operation)).as("%s", operation).containsAll(written);
    listener.raw.forEach(AttackedCache::assertOnceWritten);
    listener.raw.clear();
    listener.events.clear();
    assertThat(opponent.keys()).containsExactlyInAnyOrderElementsOf(storedKeys);
    Map<String, Integer> left = new HashMap<>(Stores.contents(cache));
    left.forEach(AttackedCache::assertOnceWritten);
    if (writes && lie != FalseAnswer.PRETEND) { // which leaves in the store what was there
      left.entrySet().removeAll(database.entrySet());
      assertThat(left).as("%s", operation).isEmpty();
    }
  }

  /** After each operation was lied to, the truth is enough. */
  void assertWorksAfter(FalseAnswer lie) {
    fill();
    opponent.tell(lie);
    Arrays.stream(CacheOperation.values()).forEach(this::answer);
    opponent.tell(null);

    cache.put("key", 2);

    assertThat(cache.get("key")).isEqualTo(2);
    assertThat(cache.replace("key", 2, 10)).isTrue();
    if (writes) {
      assertThat(database).containsEntry("key", 10);
    }
  }

  private String answer(CacheOperation operation) {
    try {
      return operation.on(cache);
    } catch (CacheException e) {
      return e.getClass().getName();
    }
  }

  /** The changes that the caller asked for, and none that the store shows. */
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
