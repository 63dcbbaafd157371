package io.sealcache.pkcs11;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sealcache.core.MasterKey;
import io.sealcache.internal.files.SecretFile;
import io.sealcache.internal.text.LoggerName;
import io.sealcache.keys.KeyManagementService;
import io.sealcache.keys.WrappingKey;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
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
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.security.auth.login.LoginException;

/**
 * PKCS#11 tokens, by the setting {@code sealcache.kms=pkcs11:ALIAS?token=FILE&pin-file=FILE}: the
 * key of that alias never leaves its token, and must be allowed to encrypt and decrypt by {@code
 * CKM_AES_GCM}. Closing the last one of a process logs out of the token, and with it all that the
 * process has logged in there.
 */
public final class Pkcs11 implements KeyManagementService {
  private static final Pattern KEY = Pattern.compile("([^?&]+)[?]token=([^?&]+)&pin-file=([^?&]+)");
  private static final Pattern LIBRARY = Pattern.compile("(?m)^\\s*library\\s*=\\s*(\\S+)");
  private static final int LONGEST_PIN = 1_024;

  /**
   * How many use the tokens of a library. The process is logged in to a token as one user, so
   * logging out takes the keys from all: the last one does it.
   */
  private static final Map<String, Integer> USERS = new HashMap<>(); // guarded by itself

  /** For the service loader. */
  public Pkcs11() {}

  @Override
  public String scheme() {
    return "pkcs11";
  }

  /** Logs in, and takes the key. */
  @Override
  public WrappingKey open(String key) {
    Matcher parts = KEY.matcher(key);
    if (!parts.matches()) {
      throw malformed();
    }
    Path configuration = file(parts.group(2));
    char[] pin = pin(file(parts.group(3)));
    try {
      return open(configuration, pin, parts.group(1));
    } finally {
      Arrays.fill(pin, '\0');
    }
  }

  private static Path file(String text) {
    try {
      return Path.of(text).toAbsolutePath();
    } catch (InvalidPathException e) { // its message holds the text
      throw malformed();
    }
  }

  /** The first line. */
  private static char[] pin(Path file) {
    byte[] content = SecretFile.read("The file '" + file + "' of a PIN", file, LONGEST_PIN);
    CharBuffer text = UTF_8.decode(ByteBuffer.wrap(content));
    try {
      int end = 0;
      while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
        end++;
      }
      char[] pin = new char[end];
      text.get(pin);
      return pin;
    } finally {
      Arrays.fill(content, (byte) 0);
      Arrays.fill(text.array(), '\0');
    }
  }

  private static IllegalArgumentException malformed() {
    return new IllegalArgumentException(
        "write a key of a token as 'pkcs11:ALIAS?token=FILE&pin-file=FILE', with a configuration of SunPKCS11 and a file whose first line is the PIN");
  }

  /**
   * Logs in, and takes a key.
   *
   * @param configuration names the token's library and slot
   * @throws IllegalArgumentException if there is no such token, the PIN is wrong, or there is no
   *     AES key of 256 bits under the alias; the message contains no part of the PIN
   */
  static WrappingKey open(Path configuration, char[] pin, String alias) {
    String where = "PKCS#11 token of '" + configuration + "'";
    Provider bridge = Security.getProvider("SunPKCS11");
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
      enter(library);
      try {
        store.load(null, pin);
        return WrappingKey
            .ofToken( // closing it logs out, unless others of this process use the token
                key(where, token, store, alias), token, () -> leave(library, token));
      } catch (IOException | GeneralSecurityException | RuntimeException e) {
        leave(library, token); // others of this process may be logged in
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

  /** To be called before the login, so that nobody logs out meanwhile. */
  private static void enter(String library) {
    synchronized (USERS) {
      USERS.merge(library, 1, Integer::sum);
    }
  }

  /**
   * Once for each that entered, also where the login failed.
   *
   * @param token to log out of, which does nothing where nobody is logged in
   */
  private static void leave(String library, AuthProvider token) {
    synchronized (USERS) {
      if (USERS.merge(library, -1, Integer::sum) > 0) {
        return;
      }
      USERS.remove(library);
      try {
        token.logout();
      } catch (LoginException | ProviderException e) {
        LoggerName.KEYS
            .logger()
            .log(
                Level.WARNING,
                "Can''t log out of the PKCS#11 token of {0} ({1}); it may be gone",
                token.getName(),
                e.getClass().getSimpleName());
      }
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
