package io.sealcache.internal.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.sealcache.codec.CountingCodec;
import io.sealcache.codec.standard.StringCodec;
import io.sealcache.core.StoredKey;
import io.sealcache.core.UnreadableReason;
import io.sealcache.internal.store.CacheExpiry;
import io.sealcache.internal.store.redisson.FakeRedisson;
import io.sealcache.keys.FixedKey;
import io.sealcache.keys.KeySource;
import io.sealcache.keys.KeySources;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import javax.cache.expiry.EternalExpiryPolicy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EncryptedStoreTest {
  private final FakeRedisson redisson = new FakeRedisson();
  private final KeySource keys = KeySources.ofText(FixedKey.hex(1), null, null);
  private final CountingCodec codec = new CountingCodec();
  private final Sealers sealers = Sealing.of(keys, new StringCodec(), codec, 1024);
  private final EncryptedStore<String, String> store =
      new EncryptedStore<>(
          redisson.calls(), sealers, new CacheExpiry(new EternalExpiryPolicy()), false);
  private final TenantStore<String, String> view = store.of(null);

  @AfterEach
  void close() {
    redisson.close();
    keys.close();
  }

  private void put(int entries) {
    for (int i = 0; i < entries; i++) {
      Changes.put(view.entry("key" + i), "value");
    }
  }

  private List<Integer> sizes() {
    List<Integer> sizes = new ArrayList<>();
    view.places(some -> sizes.add(some.size()));
    return sizes;
  }

  @Test
  void places_areHandedOverAThousandAtATime() {
    assertThat(sizes()).isEmpty();
    put(TenantStore.AT_ONCE);
    assertThat(sizes()).containsExactly(TenantStore.AT_ONCE);
    put(TenantStore.AT_ONCE + 1);
    assertThat(sizes()).containsExactly(TenantStore.AT_ONCE, 1);
  }

  @Test
  void removeAll_ofATenant_leavesTheOthers() {
    put(1);
    TenantStore<String, String> tenants = store.of("tenant");
    Changes.put(tenants.entry("key"), "value");

    tenants.removeAll();
    assertThat(tenants.entry("key").peek()).isInstanceOf(Read.Absent.class);
    assertThat(view.entry("key0").peek()).isInstanceOf(Read.Present.class);

    Changes.put(tenants.entry("key"), "value");
    tenants.clear();
    assertThat(tenants.entry("key").peek()).isInstanceOf(Read.Absent.class);
    assertThat(view.entry("key0").peek()).isInstanceOf(Read.Present.class);
  }

  @Test
  void removeAll_counted_countsThoseThatWereThere() {
    put(2);
    LongAdder counted = new LongAdder();

    view.removeAll(view.entries(Set.of("key0", "key1", "none")).values(), counted::add);

    assertThat(counted.sum()).isEqualTo(2);
    assertThat(sizes()).isEmpty();
  }

  @Test
  void isEqual_isByEqualsOrByWhatIsEncoded() {
    assertThat(view.isEqual("one", "one")).isTrue();
    assertThat(view.isEqual("one", "other")).isFalse();
  }

  @Test
  void isSame_isOfOneStoredValue() {
    EntryAccess<String> entry = view.entry("key");
    Read<String> absent = entry.peek();
    Changes.put(entry, "value");
    Read<String> first = entry.peek();
    assertThat(entry.isSame(first, entry.peek())).isTrue();

    Changes.put(entry, "value");

    assertThat(entry.isSame(first, entry.peek())).isFalse();
    assertThat(entry.isSame(absent, first)).isFalse();
    assertThat(entry.isSame(first, absent)).isFalse();
    assertThat(entry.isSame(absent, absent)).isFalse();
  }

  @Test
  void iterator_atItsEnd_hasNoMoreAndSaysSo() {
    put(1);
    Iterator<OpenedEntry<String, String>> iterator = view.iterator();
    assertThat(iterator.next().key()).isEqualTo("key0");

    assertThat(iterator.hasNext()).isFalse();
    assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(iterator::next);
  }

  @Test
  void close_endsIteratorsAndLetsGoOfTheKeys() {
    put(2);
    ObjectSealer sealer = sealers.of(null);
    Iterator<OpenedEntry<String, String>> before = view.iterator();
    Iterator<OpenedEntry<String, String>> after = view.iterator();
    assertThat(before.hasNext()).isTrue();

    store.close();
    assertThatIllegalStateException().isThrownBy(after::hasNext).withMessageContaining("closed");

    assertThat(sealers.of(null)).isNotSameAs(sealer);
  }

  @Test
  void currentKey_isTheOneThatSeals() {
    put(1);

    assertThat(store.currentKey(null)).isSameAs(keys.keyring(null).current());
    assertThat(store.describe()).endsWith(" with values as byte[]");
  }

  @Test
  void latestTenant_isOneWhoseEntriesWereUsed() {
    assertThat(store.latestTenant()).isNull();

    store.of("tenant");

    assertThat(store.latestTenant()).isEqualTo("tenant");
  }

  @Test
  void toString_ofWhatWasOpened_hasNeitherKeyNorValue() {
    put(1);
    EntryAccess<String> entry = view.entry("key0");
    StoredKey stored = entry.key();

    assertThat(entry.peek()).hasToString("Present");
    assertThat(view.iterator().next()).hasToString("OpenedEntry[" + stored + "]");
    assertThat(sealers.of(null).openKey(stored)).hasToString("AuthenticKey[" + stored + "]");
    assertThat(new Read.Unreadable<String>(entry.seal("value"), UnreadableReason.TAMPERED))
        .hasToString("Unreadable[TAMPERED]");
  }
}
