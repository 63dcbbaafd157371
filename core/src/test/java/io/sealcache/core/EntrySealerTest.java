package io.sealcache.core;

import static io.sealcache.core.Outcomes.bytes;
import static io.sealcache.core.Outcomes.opened;
import static io.sealcache.core.Outcomes.reason;
import static io.sealcache.core.Outcomes.refused;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sealcache.core.Outcome.Refused;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Values as whoever has a sealer seals and opens them. */
class EntrySealerTest {
  private static final byte[] VALUE = "4711 Oxford Street".getBytes(UTF_8);

  private final SettableClock clock = new SettableClock();
  private final MasterKey current = MasterKey.of(FixedKey.secret(1));
  private final MasterKey older = MasterKey.of(FixedKey.secret(2));
  private final MasterKey index = MasterKey.of(FixedKey.secret(3));
  private final Keyring keyring = new Keyring(current, List.of(older), index);
  private final EntrySealer sealer = builder().build();
  private final StoredKey key = sealer.sealKey(new byte[] {1});

  private EntrySealerBuilder builder() {
    EntrySealerBuilder options = EntrySealer.builder(keyring, "users");
    options.clock = clock;
    return options;
  }

  private SealedBytes seal(byte[] value) {
    return sealer.sealValue(key, Payload.of(value));
  }

  @Test
  void value_opensUnderItsKey() {
    SealedBytes sealed = seal(VALUE);

    assertThat(bytes(sealer.openValue(key, sealed))).isEqualTo(VALUE);
    assertThat(opened(sealer.openValue(key, sealed)).writtenMillis()).isEqualTo(clock.millis());
    assertThat(opened(sealer.openValue(key, sealed)).trail()).isEmpty();
    assertThat(opened(sealer.openValue(key, sealed)).isUnderCurrentKey()).isTrue();
    assertThat(sealed.isWellFormed()).isTrue();
    assertThat(sealed.keyId()).isEqualTo(current.id()).isEqualTo(sealer.currentKeyId());
  }

  @ParameterizedTest
  @EnumSource
  void value_isSealedAnewEachTime(NonceMode nonces) {
    EntrySealer sealing = builder().nonces(nonces).build();
    SealedBytes one = sealing.sealValue(key, Payload.of(VALUE));
    SealedBytes other = sealing.sealValue(key, Payload.of(VALUE));

    assertThat(one).isNotEqualTo(other).isEqualTo(SealedBytes.ofStore(one.bytes().clone()));
    assertThat(bytes(sealer.openValue(key, one))).isEqualTo(VALUE);
    assertThat(bytes(sealer.openValue(key, other))).isEqualTo(VALUE);
  }

  @Test
  void value_showsNothingOfItsContent() {
    assertThat(new String(seal(VALUE).bytes(), UTF_8)).doesNotContain("Oxford", "4711");
    assertThat(seal(VALUE)).hasToString("SealedBytes[67 bytes]");
  }

  @Test
  void value_underAnyOtherKeyIsTampered() {
    SealedBytes sealed = seal(VALUE);

    assertThat(reason(sealer.openValue(sealer.sealKey(new byte[] {2}), sealed)))
        .isEqualTo(UnreadableReason.TAMPERED);
  }

  @Test
  void value_ofAnotherCacheContextOrTenantIsTampered() {
    for (EntrySealer other :
        List.of(
            EntrySealer.builder(keyring, "user").build(),
            EntrySealer.builder(keyring, "users").context("shop").build(),
            EntrySealer.builder(keyring, "users").tenant("one").build())) {
      assertThat(reason(other.openValue(key, seal(VALUE)))).isEqualTo(UnreadableReason.TAMPERED);
      assertThat(reason(sealer.openValue(key, other.sealValue(key, Payload.of(VALUE)))))
          .isEqualTo(UnreadableReason.TAMPERED);
    }
  }

