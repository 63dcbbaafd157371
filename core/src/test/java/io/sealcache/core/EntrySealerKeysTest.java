package io.sealcache.core;

import static io.sealcache.core.Outcomes.bytes;
import static io.sealcache.core.Outcomes.opened;
import static io.sealcache.core.Outcomes.reason;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys as whoever has a sealer seals and opens them. */
class EntrySealerKeysTest {
  private static final byte[] JANE = "jane@example.com".getBytes(UTF_8);

  private final MasterKey master = MasterKey.of(FixedKey.secret(1));
  private final MasterKey index = MasterKey.of(FixedKey.secret(2));
  private final Keyring keyring = new Keyring(master, List.of(), index);
  private final EntrySealer sealer = EntrySealer.builder(keyring, "users").build();

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 15, 16, 17, 24, 1000, 64 * 1024})
  void key_opensAgain(int length) {
    byte[] key = Bytes.random(length, length);

    StoredKey stored = sealer.sealKey(key);

    assertThat(stored.bytes()).hasSize(21 + length);
    assertThat(stored.keyId()).isEqualTo(index.id()).isEqualTo(sealer.indexKeyId());
    assertThat(bytes(sealer.openKey(stored))).isEqualTo(key);
    assertThat(opened(sealer.openKey(stored)).writtenMillis()).isZero();
    assertThat(opened(sealer.openKey(stored)).trail()).isEmpty();
    assertThat(opened(sealer.openKey(stored)).isUnderCurrentKey()).isTrue();
  }

  @Test
  void equalKeys_haveEqualStoredKeysAndOthersHaveOthers() {
    assertThat(sealer.sealKey(JANE))
        .isEqualTo(EntrySealer.builder(keyring, "users").build().sealKey(JANE));
    assertThat(sealer.sealKey(JANE)).isNotEqualTo(sealer.sealKey(Arrays.copyOf(JANE, 15)));
  }

  @Test
  void keyInAnArray_isThatPartOfIt() {
    byte[] array = Bytes.random(100, 1);

    assertThat(sealer.sealKey(array, 7, 20))
        .isEqualTo(sealer.sealKey(Arrays.copyOfRange(array, 7, 27)));
    assertThatThrownBy(() -> sealer.sealKey(array, 90, 11))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> sealer.sealKey(array, -1, 2))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void longerKey_isRefusedWithAnAdvice() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> sealer.sealKey(new byte[64 * 1024 + 1]))
        .withMessageContainingAll("at most 65536 bytes", "not 65537", "digest");
  }

  @Test
  void storedKey_findsItsWayThroughAStoreAsTextAndAsBytes() {
    StoredKey stored = sealer.sealKey(JANE);

    assertThat(StoredKey.parse(stored.text())).isEqualTo(stored);
    assertThat(StoredKey.parse(stored.bytes().clone())).isEqualTo(stored);
  }

  @Test
  void storedKey_showsNothingOfTheKey() {
    StoredKey stored = sealer.sealKey(new byte[1000]);

    assertThat(stored.text()).doesNotContain("AAAA");
    assertThat(stored.fingerprint()).hasSize(18);
    assertThat(stored.text()).startsWith(stored.fingerprint());
  }

  @Test
  void alteredKey_isTampered() {
    byte[] bytes = sealer.sealKey(JANE).bytes();

    for (int bit = 40; bit < 8 * bytes.length; bit++) {
      byte[] altered = bytes.clone();
      altered[bit / 8] ^= (byte) (1 << bit % 8);
      assertThat(reason(sealer.openKey(stored(altered)))).isEqualTo(UnreadableReason.TAMPERED);
    }
  }

  @Test
  void keyUnderAnotherIndexKey_isOfAnUnknownKey() {
    EntrySealer other = EntrySealer.builder(new Keyring(index, List.of(), master), "users").build();

    assertThat(reason(sealer.openKey(other.sealKey(JANE)))).isEqualTo(UnreadableReason.UNKNOWN_KEY);
  }

  @Test
  void indexKey_isTheCurrentKeyWhereNoneIsGiven() {
    EntrySealer alone = EntrySealer.builder(new Keyring(master, List.of(), null), "users").build();

    assertThat(alone.indexKeyId()).isEqualTo(master.id()).isEqualTo(alone.currentKeyId());
  }

  @Test
  void keyOfAnotherCacheContextOrCodec_isTampered() {
    for (EntrySealer other :
        List.of(
            EntrySealer.builder(keyring, "user").build(),
            EntrySealer.builder(keyring, "users").context("shop").build(),
            EntrySealer.builder(keyring, "users").keyCodec("string").build())) {
      assertThat(reason(sealer.openKey(other.sealKey(JANE)))).isEqualTo(UnreadableReason.TAMPERED);
      assertThat(reason(other.openKey(sealer.sealKey(JANE)))).isEqualTo(UnreadableReason.TAMPERED);
    }
  }

  @Test
  void valueCodec_makesNoDifferenceToKeys() {
    EntrySealer other = EntrySealer.builder(keyring, "users").valueCodec("acme").build();

    assertThat(bytes(other.openKey(sealer.sealKey(JANE)))).isEqualTo(JANE);
  }

  @Test
  void keyOfAnotherTenant_isForeignWhateverMadeIt() {
    EntrySealer one = tenant(keyring, "one");
    Keyring others = new Keyring(index, List.of(), master);
    byte[] altered = one.sealKey(JANE).bytes().clone();
    altered[30] ^= 1;

    assertThat(bytes(one.openKey(one.sealKey(JANE)))).isEqualTo(JANE);
    assertThat(reason(one.openKey(tenant(keyring, "two").sealKey(JANE))))
        .isEqualTo(UnreadableReason.FOREIGN);
    assertThat(reason(one.openKey(tenant(others, "two").sealKey(JANE))))
        .isEqualTo(UnreadableReason.FOREIGN);
    assertThat(reason(one.openKey(sealer.sealKey(JANE)))).isEqualTo(UnreadableReason.FOREIGN);
    assertThat(reason(one.openKey(stored(altered)))).isEqualTo(UnreadableReason.FOREIGN);
  }

  @Test
  void tenantWithoutAName_isNotNobody() {
    assertThat(tenant(keyring, "").sealKey(JANE)).isNotEqualTo(sealer.sealKey(JANE));
    assertThat(tenant(keyring, null).sealKey(JANE)).isEqualTo(sealer.sealKey(JANE));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\uD800", "a\uDC00b"})
  void nameThatIsNoUnicode_isRefused(String name) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> EntrySealer.builder(keyring, name).build())
        .withMessageContaining("surrogate");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> EntrySealer.builder(keyring, "users").context(name).build());
    assertThatIllegalArgumentException().isThrownBy(() -> tenant(keyring, name));
  }

  @Test
  void destroyedKeyring_makesNoSealerButOnesMadeBeforeGoOn() {
    StoredKey stored = sealer.sealKey(JANE);
    keyring.destroy();

    assertThatThrownBy(() -> EntrySealer.builder(keyring, "users").build())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("destroyed");
    assertThat(bytes(sealer.openKey(stored))).isEqualTo(JANE);
  }

  private static EntrySealer tenant(Keyring keyring, @Nullable String name) {
    return EntrySealer.builder(keyring, "users").tenant(name).build();
  }

  private static StoredKey stored(byte[] bytes) {
    return requireNonNull(StoredKey.parse(bytes));
  }
}
