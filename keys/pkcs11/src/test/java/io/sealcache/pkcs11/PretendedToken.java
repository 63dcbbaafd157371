package io.sealcache.pkcs11;

import io.sealcache.keys.PretendedKeyStore;
import io.sealcache.keys.WatchedCipher;
import java.security.AuthProvider;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.Security;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.security.auth.Subject;
import javax.security.auth.callback.CallbackHandler;
import javax.security.auth.login.LoginException;
import org.jspecify.annotations.Nullable;

/**
 * A token, as it were: while it is open it stands in the place of the JDK's provider of tokens. It
 * counts who logs out.
 */
final class PretendedToken extends AuthProvider implements AutoCloseable {
  private static final String BRIDGE = "SunPKCS11";
  private static final long serialVersionUID = 1L;

  private final transient @Nullable Provider replaced = Security.getProvider(BRIDGE);
  private final transient int position = Arrays.asList(Security.getProviders()).indexOf(replaced);
  private final transient PretendedKeyStore store;
  private final transient List<byte[]> blocks = new ArrayList<>();

  /** Runs before a cipher of the token is there. */
  transient volatile Runnable whenAsked = () -> {};

  private int logouts;
  private boolean gone;

  @SuppressWarnings("this-escape") // complete except its services, which are added
  PretendedToken(PretendedKeyStore store) {
    super(BRIDGE, "1", "of a test");
    this.store = store;
    putService(new TokenService("KeyStore", "PKCS11"));
    for (String cipher : List.of("AES/GCM/NoPadding", "AES_256/ECB/NoPadding")) {
      putService(new TokenService("Cipher", cipher));
    }
    Security.removeProvider(BRIDGE);
    Security.addProvider(this);
  }

  /** The JVM has no provider of tokens from now on. */
  void takeAway() {
    Security.removeProvider(BRIDGE);
  }

  /** The arrays themselves that its ciphers were given and gave. */
  List<byte[]> blocks() {
    return blocks;
  }

  /** The token itself is taken away, or put back. */
  void remove(boolean away) {
    gone = away;
  }

  int logouts() {
    return logouts;
  }

  @Override
  public Provider configure(String configuration) {
    return this;
  }

  @Override
  public void login(Subject subject, CallbackHandler handler) {}

  @Override
  public void logout() throws LoginException {
    logouts++;
    if (gone) {
      throw new LoginException("CKR_DEVICE_REMOVED");
    }
  }

  @Override
  public void setCallbackHandler(CallbackHandler handler) {}

  @Override
  public void close() {
    Security.removeProvider(BRIDGE);
    if (replaced != null) {
      Security.insertProviderAt(replaced, position + 1);
    }
  }

  private final class TokenService extends Service {
    TokenService(String type, String algorithm) {
      super(PretendedToken.this, type, algorithm, BRIDGE, null, null);
    }

    @Override
    public Object newInstance(@Nullable Object parameter) throws NoSuchAlgorithmException {
      if (getType().equals("KeyStore")) {
        return store;
      }
      whenAsked.run();
      return new WatchedCipher(getAlgorithm(), blocks);
    }

    @Override
    public boolean supportsParameter(@Nullable Object parameter) {
      return true;
    }
  }
}