  @Test
  void value_withAnyBitChangedIsRefused() {
    byte[] sealed = seal(VALUE).bytes();

    for (int bit = 0; bit < 8 * sealed.length; bit++) {
      byte[] altered = sealed.clone();
      altered[bit / 8] ^= (byte) (1 << bit % 8);
      assertThat(reason(sealer.openValue(key, SealedBytes.ofStore(altered))))
          .as("bit %d", bit)
          .isEqualTo(
              bit < 8
                  ? UnreadableReason.MALFORMED
                  : bit < 40 ? UnreadableReason.UNKNOWN_KEY : UnreadableReason.TAMPERED);
    }
  }

  @Test
  void whatIsNoValue_isMalformed() {
    for (byte[] bytes : new byte[][] {{}, {1}, new byte[100], VALUE, seal(VALUE).bytes().clone()}) {
      byte[] none = Arrays.copyOf(bytes, Math.min(bytes.length, 41));
      assertThat(reason(sealer.openValue(key, SealedBytes.ofStore(none))))
          .isEqualTo(UnreadableReason.MALFORMED);
    }
  }

  @Test
  void valueUnderAPreviousKey_opensAndSaysSo() {
    EntrySealer before = EntrySealer.builder(new Keyring(older, List.of(), index), "users").build();
    SealedBytes sealed = before.sealValue(key, Payload.of(VALUE));

    assertThat(bytes(sealer.openValue(key, sealed))).isEqualTo(VALUE);
    assertThat(opened(sealer.openValue(key, sealed)).isUnderCurrentKey()).isFalse();
    assertThat(reason(before.openValue(key, seal(VALUE)))).isEqualTo(UnreadableReason.UNKNOWN_KEY);
  }

  @Test
  void indexKey_opensNoValue() {
    EntrySealer byIndexKey =
        EntrySealer.builder(new Keyring(index, List.of(), null), "users").build();

    assertThat(reason(sealer.openValue(key, byIndexKey.sealValue(key, Payload.of(VALUE)))))
        .isEqualTo(UnreadableReason.UNKNOWN_KEY);
  }

  @Test
  void valueOfAnotherCodec_isUndecodableAndTheNumberIsTold() {
    EntrySealer third = builder().valueCodec(3).build();
    EntrySealer acme = builder().valueCodec("acme").build();
    EntrySealer other = builder().valueCodec("acmf").build();

    assertRefused(sealer, third, 3);
    assertRefused(sealer, acme, 255);
    assertRefused(third, sealer, 2);
    assertRefused(acme, sealer, 2);
    assertRefused(acme, other, 255);
    for (EntrySealer same : List.of(third, acme, builder().valueCodec("ä".repeat(127)).build())) {
      for (byte[] value : List.of(VALUE, new byte[0])) {
        assertThat(bytes(same.openValue(key, same.sealValue(key, Payload.of(value)))))
            .isEqualTo(value);
      }
    }
  }

  private void assertRefused(EntrySealer opening, EntrySealer sealing, int codec) {
    Refused refused =
        refused(opening.openValue(key, sealing.sealValue(key, Payload.of(new byte[300]))));
    assertThat(refused.reason()).isEqualTo(UnreadableReason.UNDECODABLE);
    assertThat(refused.codec()).isEqualTo(codec);
  }

