package io.sealcache.keys;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.InvalidParameterException;
import java.security.Key;
import java.security.KeyStore;
import java.security.Provider;
import java.security.ProviderException;
import java.security.Security;
import java.security.UnrecoverableKeyException;
import javax.crypto.SecretKey;

/** A PKCS#11 token, by the JDK's provider SunPKCS11 and a configuration file of its. */
final class Pkcs11Token {
  private static final String BRIDGE = "SunPKCS11";

  private final String where;
  private final Provider provider;
  private final KeyStore store;

  private Pkcs11Token(String where, Provider provider, KeyStore store) {
    this.where = where;
    this.provider = provider;
    this.store = store;
  }

  /**
   * Logs in.
   *
   * @param configuration names the token's library and slot
   * @throws IllegalArgumentException if there is no such token, or the PIN is wrong
   */
  static Pkcs11Token open(Path configuration, char[] pin) {
    String where = "PKCS#11 token of '" + configuration + "'";
    Provider bridge = Security.getProvider(BRIDGE);
    if (bridge == null) {
      throw new IllegalArgumentException(
          where
              + " needs the provider SunPKCS11 of the module jdk.crypto.cryptoki, which this JVM lacks");
    }
    if (!Files.isRegularFile(configuration)) {
      throw new IllegalArgumentException(
          where + " is not there: the file must be a configuration of SunPKCS11");
    }
    try {
      Provider provider = bridge.configure(configuration.toString());
      KeyStore store = KeyStore.getInstance("PKCS11", provider);
      store.load(null, pin);
      return new Pkcs11Token(where, provider, store);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          e.getCause() instanceof UnrecoverableKeyException
              ? where + " does not open with this PIN; correct 'sealcache.keystore.password'"
              : where + " cannot be read; see the cause",
          e);
    } catch (GeneralSecurityException | ProviderException | InvalidParameterException e) {
      throw new IllegalArgumentException(
          where + " cannot be opened; check the library and slot that the file names", e);
    }
  }

  /**
   * Wraps keys by one that stays in the token.
   *
   * @throws IllegalArgumentException if there is no AES key under the alias
   */
  KeyWrap keyWrap(String alias) {
    try {
      Key key = store.getKey(alias, null);
      if (key instanceof SecretKey secretKey && key.getAlgorithm().equals("AES")) {
        return new TokenKeyWrap(secretKey, provider);
      }
    } catch (GeneralSecurityException | ProviderException e) {
      throw new IllegalArgumentException(where + " does not give its keys; see the cause", e);
    }
    throw new IllegalArgumentException(
        where + " has no AES key under the alias given; correct 'sealcache.keystore.wrapping'");
  }
}
