package io.sealcache.keys;

import io.sealcache.internal.text.LoggerName;
import java.lang.System.Logger.Level;
import java.security.AuthProvider;
import java.security.ProviderException;
import java.util.HashMap;
import java.util.Map;
import javax.security.auth.login.LoginException;
import org.jspecify.annotations.Nullable;

/**
 * Who uses the tokens of a PKCS#11 library. A process is logged in to a token as one, so logging
 * out takes the keys from all its users: the last one does it. Thread-safe.
 */
final class TokenLogins {
  /** As the login is the process's, and not ours. */
  static final TokenLogins OF_PROCESS = new TokenLogins();

  private final Map<String, Integer> users = new HashMap<>(); // by library; guarded by this

  /** To be called before the login, so that nobody logs out meanwhile. */
  synchronized void enter(String library) {
    users.merge(library, 1, Integer::sum);
  }

  /**
   * Once for each that entered.
   *
   * @param token by which the last one logs out; null if it never logged in
   */
  synchronized void leave(String library, @Nullable AuthProvider token) {
    boolean last =
        users.computeIfPresent(library, (name, count) -> count == 1 ? null : count - 1) == null;
    if (last && token != null) {
      logOut(token);
    }
  }

  private static void logOut(AuthProvider token) {
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
