package io.sealcache.internal.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sealcache.codec.Codec;
import io.sealcache.codec.EncodingBuffer;
import io.sealcache.codec.standard.StringCodec;
import io.sealcache.core.Keyring;
import io.sealcache.core.MasterKey;
import io.sealcache.core.SealedBytes;
import io.sealcache.core.StoredKey;
import io.sealcache.core.UnreadableReason;
import io.sealcache.internal.store.Allocations;
import io.sealcache.internal.store.StorePort;
import io.sealcache.keys.KeySource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ObjectSealerTest {
  private static final int MOST = 64 * 1024;
  private static final int TEXT_OF_MOST = (4 * (MOST + 21) + 2) / 3;

  private final Keyring keyring = new Keyring(MasterKey.generate(), List.of(), null);
  private final KeySource keys =
      new KeySource() {
        @Override
        public Keyring keyring(@Nullable String tenant) {
          return keyring;
        }

        @Override
        public void close() {}
      };
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
  void openKey_longerThanAny_isMalformedAndCostsNothing() {
    String longer = "A".repeat(TEXT_OF_MOST + 1);
    String muchLonger = "AQ" + "A".repeat(8 << 20);

    assertThat(OpenedKeys.open(sealer, longer)).isEqualTo(UnreadableReason.MALFORMED);
    assertThat(OpenedKeys.open(sealer, muchLonger)).isEqualTo(UnreadableReason.MALFORMED);
    assertThat(Allocations.of(() -> sealer.openKey(StoredKey.parse(muchLonger))))
        .isLessThan(1 << 20);
  }

  @Test
  void openKey_thatTheCodecRefuses_isUndecodable() {
    String stored = sealer.sealKey("key").text();
    ObjectSealer refusing = Sealing.of(keys, new Refusing(), new StringCodec(), 1024).of(null);

    assertThat(OpenedKeys.open(refusing, stored)).isEqualTo(UnreadableReason.UNDECODABLE);
  }

  @Test
  void openValue_ofWhatIsForeign_isMalformed() {
    assertThat(reason(sealer.openValue(sealer.sealKey("key"), StorePort.FOREIGN)))
        .isEqualTo(UnreadableReason.MALFORMED);
  }

  @Test
  void openKey_ofAnotherTenant_isForeign() {
    ObjectSealer one = sealers.of("one");
    String stored = one.sealKey("key").text();

    assertThat(OpenedKeys.open(sealers.of("two"), stored)).isEqualTo(UnreadableReason.FOREIGN);
    assertThat(OpenedKeys.open(sealer, stored)).isEqualTo(UnreadableReason.TAMPERED);
    assertThat(OpenedKeys.open(one, stored)).isEqualTo("key");
    assertThat(one.isOfTenant()).isTrue();
    assertThat(sealer.isOfTenant()).isFalse();
  }

  @Test
  void sealValue_ofTheMost_opensAndALongerOneIsRefused() {
    StoredKey key = sealer.sealKey("key");
    String most = "v".repeat(1024);

    assertThat(sealer.openValue(key, sealer.sealValue(key, most, WriterTrail.NONE)))
        .isInstanceOfSatisfying(
            Read.Present.class, present -> assertThat(present.value()).isEqualTo(most));
    assertThatExceptionOfType(CacheException.class)
        .isThrownBy(() -> sealer.sealValue(key, most + "v", WriterTrail.NONE))
        .withMessageContainingAll("1025", "max-value-size", "1024")
        .withMessageNotContaining("vv");
    assertThat(sealers.statistics().sealed.sum()).isEqualTo(1);
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
  void openValue_outsideOfMaxAge_isRefusedAndOfAnEventIsNot() {
    ObjectSealer limited = limited(Duration.ofMinutes(30));
    StoredKey key = sealer.sealKey("key");
    long now = System.currentTimeMillis();
    long hour = Duration.ofHours(1).toMillis();

    assertThat(reason(limited.openValue(key, writtenAt(now - hour, key))))
        .isEqualTo(UnreadableReason.TOO_OLD);
    assertThat(reason(limited.openValue(key, writtenAt(now + hour, key))))
        .isEqualTo(UnreadableReason.FROM_THE_FUTURE);
    assertThat(limited.openValue(key, writtenAt(now, key))).isInstanceOf(Read.Present.class);
    for (long time : new long[] {now - hour, now + hour}) {
      assertThat(limited.openAnyAge(key, writtenAt(time, key))).isInstanceOf(Read.Present.class);
      assertThat(sealer.openValue(key, writtenAt(time, key))).isInstanceOf(Read.Present.class);
    }
  }

  @Test
  void openValue_shorterThanAHeader_isUndecodable() {
    StoredKey key = sealer.sealKey("key");
    byte[] header = {0, 3, 0, 0, 0, 0, 0, 0};

    assertThat(sealer.openValue(key, sealed(header, key)))
        .isInstanceOfSatisfying(
            Read.Present.class, present -> assertThat(present.value()).isEqualTo(""));
    assertThat(reason(sealer.openValue(key, sealed(Arrays.copyOf(header, 7), key))))
        .isEqualTo(UnreadableReason.UNDECODABLE);
  }

  private SealedBytes writtenAt(long millis, StoredKey key) {
    byte[] plaintext = ByteBuffer.allocate(9).putLong(millis).put((byte) 'v').array();
    plaintext[1] = 3; // the codec's number; the flags are zero
    return sealed(plaintext, key);
  }

  private SealedBytes sealed(byte[] plaintext, StoredKey key) {
    return Sealing.sealed(keys, key, plaintext);
  }

  @Test
  void close_keepsNoKeysThatALateOperationDerives() {
    assertThat(sealers.of(null)).isSameAs(sealer);

    sealers.close();

    assertThat(sealers.of(null)).isNotSameAs(sealers.of(null));
  }

  private ObjectSealer limited(Duration maxAge) {
    return Sealing.of(keys, new StringCodec(), new StringCodec(), 1024, maxAge).of(null);
  }

  private static @Nullable UnreadableReason reason(Read<?> read) {
    return read instanceof Read.Unreadable<?> unreadable ? unreadable.reason() : null;
  }

  /** Named like the one that it can't read. */
  private static final class Refusing implements Codec {
    @Override
    public String name() {
      return new StringCodec().name();
    }

    @Override
    public void encode(Object object, EncodingBuffer out) {}

    @Override
    public Object decode(ByteBuffer encoded, ClassLoader loader) throws IOException {
      throw new IOException("none of ours");
    }
  }
}
