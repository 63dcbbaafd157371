package io.sealcache.internal.seal;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.codec.standard.StringCodec;
import io.sealcache.core.StoredKey;
import io.sealcache.core.UnreadableReason;
import io.sealcache.internal.store.CacheExpiry;
import io.sealcache.internal.store.GuardedPort;
import io.sealcache.internal.store.redisson.FakeRedisson;
import io.sealcache.keys.FixedKey;
import io.sealcache.keys.KeySource;
import io.sealcache.keys.KeySources;
import javax.cache.expiry.EternalExpiryPolicy;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class EncryptedStoreTest {
  @AutoClose private final FakeRedisson redisson = new FakeRedisson();
  @AutoClose private final KeySource keys = KeySources.ofText(FixedKey.hex(1), null, null);
  private final Sealers sealers = Sealing.of(keys, new StringCodec(), new StringCodec(), 1024);
  private final EncryptedStore<String, String> store =
      new EncryptedStore<>(
          new GuardedPort(redisson.calls(), false),
          sealers,
          new CacheExpiry(new EternalExpiryPolicy()),
          false);
  private final TenantStore<String, String> view = store.of(null);

  @Test
  void toString_ofWhatWasOpened_hasNeitherKeyNorValue() {
    EntryAccess<String> entry = view.entry("key0");
    Changes.put(entry, "value");
    StoredKey stored = entry.key();

    assertThat(entry.peek()).hasToString("Present");
    assertThat(view.iterator().next()).hasToString("OpenedEntry[" + stored + "]");
    assertThat(sealers.of(null).openKey(stored)).hasToString("AuthenticKey[" + stored + "]");
    assertThat(new Read.Unreadable<String>(entry.seal("value"), UnreadableReason.TAMPERED, "why"))
        .hasToString("Unreadable[TAMPERED]");
  }
}
