package io.sealcache.keys;

import io.sealcache.core.MasterKey;
import io.sealcache.internal.files.SecretFile;
import io.sealcache.internal.text.MasterKeyText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.UnrecoverableKeyException;
import java.util.Arrays;
import javax.crypto.SecretKey;

/** The secret keys of a PKCS#12 key store (RFC 7292). */
final class SecretKeys {
  private final String where;
  private final KeyStore store;
  private final char[] password;

  private SecretKeys(String where, KeyStore store, char[] password) {
    this.where = where;
    this.store = store;
    this.password = password;
  }

  /**
   * Reads a key store.
   *
   * @param password not copied
   * @throws IllegalArgumentException if it can't be read, others could have put it there or the
   *     password is wrong
   */
  static SecretKeys load(Path file, char[] password) {
    String where = "Key store '" + file + "'";
    try (InputStream in = SecretFile.open(where, file)) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(in, password);
      return new SecretKeys(where, store, password);
    } catch (IOException e) {
      if (e.getCause() instanceof UnrecoverableKeyException) {
        throw new IllegalArgumentException(
            where + " does not open with this password; correct 'sealcache.keystore.password'", e);
      }
      throw new IllegalArgumentException(
          "%s cannot be read (%s); it must be a PKCS#12 file that this JVM may read"
              .formatted(where, e.getClass().getSimpleName()),
          e);
    } catch (GeneralSecurityException | SecurityException e) {
      throw new IllegalArgumentException(where + " cannot be opened; see the cause", e);
    }
  }

  /**
   * The master key of one entry.
   *
   * @throws IllegalArgumentException if there is none, or it is no AES key of 256 bits
   */
  MasterKey masterKey(String alias) {
    byte[] secret = aes256(alias).getEncoded();
    try {
      return MasterKey.of(secret);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "%s, entry %s: %s".formatted(where, shown(alias), e.getMessage()), e);
    } finally {
      Arrays.fill(secret, (byte) 0);
    }
  }

  /**
   * One entry's key. Not any 32 bytes: an imported password, say, is as long and far weaker.
   *
   * @throws IllegalArgumentException if there is none, or it is no AES key of 256 bits
   */
  SecretKey aes256(String alias) {
    Key key = key(alias);
    byte[] encoded = key.getEncoded();
    boolean fits =
        key.getAlgorithm().equals("AES") && encoded != null && encoded.length == MasterKey.LENGTH;
    if (encoded != null) {
      Arrays.fill(encoded, (byte) 0);
    }
    if (!fits || !(key instanceof SecretKey secretKey)) {
      throw new IllegalArgumentException(
          "%s, entry %s is no AES key of 256 bits; make one with: keytool -genseckey -keyalg AES -keysize 256"
              .formatted(where, shown(alias)));
    }
    return secretKey;
  }

  private Key key(String alias) {
    try {
      Key key = store.getKey(alias, password);
      if (key != null) {
        return key;
      }
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException(
          "%s, entry %s does not open with the key store's password; give it the same one"
              .formatted(where, shown(alias)),
          e);
    }
    throw new IllegalArgumentException(
        "%s has no secret key %s; correct the alias".formatted(where, shown(alias)));
  }

  /** An alias may be a key put there by mistake. */
  private static String shown(String alias) {
    return MasterKeyText.isWrittenLikeAKey(alias) ? "of the alias given" : "'" + alias + "'";
  }
}
