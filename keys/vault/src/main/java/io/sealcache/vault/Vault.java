package io.sealcache.vault;

import io.sealcache.keys.KeyEncryptionKey;
import io.sealcache.keys.KeyManagementService;

/**
 * The transit engine of Vault, by the setting {@code sealcache.kms=vault:URL}; {@code
 * docs/keys/kms.md} says how a key is written. Certificates are checked against those that the JVM
 * trusts.
 */
public final class Vault implements KeyManagementService {
  /** For the service loader. */
  public Vault() {}

  @Override
  public String scheme() {
    return "vault";
  }

  /** Logs in, and looks at the key. */
  @Override
  public KeyEncryptionKey open(String key) {
    return TransitKey.open(TransitAddress.parse(key));
  }
}