  @Test
  void codecThatIsNone_isRefused() {
    for (int number : new int[] {-1, 0, 255, 256}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> builder().valueCodec(number).build())
          .withMessageContaining("not the number " + number + " and 0 bytes");
    }
    for (String name : List.of("", "ä".repeat(128))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> builder().valueCodec(name).build())
          .withMessageContaining("not the number 255 and " + name.length() * 2 + " bytes");
    }
    assertThat(builder().valueCodec(1).build()).isNotNull();
    assertThat(builder().valueCodec("acme").valueCodec(254).build().room(0)).isEqualTo(8);
    assertThat(builder().valueCodec(3).valueCodec("a").build().room(0)).isEqualTo(10);
  }

  @Test
  void longestCodecName_isTaken() {
    EntrySealer longest = builder().valueCodec("x" + "ä".repeat(127)).build();

    assertThat(bytes(longest.openValue(key, longest.sealValue(key, Payload.of(VALUE)))))
        .isEqualTo(VALUE);
    assertThat(longest.room(0)).isEqualTo(8 + 1 + 255);
  }

  // By a holder of the data key, as only those can make them.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "00",
        "00020000000000", // no whole header
        "0802000000000000", // a flag of a later version
        "040200000000000000", // a trail without entries
        "020200000000000001", // padded, but no mark
        "010200000000000007" // deflated, but no stream
      })
  void authenticValueThatIsMalformed_isUndecodable(String plaintext) {
    byte[] secret = current.derive(ValueCipher.KEY_LENGTH, "value", "", null, "users");
    ValueCipher cipher = Ciphers.values(secret, current.id(), NonceMode.COUNTER);
    byte[] sealed = cipher.seal(Payload.of(HexFormat.of().parseHex(plaintext)), key.bytes());

    Refused refused = refused(sealer.openValue(key, SealedBytes.ofStore(sealed)));

    assertThat(refused.reason()).isEqualTo(UnreadableReason.UNDECODABLE);
    assertThat(refused.explanation()).startsWith("the configured codec can't decode it");
    assertThat(refused.codec()).isZero();
  }

  @Test
  void longestStoredValue_opensAndALongerOneDoesNot() {
    EntrySealer small = builder().maxPayload(1000).padding(Padding.POWER_OF_TWO).build();
    SealedBytes longest =
        small.sealValue(key, Payload.of(new byte[1000]).withTrail(new byte[16 * 12]));

    assertThat((long) longest.bytes().length).isEqualTo(small.maxStoredLength());
    assertThat(bytes(small.openValue(key, longest))).hasSize(1000);
    assertThat(
            reason(
                small.openValue(
                    key, SealedBytes.ofStore(Arrays.copyOf(longest.bytes(), 2048 + 42)))))
        .isEqualTo(UnreadableReason.MALFORMED);
  }

  @Test
  void valueAboveTheLimit_isNeitherSealedNorOpened() {
    EntrySealer small = builder().maxPayload(100).build();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> small.sealValue(key, Payload.of(new byte[101])))
        .withMessageContainingAll("at most 100 bytes", "not 101");
    assertThat(bytes(small.openValue(key, small.sealValue(key, Payload.of(new byte[100])))))
        .hasSize(100);
    for (int length : new int[] {101, 120, 1000, 1 << 20}) {
      assertThat(reason(small.openValue(key, seal(new byte[length]))))
          .isEqualTo(UnreadableReason.MALFORMED);
    }
  }

  @Test
  void deflatedBomb_isMalformed() {
    EntrySealer deflating = builder().compression(Compression.DEFLATE).build();
    SealedBytes bomb = deflating.sealValue(key, Payload.of(new byte[16 << 20]));
    EntrySealer small = builder().maxPayload(1 << 20).build();

    assertThat(bomb.bytes().length).isLessThan(1 << 17);
    assertThat(reason(small.openValue(key, bomb))).isEqualTo(UnreadableReason.MALFORMED);
    assertThat(bytes(sealer.openValue(key, bomb))).isEqualTo(new byte[16 << 20]);
  }

  @ParameterizedTest
  @ValueSource(longs = {Long.MIN_VALUE, 0, (2000L << 20) + 1, Long.MAX_VALUE})
  void limitThatIsNone_isRefused(long bytes) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder().maxPayload(bytes).build())
        .withMessageContaining("not " + bytes);
    assertThat(builder().maxPayload(1).build().maxStoredLength()).isPositive();
    assertThat(builder().maxPayload(2000L << 20).build().maxStoredLength())
        .isLessThan(Integer.MAX_VALUE - 8);
  }

  @Test
  void valueThatIsTooOld_opensOnlyWhereAnyAgeWill() {
    EntrySealer minute = builder().maxAge(Duration.ofMinutes(1)).build();
    SealedBytes sealed = seal(VALUE);
    long written = clock.millis();

    clock.set(written + 65_000); // five seconds are for clocks that disagree
    assertThat(bytes(minute.openValue(key, sealed))).isEqualTo(VALUE);
    clock.set(written + 65_001);
    assertThat(reason(minute.openValue(key, sealed))).isEqualTo(UnreadableReason.TOO_OLD);
    assertThat(bytes(minute.openValueOfAnyAge(key, sealed))).isEqualTo(VALUE);
    assertThat(bytes(sealer.openValue(key, sealed))).isEqualTo(VALUE);
  }

  @Test
  void valueFromTheFuture_opensOnlyWhereAnyAgeWill() {
    EntrySealer minute = builder().maxAge(Duration.ofMinutes(1)).build();
    SealedBytes sealed = seal(VALUE);
    long written = clock.millis();

    clock.set(written - 5_000);
    assertThat(bytes(minute.openValue(key, sealed))).isEqualTo(VALUE);
    clock.set(written - 5_001);
    assertThat(reason(minute.openValue(key, sealed))).isEqualTo(UnreadableReason.FROM_THE_FUTURE);
    assertThat(bytes(minute.openValueOfAnyAge(key, sealed))).isEqualTo(VALUE);
    assertThat(bytes(sealer.openValue(key, sealed))).isEqualTo(VALUE);
  }

  @Test
  void ageOfForgedValue_isNotLookedAt() {
    EntrySealer minute = builder().maxAge(Duration.ofMinutes(1)).build();
    byte[] sealed = seal(VALUE).bytes().clone();
    sealed[sealed.length - 1] ^= 1;
    clock.set(0);

    assertThat(reason(minute.openValue(key, SealedBytes.ofStore(sealed))))
        .isEqualTo(UnreadableReason.TAMPERED);
  }

  @Test
  void ageLongerThanALongOfMillis_isForEver() {
    EntrySealer longest = builder().maxAge(Duration.ofSeconds(Long.MAX_VALUE)).build();
    SealedBytes sealed = sealer.sealValue(key, Payload.of(VALUE).writtenAt(0));
    clock.set(Long.MAX_VALUE >> 1);

    assertThat(bytes(longest.openValue(key, sealed))).isEqualTo(VALUE);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 0x0123456789abL, (1L << 48) - 1})
  void timeOfWriting_isTheOneThatIsGiven(long millis) {
    SealedBytes sealed = sealer.sealValue(key, Payload.of(VALUE).writtenAt(millis));

    assertThat(opened(sealer.openValue(key, sealed)).writtenMillis()).isEqualTo(millis);
  }

  @Test
  void trail_isGivenBackWhateverElseIsSet() {
    for (Compression compression : Compression.values()) {
      for (Padding padding : Padding.values()) {
        EntrySealer all = builder().compression(compression).padding(padding).build();
        for (int entries = 0; entries <= 16; entries++) {
          byte[] trail = Bytes.random(12 * entries, entries);
          SealedBytes sealed =
              all.sealValue(key, Payload.of(new byte[200]).withTrail(trail).writtenAt(7));

          assertThat(opened(sealer.openValue(key, sealed)).trail()).isEqualTo(trail);
          assertThat(opened(sealer.openValue(key, sealed)).writtenMillis()).isEqualTo(7);
          assertThat(bytes(sealer.openValue(key, sealed))).isEqualTo(new byte[200]);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 11, 13, 16 * 12 + 1, 17 * 12})
  void trailOfAnotherLength_isRefused(int length) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Payload.of(VALUE).withTrail(new byte[length]))
        .withMessageContaining("not " + length + " bytes");
  }

  @Test
  void toString_namesTheKeysByTheirIds() {
    assertThat(sealer)
        .hasToString("EntrySealer[index=%08x, current=%08x]".formatted(index.id(), current.id()));
    assertThat(sealer.openValue(key, seal(VALUE)).toString()).doesNotContain("Oxford");
  }
}
