package io.sealcache.cachekit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import io.sealcache.cachekit.CachekitException.KeyExhausted;
import io.sealcache.cachekit.CachekitException.Malformed;
import io.sealcache.cachekit.CachekitException.NotAuthentic;
import io.sealcache.cachekit.CachekitException.Unsupported;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class InteropCipherTest {
  private static final String TENANT = "0190b8f0-7f2a-7c3e-9d7e-2f6f4a1c5b11";
  private static final MasterKey K1 = MasterKey.ofHex("11".repeat(32));
  private static final MasterKey K2 = MasterKey.ofHex("22".repeat(32));
  private static final MasterKey K3 = MasterKey.ofHex("33".repeat(32));
  private static final InteropKey KEY = InteropKey.of("users", "get_user", 42);
  private static final Map<String, Object> ALICE = Map.of("age", 30L, "name", "alice");

  private final InteropCipher cipher = InteropCipher.of(InteropKeyring.of(TENANT, K1));

  @Test
  void decrypt_readsTheEntryThatOtherLanguagesPublish() {
    JsonObject vector =
        Vectors.file("interop-mode.json")
            .getAsJsonArray("encryption_vectors")
            .get(0)
            .getAsJsonObject();
    MasterKey master = MasterKey.ofHex(Vectors.text(vector, "master_key_hex"));
    InteropCipher reader =
        InteropCipher.of(InteropKeyring.of(Vectors.text(vector, "tenant_id"), master));

    assertThat(KEY.text()).isEqualTo(Vectors.text(vector, "cache_key"));
    assertThat(reader.decrypt(KEY, Vectors.bytes(vector, "ciphertext_hex")).value())
        .isEqualTo(ALICE);
  }

  @Test
  void decrypt_givesBackWhatWasEncrypted() {
    assertThat(cipher.decrypt(KEY, cipher.encrypt(KEY, ALICE)).value()).isEqualTo(ALICE);
    assertThat(cipher.decrypt(KEY, cipher.encrypt(KEY, null)).value()).isNull();
  }

  @Test
  void encrypt_addsNonceAndTagToWhatIsInInteropForm() {
    byte[] stored = cipher.encrypt(KEY, ALICE);

    assertThat(stored).hasSize(28 + InteropCodec.encode(ALICE).length);
    assertThat(
            SealedBytes.open(
                TenantKey.derive(K1, Utf8.encode(TENANT)),
                AssociatedData.of(TENANT, KEY.text()),
                stored))
        .isEqualTo(InteropCodec.encode(ALICE));
  }

  @Test
  void encrypt_takesANewNonceEachTime() {
    Set<String> nonces = new HashSet<>();
    for (int i = 0; i < 1_000; i++) {
      nonces.add(Vectors.hex(cipher.encrypt(KEY, 1)).substring(0, 24));
    }

    assertThat(nonces).hasSize(1_000);
  }

  @Test
  void encrypt_endsWhereNoncesCouldRepeat() {
    InteropCipher ending = new InteropCipher(InteropKeyring.of(TENANT, K1), 2);
    ending.encrypt(KEY, 1);
    byte[] last = ending.encrypt(KEY, 2);

    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> ending.encrypt(KEY, 3)).isInstanceOf(KeyExhausted.class);
    }
    assertThat(ending.decrypt(KEY, last).value()).isEqualTo(2L);
  }

  @Test
  void encrypt_refusesOtherValues() {
    assertThatThrownBy(() -> cipher.encrypt(KEY, Set.of(1))).isInstanceOf(Unsupported.class);
  }

  @Test
  void decrypt_refusesEachChangedBitAndTruncation() {
    byte[] stored = cipher.encrypt(KEY, ALICE);

    for (int i = 0; i < 8 * stored.length; i++) {
      byte[] changed = stored.clone();
      changed[i / 8] ^= (byte) (1 << i % 8);
      assertThatThrownBy(() -> cipher.decrypt(KEY, changed)).isInstanceOf(NotAuthentic.class);
    }
    for (int length = 0; length < stored.length; length++) {
      byte[] cut = Arrays.copyOf(stored, length);
      assertThatThrownBy(() -> cipher.decrypt(KEY, cut)).isInstanceOf(NotAuthentic.class);
    }
  }

  @Test
  void decrypt_refusesWhatWasWrittenForAnotherKeyTenantOrMasterKey() {
    byte[] stored = cipher.encrypt(KEY, ALICE);
    InteropCipher otherTenant = InteropCipher.of(InteropKeyring.of("default", K1));
    InteropCipher otherMaster = InteropCipher.of(InteropKeyring.of(TENANT, K2));

    assertThatThrownBy(() -> cipher.decrypt(InteropKey.of("users", "get_user", 43), stored))
        .isInstanceOf(NotAuthentic.class);
    for (InteropCipher other : List.of(otherTenant, otherMaster)) {
      assertThatThrownBy(() -> other.decrypt(KEY, stored)).isInstanceOf(NotAuthentic.class);
    }
  }

  @Test
  void decrypt_takesNoPlaintext() {
    byte[] clear = InteropCodec.encode("a plaintext that is longer than nonce and tag");

    assertThatThrownBy(() -> cipher.decrypt(KEY, clear))
        .isInstanceOf(NotAuthentic.class)
        .hasMessageNotContainingAny("plaintext", KEY.text(), TENANT)
        .hasNoCause();
  }

  @Test
  void decrypt_triesThePreviousKeysInTheirOrder() {
    byte[] byK1 = cipher.encrypt(KEY, 1);
    byte[] byK2 = InteropCipher.of(InteropKeyring.of(TENANT, K2, K1)).encrypt(KEY, 2);
    InteropCipher reader = InteropCipher.of(InteropKeyring.of(TENANT, K3, K2, K1));

    assertThat(reader.decrypt(KEY, reader.encrypt(KEY, 3)).keyIndex()).isZero();
    assertThat(reader.decrypt(KEY, byK2).keyIndex()).isEqualTo(1);
    assertThat(reader.decrypt(KEY, byK1).keyIndex()).isEqualTo(2);
    assertThat(reader.decrypt(KEY, byK1).value()).isEqualTo(1L);
  }

  @Test
  void decrypt_endsAtTheKeyThatAuthenticates() {
    TenantKey key = TenantKey.derive(K1, Utf8.encode(TENANT));
    byte[] associatedData = AssociatedData.of(TENANT, KEY.text());
    byte[] noDocument = SealedBytes.seal(key, new byte[12], associatedData, Vectors.hex("0101"));
    byte[] frame = SealedBytes.seal(key, new byte[12], associatedData, Vectors.hex("434b03"));
    InteropCipher reader = InteropCipher.of(InteropKeyring.of(TENANT, K2, K1, K3));

    assertThatThrownBy(() -> reader.decrypt(KEY, noDocument)).isInstanceOf(Malformed.class);
    assertThatThrownBy(() -> reader.decrypt(KEY, frame))
        .isInstanceOf(Malformed.class)
        .hasMessageContaining("default mode");
  }

  @Test
  void toString_showsNoValue() {
    assertThat(cipher.decrypt(KEY, cipher.encrypt(KEY, "s3cret")))
        .hasToString("DecryptedEntry[keyIndex=0]");
  }
}
