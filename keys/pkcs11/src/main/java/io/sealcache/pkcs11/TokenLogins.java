package io.sealcache.pkcs11;

import io.sealcache.internal.text.LoggerName;
import java.lang.System.Logger.Level;
import java.security.AuthProvider;
import java.security.ProviderException;
import java.util.HashMap;
import java.util.Map;
import javax.security.auth.login.LoginException;

/**
 * The users of the tokens of a PKCS#11 library. The process is logged in to a token as one, so
 * logging out takes the keys from all its users: the last one does it. Thread-safe.
 */
final class TokenLogins {
  private static final Map<String, Integer> USERS = new HashMap<>(); // guarded by this class

  private TokenLogins() {}

  /** To be called before the login, so that nobody logs out meanwhile. */
  static synchronized void enter(String library) {
    USERS.merge(library, 1, Integer::sum);
  }

  /**
   * Once for each that entered, also where the login failed.
   *
   * @param token to log out of, which does nothing where nobody is logged in
   */
  static synchronized void leave(String library, AuthProvider token) {
    if (USERS.merge(library, -1, Integer::sum) == 0) {
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
}
