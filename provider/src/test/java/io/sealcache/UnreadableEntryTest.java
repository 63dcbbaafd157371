package io.sealcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealcache.store.EncryptionStatistics;
import io.sealcache.store.RawCache;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import javax.cache.processor.EntryProcessorException;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class UnreadableEntryTest {
  @RegisterExtension private static final Stores STORES = new Stores();

  static Stream<Arguments> storesAndUnopenables() {
    return Arrays.stream(TestStore.values())
        .flatMap(store -> Arrays.stream(Unopenable.values()).map(bad -> Arguments.of(store, bad)));
  }

  @ParameterizedTest
  @MethodSource("storesAndUnopenables")
  void get_isAMissThatIsCountedByReason(TestStore store, Unopenable bad) {
    EncryptedCache<String, Integer> cache = cache(store, OnUnreadable.MISS);
    plant(cache, bad);

    assertThat(cache.get("rot")).isNull();

    assertThat(Stores.unreadable(cache, bad.reason())).isEqualTo(1);
    assertThat(Stores.encryption(cache).getUnreadable().values().stream().mapToLong(n -> n).sum())
        .isEqualTo(1);
  }

  @ParameterizedTest
  @MethodSource("storesAndUnopenables")
  void reads_skipItAndLoseNothingElse(TestStore store, Unopenable bad) {
    EncryptedCache<String, Integer> cache = cache(store, OnUnreadable.MISS);
    plant(cache, bad);

    assertThat(cache.containsKey("rot")).isFalse();
    assertThat(cache.getAll(Set.of("rot", "good"))).isEqualTo(Map.of("good", 1));
    assertThat(entries(cache)).containsExactly("good=1");

    assertThat(Stores.unreadable(cache, bad.reason())).isEqualTo(3);
    assertThat(STORES.raw(cache).size()).isEqualTo(2);
  }

  @ParameterizedTest
  @EnumSource
  void raceLostToIt_afterWritingThrough_deletesNothingThere(TestStore store) {
    List<String> written = new ArrayList<>();
    List<Runnable> otherWriter = new ArrayList<>();
    EncryptedCache<String, Integer> cache =
        STORES.create(
            store,
            new EncryptedConfiguration<String, Integer>()
                .setWriteThrough(true)
                .setCacheWriterFactory(
                    UserCode.<String, Integer>writer(
                        change -> {
                          written.add(change);
                          if (change.equals("a=2")) {
                            otherWriter.forEach(Runnable::run);
                          }
                        })));
    RawCache raw = STORES.raw(cache);
    otherWriter.add(() -> raw.plant(raw.onlyKey(), new byte[] {1, 2, 3}));
    cache.put("a", 1);

    assertThat(cache.getAndReplace("a", 2)).isNull();

    assertThat(written).containsExactly("a=1", "a=2");
  }

  @ParameterizedTest
  @EnumSource
  void iteration_logsNoKeyThatIsInClearInTheStore(TestStore store) {
    EncryptedCache<String, Integer> cache = STORES.create(store);
    cache.put("good", 1);
    RawCache raw = STORES.raw(cache);
    raw.plant("ada-lovelace", raw.value(raw.onlyKey())); // Base64url too, as many words are

    List<String> log =
        CapturedLog.of(
            EncryptionStatistics.class, () -> assertThat(entries(cache)).containsExactly("good=1"));

    assertThat(log).singleElement().asString().contains("MALFORMED").doesNotContain("ada-lovelace");
  }

  @ParameterizedTest
  @MethodSource("storesAndUnopenables")
  void putIfAbsent_replacesIt(TestStore store, Unopenable bad) {
    EncryptedCache<String, Integer> cache = cache(store, OnUnreadable.MISS);
    plant(cache, bad);

    assertThat(cache.putIfAbsent("rot", 2)).isTrue();

    assertThat(cache.putIfAbsent("rot", 3)).isFalse();
    assertThat(entries(cache)).containsExactlyInAnyOrder("rot=2", "good=1");
  }

  @ParameterizedTest
  @MethodSource("storesAndUnopenables")
  void fail_getThrowsTheReasonWithoutData(TestStore store, Unopenable bad) {
    EncryptedCache<String, Integer> cache = cache(store, OnUnreadable.FAIL);
    plant(cache, bad);

    assertThatThrownBy(() -> cache.get("rot"))
        .isInstanceOfSatisfying(
            UnreadableEntryException.class,
            e -> assertThat(e.reason().name()).isEqualTo(bad.reason()))
        .hasMessageContaining("'" + cache.getName() + "'")
        .hasMessageNotContaining("rot")
        .hasNoCause();
  }

  @ParameterizedTest
  @EnumSource
  void fail_whatThrowsHasChangedNothing(TestStore store) {
    EncryptedCache<String, Integer> cache = cache(store, OnUnreadable.FAIL);
    String key = plant(cache, Unopenable.WITH_A_FLIPPED_BIT);
    byte[] before = STORES.raw(cache).value(key);

    List<Runnable> operations =
        List.of(
            () -> cache.get("rot"),
            () -> cache.getAll(Set.of("rot", "good")),
            () -> cache.containsKey("rot"),
            () -> cache.putIfAbsent("rot", 2),
            () -> cache.getAndPut("rot", 2),
            () -> cache.getAndRemove("rot"),
            () -> cache.getAndReplace("rot", 2),
            () -> cache.replace("rot", 1, 2),
            () -> cache.remove("rot", 1),
            () -> cache.invoke("rot", UnreadableEntryTest::set));
    assertThat(operations)
        .allSatisfy(
            operation ->
                assertThatThrownBy(operation::run).isInstanceOf(UnreadableEntryException.class));
    var results = cache.<Integer>invokeAll(Set.of("rot", "good"), UnreadableEntryTest::set);

    assertThatThrownBy(() -> result(results, "rot"))
        .isInstanceOf(EntryProcessorException.class)
        .hasCauseInstanceOf(UnreadableEntryException.class);
    assertThat(result(results, "good")).isEqualTo(5);
    assertThat(STORES.raw(cache).value(key)).isEqualTo(before);
  }

  @ParameterizedTest
  @EnumSource
  void miss_conditionalWritesTakeItAsAbsent(TestStore store) {
    EncryptedCache<String, Integer> cache = cache(store, OnUnreadable.MISS);
    String key = plant(cache, Unopenable.WITH_A_FLIPPED_BIT);
    byte[] before = STORES.raw(cache).value(key);

    assertThat(cache.replace("rot", 1, 2)).isFalse();
    assertThat(cache.remove("rot", 1)).isFalse();
    assertThat(cache.getAndReplace("rot", 2)).isNull();
    assertThat(STORES.raw(cache).value(key)).isEqualTo(before);

    assertThat(cache.<Integer>invoke("rot", UnreadableEntryTest::set)).isEqualTo(5);
    assertThat(cache.get("rot")).isEqualTo(5);
    plant(cache, Unopenable.WITH_A_FLIPPED_BIT);
    assertThat(cache.getAndPut("rot", 6)).isNull();
    assertThat(cache.get("rot")).isEqualTo(6);
    plant(cache, Unopenable.WITH_A_FLIPPED_BIT);
    assertThat(cache.getAndRemove("rot")).isNull();
    assertThat(STORES.raw(cache).size()).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource
  void miss_readThroughLoadsAndReplacesIt(TestStore store) {
    EncryptedCache<String, Integer> cache =
        STORES.create(
            store,
            new EncryptedConfiguration<String, Integer>()
                .setReadThrough(true)
                .setCacheLoaderFactory(UserCode.loader(String::length)));
    plant(cache, Unopenable.PLAINTEXT);

    assertThat(cache.get("rot")).isEqualTo(3);
    plant(cache, Unopenable.PLAINTEXT);
    assertThat(cache.getAll(Set.of("rot", "good"))).isEqualTo(Map.of("rot", 3, "good", 1));
    plant(cache, Unopenable.PLAINTEXT);
    UserCode.loadAll(cache, Set.of("rot", "good"), false);

    assertThat(entries(cache)).containsExactlyInAnyOrder("rot=3", "good=1");
  }

  @ParameterizedTest
  @EnumSource(OnUnreadable.class)
  void loadAll_whenFailing_replacesItOnlyIfAskedTo(OnUnreadable onUnreadable) {
    EncryptedCache<String, Integer> cache =
        STORES.create(
            TestStore.REFERENCE_IMPLEMENTATION,
            new EncryptedConfiguration<String, Integer>()
                .setOnUnreadable(onUnreadable)
                .setCacheLoaderFactory(UserCode.loader(String::length)));
    plant(cache, Unopenable.PLAINTEXT);

    if (onUnreadable == OnUnreadable.FAIL) {
      assertThatThrownBy(() -> UserCode.loadAll(cache, Set.of("rot"), false))
          .isInstanceOf(UnreadableEntryException.class);
      assertThatThrownBy(() -> cache.get("rot")).isInstanceOf(UnreadableEntryException.class);
    }
    UserCode.loadAll(cache, Set.of("rot"), true);

    assertThat(cache.get("rot")).isEqualTo(3);
  }

  static Stream<Arguments> storesAndModes() {
    return Arrays.stream(TestStore.values())
        .flatMap(
            store -> Arrays.stream(OnUnreadable.values()).map(mode -> Arguments.of(store, mode)));
  }

  @ParameterizedTest
  @MethodSource("storesAndModes")
  void blindWrites_workOnIt(TestStore store, OnUnreadable mode) {
    EncryptedCache<String, Integer> cache = cache(store, mode);
    RawCache raw = STORES.raw(cache);

    plant(cache, Unopenable.EMPTY);
    cache.put("rot", 2);
    assertThat(cache.get("rot")).isEqualTo(2);
    plant(cache, Unopenable.EMPTY);
    assertThat(cache.replace("rot", 3)).isTrue();
    assertThat(cache.get("rot")).isEqualTo(3);
    plant(cache, Unopenable.EMPTY);
    cache.putAll(Map.of("rot", 4));
    assertThat(cache.get("rot")).isEqualTo(4);
    plant(cache, Unopenable.EMPTY);
    assertThat(cache.remove("rot")).isTrue();
    assertThat(raw.size()).isEqualTo(1);
    plant(cache, Unopenable.EMPTY);
    cache.removeAll(Set.of("rot"));
    assertThat(raw.size()).isEqualTo(1);
    plant(cache, Unopenable.EMPTY);
    cache.removeAll();
    assertThat(raw.size()).isZero();
    plant(cache, Unopenable.EMPTY);
    cache.clear();
    assertThat(raw.size()).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void removeAll_withStatisticsAndAWriter_removesItToo(TestStore store) {
    EncryptedCache<String, Integer> cache =
        STORES.create(
            store,
            new EncryptedConfiguration<String, Integer>()
                .setStatisticsEnabled(true)
                .setWriteThrough(true)
                .setCacheWriterFactory(UserCode.writer(change -> {})));
    plant(cache, Unopenable.EMPTY);

    cache.removeAll();

    assertThat(STORES.raw(cache).size()).isZero();
    assertThat(cache.statistics().getCacheRemovals()).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource
  void storedKeysNotOurs_areSkippedAndCounted(TestStore store) {
    EncryptedCache<String, Integer> cache = cache(store, OnUnreadable.MISS);
    cache.put("bob", 1);
    RawCache raw = STORES.raw(cache);
    String bob = raw.onlyKey();
    byte[] value = raw.value(bob);

    raw.plant("customer:42", value);
    raw.plant(bob + "==", value);
    raw.plant(secondSpelling(bob), value);
    raw.plant(flipped(bob, 0), value);
    raw.plant(flipped(bob, 3), value);
    raw.plant(flipped(bob, 20), value);

    assertThat(entries(cache)).containsExactly("bob=1");
    assertThat(Stores.encryption(cache).getUnreadable())
        .containsEntry("MALFORMED", 4L)
        .containsEntry("UNKNOWN_KEY", 1L)
        .containsEntry("TAMPERED", 1L);
    cache.clear();
    assertThat(raw.size()).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void impliedMaxAge_boundsReplay(TestStore store) {
    EncryptedCache<String, Integer> cache =
        STORES.create(
            store,
            new EncryptedConfiguration<String, Integer>()
                .setExpiryPolicyFactory(UserCode.createdExpiry(Duration.ofMinutes(1))));
    plant(cache, Unopenable.TOO_OLD_BY_A_MINUTE);

    assertThat(cache.get("rot")).isNull();
    assertThat(Stores.unreadable(cache, "TOO_OLD")).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource
  void valueWrittenInTheFuture_opensAndIsCounted(TestStore store) {
    EncryptedCache<String, Integer> cache = cache(store, OnUnreadable.FAIL);
    cache.put("key", 1);
    RawCache raw = STORES.raw(cache);
    long tomorrow = System.currentTimeMillis() + Duration.ofDays(1).toMillis();

    raw.plant(
        raw.onlyKey(),
        Forgery.in(cache.getName())
            .seal(
                raw.onlyKey(),
                Forgery.plaintext(
                    0, 1, tomorrow, (byte) 0xd2, (byte) 0, (byte) 0, (byte) 0, (byte) 9)));

    assertThat(cache.get("key")).isEqualTo(9);
    assertThat(Stores.encryption(cache).getFutureWriteTimes()).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(names = "REFERENCE_IMPLEMENTATION")
  void log_saysOnceAMinuteWhichAndWhyWithoutData(TestStore store) {
    EncryptedCache<String, Integer> cache = cache(store, OnUnreadable.MISS);
    String key = plant(cache, Unopenable.PLAINTEXT);

    List<String> lines =
        CapturedLog.of(
            EncryptionStatistics.class,
            () -> {
              for (int i = 0; i < 3; i++) {
                assertThat(cache.get("rot")).isNull();
              }
            });

    assertThat(lines)
        .singleElement()
        .asString()
        .contains(cache.getName(), "MALFORMED", key.substring(0, 18))
        .doesNotContain("rot", "plaintext");
  }

  private static int set(
      javax.cache.processor.MutableEntry<String, Integer> entry, Object... none) {
    entry.setValue(5);
    return 5;
  }

  private static Integer result(
      Map<String, javax.cache.processor.EntryProcessorResult<Integer>> results, String key) {
    return java.util.Objects.requireNonNull(results.get(key)).get();
  }

  private static EncryptedCache<String, Integer> cache(TestStore store, OnUnreadable mode) {
    return STORES.create(
        store,
        new EncryptedConfiguration<String, Integer>()
            .setMaxAge(Unopenable.MAX_AGE)
            .setOnUnreadable(mode));
  }

  /** Puts a good entry and a bad one, whose stored key it gives. */
  private static String plant(EncryptedCache<String, Integer> cache, Unopenable bad) {
    RawCache raw = STORES.raw(cache);
    raw.cache().clear();
    cache.put("rot", 1);
    String key = raw.onlyKey();
    raw.plant(key, bad.make(cache.getName(), key, raw.value(key)));
    cache.put("good", 1);
    return key;
  }

  private static List<String> entries(EncryptedCache<String, Integer> cache) {
    List<String> entries = new ArrayList<>();
    cache.forEach(entry -> entries.add(entry.getKey() + "=" + entry.getValue()));
    return entries;
  }

  /** The same bytes; the last character has bits to spare. */
  private static String secondSpelling(String text) {
    int last = text.length() - 1;
    return text.substring(0, last) + (char) (text.charAt(last) + 1);
  }

  private static String flipped(String text, int index) {
    byte[] bytes = java.util.Base64.getUrlDecoder().decode(text);
    bytes[index] ^= 0x40;
    return java.util.Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
