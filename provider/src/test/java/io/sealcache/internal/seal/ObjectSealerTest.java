package io.sealcache.internal.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sealcache.codec.standard.BytesCodec;
import io.sealcache.codec.standard.StringCodec;
import io.sealcache.core.Keyring;
import io.sealcache.core.MasterKey;
import io.sealcache.core.SealedBytes;
import io.sealcache.core.StoredKey;
import io.sealcache.core.UnreadableReason;
import io.sealcache.fixture.TenantKeys;
import io.sealcache.internal.store.Allocations;
import io.sealcache.keys.KeySource;
import java.util.List;
import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ObjectSealerTest {
  private static final int MOST = 64 * 1024;
  private static final int TEXT_OF_MOST = (4 * (MOST + 21) + 2) / 3;

  private final Keyring keyring = new Keyring(MasterKey.generate(), List.of(), null);
  private final KeySource keys = TenantKeys.of(() -> keyring);
  private final Sealers sealers = Sealing.ofTexts(keys);
  private final ObjectSealer sealer = sealers.of(null);

  @Test
  void sealKey_ofTheLongestKey_opens() {
    String key = "k".repeat(MOST);

    StoredKey stored = sealer.sealKey(key);

    assertThat(stored.text()).hasSize(TEXT_OF_MOST);
    assertThat(OpenedKeys.open(sealer, stored.text())).isEqualTo(key);
  }

  @Test
  void sealKey_ofALongerKey_saysSoWithoutIt() {
    assertThatExceptionOfType(CacheException.class)
        .isThrownBy(() -> sealer.sealKey("k".repeat(MOST + 1)))
        .withMessageContainingAll("'cache'", "65537", "65536")
        .withMessageNotContaining("kk");
  }

  @Test
  void sealKey_ofLongerBytes_saysSoToo() {
    ObjectSealer ofBytes = Sealing.of(keys, new BytesCodec(), new StringCodec(), 4096).of(null);

    assertThatExceptionOfType(CacheException.class)
        .isThrownBy(() -> ofBytes.sealKey(new byte[MOST + 1]))
        .withMessageContainingAll("'cache'", "65537", "65536");
  }

  @Test
  void openKey_longerThanAny_isMalformedAndCostsNothing() {
    String longer = "A".repeat(TEXT_OF_MOST + 1);
    String muchLonger = "AQ" + "A".repeat(8 << 20);

    assertThat(OpenedKeys.open(sealer, longer)).isEqualTo(UnreadableReason.MALFORMED);
    assertThat(OpenedKeys.open(sealer, muchLonger)).isEqualTo(UnreadableReason.MALFORMED);
    assertThat(Allocations.of(() -> sealer.openKey(StoredKey.parse(muchLonger))))
        .isLessThan(1 << 20);
  }

  @Test
  void openValue_longerThanMaxValueSize_isMalformed() {
    ObjectSealer larger = Sealing.of(keys, new StringCodec(), new StringCodec(), 4096).of(null);
    StoredKey key = larger.sealKey("key");
    SealedBytes sealed = larger.sealValue(key, "v".repeat(1025), WriterTrail.NONE);

    assertThat(reason(sealer.openValue(key, sealed))).isEqualTo(UnreadableReason.MALFORMED);
    assertThat(reason(larger.openValue(key, sealed))).isNull();
  }

  @Test
  void close_keepsNoKeysThatALateOperationDerives() {
    assertThat(sealers.of(null)).isSameAs(sealer);

    sealers.close();

    assertThat(sealers.of(null)).isNotSameAs(sealers.of(null));
  }

  private static @Nullable UnreadableReason reason(Read<?> read) {
    return read instanceof Read.Unreadable<?> unreadable ? unreadable.reason() : null;
  }
}
