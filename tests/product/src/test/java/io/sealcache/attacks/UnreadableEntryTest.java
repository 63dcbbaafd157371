package io.sealcache.attacks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealcache.EncryptedCache;
import io.sealcache.EncryptedConfiguration;
import io.sealcache.UnreadableEntryException;
import io.sealcache.encryption.OnUnreadable;
import io.sealcache.fixture.CapturedLog;
import io.sealcache.fixture.Forgery;
import io.sealcache.fixture.OverEachStore;
import io.sealcache.fixture.RawCache;
import io.sealcache.fixture.Stores;
import io.sealcache.fixture.TestStore;
import io.sealcache.fixture.Unopenable;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Reads of an entry that does not open. */
class UnreadableEntryTest {
  @RegisterExtension private static final Stores STORES = new Stores();

  @ParameterizedTest
  @MethodSource("io.sealcache.fixture.Unopenable#onEachStore")
  void get_isAMissThatIsCountedByReason(TestStore store, Unopenable bad) {
    EncryptedCache<String, Integer> cache = Unopenable.cache(STORES, store, OnUnreadable.MISS);
    bad.plant(STORES, cache);

    assertThat(cache.get("rot")).isNull();

    assertThat(Stores.unreadable(cache, bad.reason())).isEqualTo(1);
    assertThat(Stores.encryption(cache).getUnreadable().values().stream().mapToLong(n -> n).sum())
        .isEqualTo(1);
  }

  @ParameterizedTest
  @MethodSource("io.sealcache.fixture.Unopenable#onEachStore")
  void reads_skipItAndLoseNothingElse(TestStore store, Unopenable bad) {
    EncryptedCache<String, Integer> cache = Unopenable.cache(STORES, store, OnUnreadable.MISS);
    bad.plant(STORES, cache);

    assertThat(cache.containsKey("rot")).isFalse();
    assertThat(cache.getAll(Set.of("rot", "good"))).isEqualTo(Map.of("good", 1));
    assertThat(Stores.contents(cache)).isEqualTo(Map.of("good", 1));

    assertThat(Stores.unreadable(cache, bad.reason())).isEqualTo(3);
    assertThat(STORES.raw(cache).size()).isEqualTo(2);
  }

  @OverEachStore
  void iteration_logsNoKeyThatIsInClearInTheStore(TestStore store) {
    EncryptedCache<String, Integer> cache = STORES.create(store);
    cache.put("good", 1);
    RawCache raw = STORES.raw(cache);
    raw.plant("ada-lovelace", raw.value(raw.onlyKey())); // Base64url too, as many words are

    List<String> log =
        CapturedLog.of(
            "io.sealcache.audit",
            () -> assertThat(Stores.contents(cache)).isEqualTo(Map.of("good", 1)));

    assertThat(log).singleElement().asString().contains("MALFORMED").doesNotContain("ada-lovelace");
  }

  @ParameterizedTest
  @MethodSource("io.sealcache.fixture.Unopenable#onEachStore")
  void fail_getThrowsTheReasonWithoutData(TestStore store, Unopenable bad) {
    EncryptedCache<String, Integer> cache = Unopenable.cache(STORES, store, OnUnreadable.FAIL);
    bad.plant(STORES, cache);

    assertThatThrownBy(() -> cache.get("rot"))
        .isInstanceOfSatisfying(
            UnreadableEntryException.class,
            e -> assertThat(e.reason().name()).isEqualTo(bad.reason()))
        .hasMessageContaining("'" + cache.getName() + "'")
        .hasMessageNotContaining("rot")
        .hasNoCause();
  }

  @OverEachStore
  void storedKeysNotOurs_areSkippedAndCounted(TestStore store) {
    EncryptedCache<String, Integer> cache = Unopenable.cache(STORES, store, OnUnreadable.MISS);
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

    assertThat(Stores.contents(cache)).isEqualTo(Map.of("bob", 1));
    assertThat(Stores.encryption(cache).getUnreadable())
        .containsEntry("MALFORMED", 4L)
        .containsEntry("UNKNOWN_KEY", 1L)
        .containsEntry("TAMPERED", 1L);
    cache.clear();
    assertThat(raw.size()).isZero();
  }

  @OverEachStore
  void valueWrittenInTheFuture_withoutMaxAge_opens(TestStore store) {
    EncryptedCache<String, Integer> cache =
        STORES.create(
            store,
            new EncryptedConfiguration<String, Integer>().setOnUnreadable(OnUnreadable.FAIL));
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
  }

  @ParameterizedTest
  @EnumSource(names = "REFERENCE_IMPLEMENTATION")
  void log_saysOnceAMinuteWhichAndWhyWithoutData(TestStore store) {
    EncryptedCache<String, Integer> cache = Unopenable.cache(STORES, store, OnUnreadable.MISS);
    String key = Unopenable.PLAINTEXT.plant(STORES, cache);

    List<String> lines =
        CapturedLog.of(
            "io.sealcache.audit",
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

  @ParameterizedTest
  @EnumSource(names = "REFERENCE_IMPLEMENTATION")
  void log_hasALineForEachReason(TestStore store) {
    EncryptedCache<String, Integer> cache = Unopenable.cache(STORES, store, OnUnreadable.MISS);
    List<Unopenable> each =
        List.of(
            Unopenable.PLAINTEXT,
            Unopenable.WITH_A_FLIPPED_BIT,
            Unopenable.EMPTY,
            Unopenable.TOO_OLD_BY_A_MINUTE);

    List<String> lines =
        CapturedLog.of(
            "io.sealcache.audit",
            () -> {
              for (Unopenable bad : each) {
                bad.plant(STORES, cache);
                assertThat(cache.get("rot")).isNull();
              }
            });

    assertThat(lines).hasSize(3);
    assertThat(lines.get(0)).contains("MALFORMED");
    assertThat(lines.get(1)).contains("TAMPERED");
    assertThat(lines.get(2)).contains("TOO_OLD");
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
