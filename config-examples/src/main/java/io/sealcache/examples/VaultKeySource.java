package io.sealcache.examples;

import io.sealcache.core.Keyring;
import io.sealcache.keys.KeySource;
import io.sealcache.keys.KeyringFile;
import io.sealcache.keys.RefreshTimes;
import io.sealcache.keys.RefreshingKeySource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Master keys that Vault's transit engine has wrapped: their ciphertexts lie in a file beside the
 * application, see {@link VaultKeyring}, and Vault opens them. It does so when this is opened and
 * then from time to time, so an application whose access ends in Vault is without keys once their
 * grace is over.
 *
 * <p>In Vault, once, by who runs it; then a wrapped key for each line of the file:
 *
 * <pre>
 * vault secrets enable transit
 * vault write -f transit/keys/sealcache
 * vault write -f -field=ciphertext transit/datakey/wrapped/sealcache
 * </pre>
 *
 * <p>The application may do one thing. Whoever may do {@code encrypt} too can make keys of their
 * own that it takes for these.
 *
 * <pre>
 * path "transit/decrypt/sealcache" { capabilities = ["update"] }
 * </pre>
 */
public final class VaultKeySource implements KeySource {
  private final RefreshingKeySource source;

  private VaultKeySource(RefreshingKeySource source) {
    this.source = source;
  }

  /** To be given as the setting {@code sealcache.key-source}, and closed after the manager. */
  public static VaultKeySource open(VaultTransit vault, Path keyring, RefreshTimes times) {
    // docs/keys/kms.md
    RefreshingKeySource source =
        RefreshingKeySource.of(vault.toString(), () -> load(vault, keyring), times);
    // /docs/keys/kms.md
    return new VaultKeySource(source);
  }

  /** All keys by one request, which Vault answers wholly or not at all. */
  private static Keyring load(VaultTransit vault, Path file)
      throws IOException, InterruptedException {
    VaultKeyring wrapped = VaultKeyring.read(file);
    List<byte[]> secrets = vault.decrypt(wrapped.ciphertexts());
    try (KeyringFile opened = wrapped.open(secrets)) {
      return opened.keyring();
    } finally {
      secrets.forEach(secret -> Arrays.fill(secret, (byte) 0));
    }
  }

  @Override
  public Keyring keyring(@Nullable String tenant) {
    return source.keyring(tenant);
  }

  @Override
  public Map<String, Long> history() {
    return source.history();
  }

  @Override
  public void close() {
    source.close();
  }
}
