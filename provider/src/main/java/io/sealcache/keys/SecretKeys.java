package io.sealcache.keys;

import io.sealcache.core.MasterKey;
import io.sealcache.internal.files.FileLocation;
import io.sealcache.internal.files.SecretFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.UnrecoverableKeyException;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.Function;

/**
 * The secret keys of a PKCS#12 key store (RFC 7292). Messages name the setting in place of an
 * alias, which may be a key put there by mistake.
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record SecretKeys(String where, KeyStore store, char[] password) {
  /**
   * Reads a key store and uses it; the password is wiped then.
   *
   * @param location a path, or a {@code file:} URL
   * @throws IllegalArgumentException if it can't be read, others could have put it there or the
   *     password is wrong
   */
  static <T> T use(String location, String password, Function<SecretKeys, T> use) {
    Path file = FileLocation.path("sealcache.keystore", location, "a PKCS#12 key store");
    char[] characters = password.toCharArray();
    try {
      return use.apply(load(file, characters));
    } finally {
      Arrays.fill(characters, '\0');
    }
  }

  private static SecretKeys load(Path file, char[] password) {
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
   * @param setting that has the alias
   * @throws IllegalArgumentException if there is none, or it is no AES key of 256 bits
   */
  MasterKey masterKey(String setting, String alias) {
    byte[] secret = aes256(setting, alias);
    try {
      return MasterKey.of(secret);
    } finally {
      Arrays.fill(secret, (byte) 0);
    }
  }

  /**
   * One entry's key, the caller's to wipe. Not any 32 bytes: an imported password, say, is as long
   * and far weaker.
   *
   * @param setting that has the alias
   * @throws IllegalArgumentException if there is none, it is no AES key of 256 bits, or it
   *     obviously is not random
   */
  byte[] aes256(String setting, String alias) {
    Key key = key(setting, alias);
    byte[] encoded = Objects.requireNonNullElse(key.getEncoded(), new byte[0]);
    if (key.getAlgorithm().equals("AES") && encoded.length == MasterKey.LENGTH) {
      try {
        MasterKey.of(encoded).destroy(); // refuses what obviously is not random
        return encoded;
      } catch (IllegalArgumentException e) {
        Arrays.fill(encoded, (byte) 0);
        throw new IllegalArgumentException("%s: %s".formatted(entry(setting), e.getMessage()), e);
      }
    }
    Arrays.fill(encoded, (byte) 0);
    throw new IllegalArgumentException(
        "%s is no AES key of 256 bits; make one with: keytool -genseckey -keyalg AES -keysize 256"
            .formatted(entry(setting)));
  }

  private Key key(String setting, String alias) {
    try {
      Key key = store.getKey(alias, password);
      if (key != null) {
        return key;
      }
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException(
          "%s does not open with the key store's password; give it the same one"
              .formatted(entry(setting)),
          e);
    }
    throw new IllegalArgumentException(
        "%s has no secret key of the alias in '%s'; correct the alias".formatted(where, setting));
  }

  private String entry(String setting) {
    return "%s, the entry of the alias in '%s'".formatted(where, setting);
  }
}
