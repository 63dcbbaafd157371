package io.sealcache.keys;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sealcache.core.MasterKey;
import io.sealcache.fixture.OwnersFile;
import java.io.IOException;
import java.nio.file.Path;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.Security;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The secrets and passwords that go through a key store of another's library are wiped. */
class SecretKeysTest {
  /** The second key by the first. */
  private final PretendedKeyStore store = new PretendedKeyStore();

  private final List<byte[]> unwrapped = new ArrayList<>();
  private final Provider library = new Library(store, unwrapped);
  private final PretendedKey one = PretendedKey.aes(FixedKey.secret(1));

  @TempDir private Path directory;
  private Path file;

  /** The first of the JVM's, for key stores of PKCS#12 and for AES-GCM. */
  private static final class Library extends Provider {
    private static final long serialVersionUID = 1L;

    private final transient PretendedKeyStore store;
    private final transient List<byte[]> unwrapped;

    @SuppressWarnings("this-escape") // complete except its services, which are added
    Library(PretendedKeyStore store, List<byte[]> unwrapped) {
      super("Pretended", "1", "of a test");
      this.store = store;
      this.unwrapped = unwrapped;
      putService(new LibraryService("KeyStore", "PKCS12"));
      putService(new LibraryService("Cipher", "AES/GCM/NoPadding"));
    }

    private final class LibraryService extends Service {
      LibraryService(String type, String algorithm) {
        super(Library.this, type, algorithm, "Pretended", null, null);
      }

      @Override
      public Object newInstance(@Nullable Object parameter) throws NoSuchAlgorithmException {
        return getType().equals("KeyStore") ? store : new WatchedCipher(getAlgorithm(), unwrapped);
      }

      @Override
      public boolean supportsParameter(@Nullable Object parameter) {
        return true;
      }
    }
  }

  @BeforeEach
  void begin() throws IOException {
    file = OwnersFile.make(directory.resolve("keys.p12"));
    store.put("one", one);
    Security.insertProviderAt(library, 1);
  }

  @AfterEach
  void end() {
    Security.removeProvider(library.getName());
  }

  @Test
  void masterKey_leavesNoCopyOfItsSecret() {
    try (KeySource keys = open(PretendedKeyStore.PASSWORD)) {
      assertThat(keys.keyring(null).current().isSameKey(MasterKey.of(FixedKey.secret(1)))).isTrue();
    }

    assertWiped(one);
  }

  @Test
  void secretThatIsRefused_isWipedToo() {
    byte[] weak = "a password is as long as any key".getBytes(US_ASCII);
    PretendedKey text = PretendedKey.aes(weak);
    PretendedKey other = new PretendedKey("HmacSHA256", weak, "a key");

    for (PretendedKey key : List.of(text, other)) {
      store.put("one", key);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> open(PretendedKeyStore.PASSWORD))
          .withMessageContaining("entry of the alias in 'sealcache.master-key'");
      assertWiped(key);
    }
  }

  @Test
  void keyThatDoesNotLeaveItsStore_isRefused() {
    store.put("one", new PretendedKey("AES", null, "a key"));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> open(PretendedKeyStore.PASSWORD))
        .withMessageContaining("no AES key of 256 bits");
  }

  @Test
  void password_isWipedWhetherItOpensOrNot() {
    open(PretendedKeyStore.PASSWORD).close();
    assertThat(store.password()).containsOnly('\0');

    assertThatIllegalArgumentException().isThrownBy(() -> open("wrong"));
    assertThat(store.password()).hasSize(5).containsOnly('\0');

    wrappingKey().close();
    assertThat(store.password()).hasSize(4).containsOnly('\0');
  }

  @Test
  void wrappingKey_isWipedWhenItIsClosed() {
    WrappingKey key = wrappingKey();
    assertThat(one.given()).contains(FixedKey.secret(1));
    key.close();

    assertWiped(one);
  }

  @Test
  void wrappedKeyring_leavesNoCopyOfItsSecrets() throws IOException {
    Path keyring = directory.resolve("keyring");
    try (WrappingKey key = wrappingKey();
        KeyringFile one = KeyringFile.of("a", FixedKey.secret(2), null)) {
      one.write(keyring, key, Map.of());
      KeyringFile.read(keyring, key, Map.of()).close();
    }
    assertUnwrappedAreWiped();
  }

  @Test
  void wrappedKeyringThatIsRefused_leavesNoCopyOfItsSecretsEither() {
    try (WrappingKey key = wrappingKey()) {
      KeyringFile keys = KeyringFile.of("a", FixedKey.secret(2), Instant.EPOCH);
      String changed =
          WrappedKeyring.wrap(keys, key, Map.of()).replace("created=1970", "created=1971");
      unwrapped.clear();

      assertThatIllegalArgumentException()
          .isThrownBy(
              () -> WrappedKeyring.parse("record", changed.getBytes(US_ASCII)).open(key, Map.of()));
    }
    assertUnwrappedAreWiped();
  }

  private void assertUnwrappedAreWiped() {
    assertThat(unwrapped)
        .filteredOn(seen -> seen.length == MasterKey.LENGTH)
        .isNotEmpty()
        .allSatisfy(copy -> assertThat(copy).containsOnly(0));
  }

  private KeySource open(String password) {
    return KeySources.ofKeyStore(file.toString(), password, "one", null, null);
  }

  private WrappingKey wrappingKey() {
    return WrappingKey.open(file.toString(), PretendedKeyStore.PASSWORD, "one");
  }

  private static void assertWiped(PretendedKey key) {
    assertThat(key.given()).isNotEmpty().allSatisfy(copy -> assertThat(copy).containsOnly(0));
  }
}
