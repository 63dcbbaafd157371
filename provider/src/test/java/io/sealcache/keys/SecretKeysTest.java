package io.sealcache.keys;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Provider;
import java.security.Security;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of the secrets and passwords that go through a key store of another's library. */
class SecretKeysTest {
  private static final KeyStoreKeySource.Aliases ALIASES =
      new KeyStoreKeySource.Aliases("one", List.of(), null);

  private final PretendedKeyStore store = new PretendedKeyStore();
  private final Provider library = new Library(store);
  private final PretendedKey one = PretendedKey.aes(MasterKeyTest.secret(1));

  @TempDir private Path directory;
  private Path file;

  /** The first of the JVM's, for key stores of PKCS#12. */
  private static final class Library extends Provider {
    private static final long serialVersionUID = 1L;

    @SuppressWarnings("this-escape") // Complete but for its service, which is what is added.
    Library(PretendedKeyStore store) {
      super("Pretended", "1", "of a test");
      putService(
          new Service(this, "KeyStore", "PKCS12", "PretendedKeyStore", null, null) {
            @Override
            public Object newInstance(@Nullable Object parameter) {
              return store;
            }
          });
    }
  }

  @BeforeEach
  void begin() throws IOException {
    file = Files.createFile(directory.resolve("keys.p12"));
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
      assertThat(keys.keyring(null).current().isSameKey(MasterKey.of(MasterKeyTest.secret(1))))
          .isTrue();
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
          .withMessageContaining("entry 'one'");
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
    assertThat(one.given()).contains(MasterKeyTest.secret(1));
    key.close();

    assertWiped(one);
  }

  private KeySource open(String password) {
    return KeyStoreKeySource.open(file.toString(), password, ALIASES);
  }

  private WrappingKey wrappingKey() {
    return WrappingKey.open(file.toString(), PretendedKeyStore.PASSWORD, "one");
  }

  private static void assertWiped(PretendedKey key) {
    assertThat(key.given()).isNotEmpty().allSatisfy(copy -> assertThat(copy).containsOnly(0));
  }
}
