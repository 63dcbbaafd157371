package io.sealcache.internal.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.sealcache.codec.standard.StringCodec;
import io.sealcache.core.SealedBytes;
import io.sealcache.internal.store.CacheExpiry;
import io.sealcache.internal.store.StoreAdapter;
import io.sealcache.internal.store.StoreKind;
import io.sealcache.internal.store.StorePort;
import io.sealcache.internal.store.ValueCarrier;
import io.sealcache.keys.FixedKey;
import io.sealcache.keys.KeySource;
import io.sealcache.keys.KeySources;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import javax.cache.expiry.EternalExpiryPolicy;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.expiry.TouchedExpiryPolicy;
import org.jsr107.ri.spi.RICachingProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The outcomes of the store's calls, as a view tells them. */
class TenantStoreTest {
  private final KeySource keys = KeySources.ofText(FixedKey.hex(1), null, null);
  private final RICachingProvider provider = new RICachingProvider();

  @AfterEach
  void close() {
    provider.close();
    keys.close();
  }

  @Test
  void putAll_givesHowManyExpiredAtTheirCreation() {
    TenantStore<String, String> stillborn =
        overReference(new CreatedExpiryPolicy(Duration.ZERO)).of(null);
    Map<String, String> values = Map.of("one", "1", "two", "2");
    Map<String, EntryAccess<String>> entries = stillborn.entries(values.keySet());

    assertThat(stillborn.beginPutAll(entries, stillborn.seal(entries, values)).getAsInt())
        .isEqualTo(2);
    assertThat(Changes.put(stillborn.entry("one"), "1")).isEqualTo(WriteOutcome.STILLBORN);
  }

  @Test
  void putAll_givesNoneWhereNoneExpired() {
    TenantStore<String, String> eternal = overReference(new EternalExpiryPolicy()).of(null);

    Map<String, String> values = Map.of("one", "1");
    Map<String, EntryAccess<String>> entries = eternal.entries(values.keySet());
    assertThat(eternal.beginPutAll(entries, eternal.seal(entries, values)).getAsInt()).isZero();
    assertThat(Changes.put(eternal.entry("one"), "1")).isEqualTo(WriteOutcome.STORED);
  }

  @Test
  void compareAndSet_overWhatDoesNotOpen_isACreationToThePolicy() {
    EntryAccess<String> entry =
        overReference(new CreatedExpiryPolicy(Duration.ZERO)).of(null).entry("one");
    provider
        .getCacheManager()
        .<String, Object>getCache("cache")
        .put(entry.key().text(), SealedBytes.ofStore(new byte[9]));

    Read<String> unreadable = entry.peek();

    assertThat(unreadable).isInstanceOf(Read.Unreadable.class);
    assertThat(Changes.store(entry, unreadable, "1")).isEqualTo(WriteOutcome.STILLBORN);
  }

  @Test
  void change_thatExpiresAtItsCreation_isNotStored() {
    TenantStore<String, String> view =
        overReference(new CreatedExpiryPolicy(Duration.ZERO)).of(null);
    EntryAccess<String> entry = view.entry("one");

    EntryChange<String, Boolean> change = Changes.storing(entry, entry.peek(), "1");
    view.make(List.of(change));

    assertThat(change.written()).isEqualTo(WriteOutcome.STILLBORN);
  }

  @Test
  void touch_whereAnAccessChangesSomething_isMadeWithTheOthers() {
    TenantStore<String, String> view =
        overReference(new TouchedExpiryPolicy(Duration.ONE_HOUR)).of(null);
    Changes.put(view.entry("one"), "1");

    EntryChange<String, Boolean> touch = Changes.touching(view.entry("one"));
    view.make(List.of(touch));

    assertThat(touch.written()).isEqualTo(WriteOutcome.STORED);
  }

  @Test
  void touch_asksThePolicyOnce() {
    AtomicInteger asked = new AtomicInteger();
    EntryAccess<String> entry = overReference(new Counting(asked)).of(null).entry("one");
    Changes.put(entry, "1");

    Changes.touching(entry).make(() -> {});

    assertThat(asked).hasValue(1);
  }

  /** One that an application could have. */
  private record Counting(AtomicInteger accesses) implements ExpiryPolicy {
    @Override
    public Duration getExpiryForCreation() {
      return Duration.ETERNAL;
    }

    @Override
    public Duration getExpiryForAccess() {
      accesses.incrementAndGet();
      return Duration.ETERNAL;
    }

    @Override
    public Duration getExpiryForUpdate() {
      return Duration.ETERNAL;
    }
  }

  @Test
  void removeAll_countedWhereTheStoreFails_saysSo() {
    EncryptedStore<String, String> store = overReference(new EternalExpiryPolicy());
    Map<String, EntryAccess<String>> entries = store.of(null).entries(Set.of("one"));
    store.close();

    assertThatIllegalStateException()
        .isThrownBy(() -> store.of(null).removeAll(entries.values(), count -> {}));
  }

  private EncryptedStore<String, String> overReference(ExpiryPolicy policy) {
    StoreAdapter adapter = () -> new StoreKind(ValueCarrier.SEALED_VALUE, false);
    StorePort calls =
        adapter.createCache(provider.getCacheManager(), "cache", new CacheExpiry(policy), null);
    return store(calls, policy);
  }

  private EncryptedStore<String, String> store(StorePort calls, ExpiryPolicy policy) {
    Sealers sealers = Sealing.of(keys, new StringCodec(), new StringCodec(), 1024);
    return new EncryptedStore<>(calls, sealers, new CacheExpiry(policy), false);
  }
}
