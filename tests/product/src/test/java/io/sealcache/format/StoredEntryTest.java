package io.sealcache.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.within;

import io.sealcache.EncryptedCache;
import io.sealcache.EncryptedConfiguration;
import io.sealcache.StoredEntries;
import io.sealcache.core.Keyring;
import io.sealcache.core.MasterKey;
import io.sealcache.core.UnreadableReason;
import io.sealcache.encryption.StoredEntry;
import io.sealcache.fixture.OverEachStore;
import io.sealcache.fixture.SettablePolicy;
import io.sealcache.fixture.StoreFixture;
import io.sealcache.fixture.TestStore;
import io.sealcache.keys.FixedKey;
import io.sealcache.keys.KeySource;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StoredEntryTest {
  private static final MasterKey INDEX = MasterKey.of(FixedKey.secret(2));
  private static final MasterKey OLD = MasterKey.of(FixedKey.secret(3));
  private static final MasterKey NEW = MasterKey.of(FixedKey.secret(4));

  private final AtomicReference<Keyring> keyring =
      new AtomicReference<>(new Keyring(OLD, List.of(), INDEX));

  private StoreFixture over(TestStore store) {
    KeySource keys =
        new KeySource() {
          @Override
          public Keyring keyring(@Nullable String tenant) {
            return keyring.get();
          }

          @Override
          public void close() {}
        };
    return StoreFixture.over(store, StoreFixture.keysOf(keys));
  }

  @OverEachStore
  void entry_isToldWithItsKeyLengthsAndTime(TestStore store) {
    try (StoreFixture fixture = over(store)) {
      EncryptedCache<String, String> cache = fixture.create("looked-at");
      cache.put("ada", "lovelace");
      keyring.set(new Keyring(NEW, List.of(OLD), INDEX));
      StoredEntry found = StoredEntries.of(cache).find("ada").orElseThrow();

      String storedKey = fixture.raw("looked-at").onlyKey();
      assertThat(found.storedKey()).isEqualTo(storedKey);
      assertThat(found.envelope().suite()).isEqualTo(1);
      assertThat(found.envelope().keyId()).isEqualTo("%08x".formatted(OLD.id()));
      assertThat(found.envelope().storedLength())
          .isEqualTo(fixture.raw("looked-at").value(storedKey).length)
          .isEqualTo(found.envelope().plaintextLength() + 41);
      assertThat(found.stored()).isEqualTo(fixture.raw("looked-at").value(storedKey));
      assertThat(found.isCurrentKey()).isFalse();
      assertThat(found.written().orElseThrow())
          .isCloseTo(Instant.now(), within(1, ChronoUnit.MINUTES));
      assertThat(found.value()).contains("lovelace");
      assertThat(found.unreadable()).isEmpty();
      assertThat(found.toString()).doesNotContain("lovelace");
      cache.put("ada", "byron");
      assertThat(StoredEntries.of(cache).find("ada").orElseThrow().isCurrentKey()).isTrue();
      assertThat(StoredEntries.of(cache).find("grace")).isEmpty();
    }
  }

  @Test
  void entryThatDoesNotOpen_isToldAsFarAsItSaysItself() {
    try (StoreFixture fixture = over(TestStore.CAFFEINE)) {
      EncryptedCache<String, String> cache = fixture.create("unreadable");
      cache.put("ada", "lovelace");
      String stored = fixture.raw("unreadable").onlyKey();
      byte[] damaged = fixture.raw("unreadable").value(stored).clone();
      damaged[damaged.length - 1] ^= 1;
      fixture.raw("unreadable").plant(stored, damaged);
      StoredEntry tampered = StoredEntries.of(cache).find("ada").orElseThrow();

      assertThat(tampered.unreadable()).contains(UnreadableReason.TAMPERED);
      assertThat(tampered.envelope().keyId()).isEqualTo("%08x".formatted(OLD.id()));
      assertThat(tampered.written()).isEmpty();
      assertThat(tampered.value()).isEmpty();
      keyring.set(new Keyring(NEW, List.of(), INDEX));
      assertThat(StoredEntries.of(cache).find("ada").orElseThrow().unreadable())
          .contains(UnreadableReason.UNKNOWN_KEY);
      fixture.raw("unreadable").plant(stored, new byte[] {1, 2, 3});
      StoredEntry foreign = StoredEntries.of(cache).find("ada").orElseThrow();
      assertThat(foreign.unreadable()).contains(UnreadableReason.MALFORMED);
      assertThat(foreign.envelope()).isEqualTo(new StoredEntry.Envelope(0, "", 3, 0));
    }
  }

  @Test
  void looking_isNoAccessAndLoadsNothing() {
    try (StoreFixture fixture = over(TestStore.CAFFEINE)) {
      SettablePolicy policy = new SettablePolicy();
      EncryptedCache<String, String> cache =
          fixture.create(
              "silent",
              new EncryptedConfiguration<String, String>().setExpiryPolicyFactory(() -> policy));
      cache.put("ada", "lovelace");

      assertThat(StoredEntries.of(cache).find("ada")).isPresent();
      assertThat(policy.asked).containsExactly("creation");
      assertThat(cache.get("ada")).isEqualTo("lovelace");
      assertThat(policy.asked).containsExactly("creation", "access");
    }
  }

  @SuppressWarnings("NullAway") // a caller without such a check may give it
  private static Object nothing() {
    return null;
  }

  @Test
  void cacheThatIsClosedOrNoKey_isRefused() {
    try (StoreFixture fixture = over(TestStore.CAFFEINE)) {
      EncryptedCache<String, String> cache = fixture.create("closed");
      StoredEntries entries = StoredEntries.of(cache);

      assertThatNullPointerException().isThrownBy(() -> entries.find(nothing()));
      cache.close();
      assertThatIllegalStateException().isThrownBy(() -> entries.find("ada"));
    }
  }
}
