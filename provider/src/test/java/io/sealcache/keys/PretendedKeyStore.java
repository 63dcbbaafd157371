package io.sealcache.keys;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.Key;
import java.security.KeyStoreSpi;
import java.security.UnrecoverableKeyException;
import java.security.cert.Certificate;
import java.util.Arrays;
import java.util.Collections;
import java.util.Date;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A key store of another's library: the keys that a test put there, for one password. It keeps the
 * array of the password, so that a test sees it wiped.
 */
public final class PretendedKeyStore extends KeyStoreSpi {
  public static final String PASSWORD = "1234";

  private final Map<String, Key> keys = new HashMap<>();
  private char @Nullable [] given;
  private @Nullable RuntimeException broken;

  public void put(String alias, Key key) {
    keys.put(alias, key);
  }

  /** Asked for a key, it fails from now on. */
  public void breakBy(RuntimeException failure) {
    broken = failure;
  }

  /** The array itself that the last one gave who opened this. */
  public char @Nullable [] password() {
    return given;
  }

  @Override
  public void engineLoad(@Nullable InputStream stream, char @Nullable [] password)
      throws IOException {
    given = password;
    if (!Arrays.equals(PASSWORD.toCharArray(), password)) {
      throw new IOException("load failed", new UnrecoverableKeyException("CKR_PIN_INCORRECT"));
    }
  }

  @Override
  public @Nullable Key engineGetKey(String alias, char @Nullable [] password) {
    if (broken != null) {
      throw broken;
    }
    return keys.get(alias);
  }

  @Override
  public Enumeration<String> engineAliases() {
    return Collections.enumeration(keys.keySet());
  }

  @Override
  public boolean engineContainsAlias(String alias) {
    return keys.containsKey(alias);
  }

  @Override
  public int engineSize() {
    return keys.size();
  }

  @Override
  public boolean engineIsKeyEntry(String alias) {
    return keys.containsKey(alias);
  }

  @Override
  public boolean engineIsCertificateEntry(String alias) {
    return false;
  }

  @Override
  public Certificate @Nullable [] engineGetCertificateChain(String alias) {
    return null;
  }

  @Override
  public @Nullable Certificate engineGetCertificate(String alias) {
    return null;
  }

  @Override
  public @Nullable String engineGetCertificateAlias(Certificate certificate) {
    return null;
  }

  @Override
  public @Nullable Date engineGetCreationDate(String alias) {
    return null;
  }

  @Override
  public void engineSetKeyEntry(
      String alias, Key key, char[] password, Certificate @Nullable [] chain) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void engineSetKeyEntry(String alias, byte[] key, Certificate @Nullable [] chain) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void engineSetCertificateEntry(String alias, Certificate certificate) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void engineDeleteEntry(String alias) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void engineStore(OutputStream stream, char[] password) {
    throw new UnsupportedOperationException();
  }
}
