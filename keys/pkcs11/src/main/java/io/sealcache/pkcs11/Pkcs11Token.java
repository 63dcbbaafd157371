package io.sealcache.pkcs11;

import io.sealcache.core.MasterKey;
import io.sealcache.internal.files.SecretFile;
import io.sealcache.keys.WrappingKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.AuthProvider;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.InvalidParameterException;
import java.security.Key;
import java.security.KeyStore;
import java.security.Provider;
import java.security.ProviderException;
import java.security.Security;
import java.security.UnrecoverableKeyException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;

/** A PKCS#11 token, by the JDK's provider SunPKCS11 and its configuration file. */
final class Pkcs11Token {
  private static final String BRIDGE = "SunPKCS11";

  private static final Pattern LIBRARY = Pattern.compile("(?m)^\\s*library\\s*=\\s*(\\S+)");

  private Pkcs11Token() {}

  /**
   * Logs in, and takes a key.
   *
   * @param configuration names the token's library and slot
   * @throws IllegalArgumentException if there is no such token, the PIN is wrong, or there is no
   *     AES key of 256 bits under the alias; the message contains no part of the PIN
   */
  static WrappingKey open(Path configuration, char[] pin, String alias) {
    String where = "PKCS#11 token of '" + configuration + "'";
    Provider bridge = Security.getProvider(BRIDGE);
    if (bridge == null) {
      throw new IllegalArgumentException(
          where
              + " needs the provider SunPKCS11 of the module jdk.crypto.cryptoki, which this JVM"
              + " lacks");
    }
    if (!Files.isRegularFile(configuration)) {
      throw new IllegalArgumentException(
          where + " is not there: the file must be a configuration of SunPKCS11");
    }
    try {
      // It names a library that runs in this process.
      Path real = SecretFile.ensure(where, configuration);
      String library = library(Files.readString(real, StandardCharsets.ISO_8859_1));
      AuthProvider token = (AuthProvider) bridge.configure(real.toString());
      KeyStore store = KeyStore.getInstance("PKCS11", token);
      TokenLogins.enter(library);
      try {
        store.load(null, pin);
        return WrappingKey
            .ofToken( // closing it logs out, unless others of this process use the token
                key(where, token, store, alias), token, () -> TokenLogins.leave(library, token));
      } catch (IOException | GeneralSecurityException | RuntimeException e) {
        TokenLogins.leave(library, token); // others of this process may be logged in
        throw e;
      }
    } catch (IOException e) {
      throw new IllegalArgumentException(
          e.getCause() instanceof UnrecoverableKeyException
              ? where + " does not open with this PIN; correct the file of it"
              : where + " cannot be read; see the cause",
          e);
    } catch (GeneralSecurityException | ProviderException | InvalidParameterException e) {
      throw new IllegalArgumentException(
          where + " cannot be opened; check the library and slot that the file names", e);
    }
  }

  /** As the file has it; all that don't say it in this way count as one. */
  private static String library(String configuration) {
    Matcher matcher = LIBRARY.matcher(configuration);
    return matcher.find() ? matcher.group(1) : "";
  }

  private static SecretKey key(String where, Provider token, KeyStore store, String alias) {
    try {
      Key key = store.getKey(alias, null);
      if (key instanceof SecretKey secretKey && key.getAlgorithm().equals("AES")) {
        if (!has256Bits(token, secretKey)) {
          throw new IllegalArgumentException(
              where
                  + " has an AES key of another size than 256 bits under the alias given; make one"
                  + " with: keytool -genseckey -keyalg AES -keysize 256");
        }
        return secretKey;
      }
    } catch (GeneralSecurityException | ProviderException e) {
      throw new IllegalArgumentException(where + " does not give its keys; see the cause", e);
    }
    throw new IllegalArgumentException(
        where + " has no AES key under the alias given; correct 'sealcache.kms'");
  }

  // The size of a key that stays in a token is told by no method that all may call. A cipher for
  // this size alone refuses others; but up to JDK 25 SunPKCS11 counts the bytes of a stored key as
  // bits, refuses it too, and only names the number. No AES key has 32 bits.
  private static boolean has256Bits(Provider token, SecretKey key) throws GeneralSecurityException {
    try {
      Cipher.getInstance("AES_256/ECB/NoPadding", token).init(Cipher.ENCRYPT_MODE, key);
      return true;
    } catch (InvalidKeyException e) {
      return key.toString().contains(" AES secret key, " + MasterKey.LENGTH + " bits");
    }
  }
}
