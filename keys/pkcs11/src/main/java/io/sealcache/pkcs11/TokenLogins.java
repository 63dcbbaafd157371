package io.sealcache.pkcs11;

import static java.util.Objects.requireNonNull;

import io.sealcache.internal.text.LoggerName;
import java.lang.System.Logger.Level;
import java.security.AuthProvider;
import java.security.ProviderException;
import java.util.HashMap;
import java.util.Map;
import javax.security.auth.login.LoginException;
import org.jspecify.annotations.Nullable;

/**
 * The users of the tokens of a PKCS#11 library. A process is logged in to a token as one, so
 * logging out takes the keys from all its users: the last one does it. Thread-safe.
 */
final class TokenLogins {
  /** As the login is the process's, and not ours. */
  static final TokenLogins OF_PROCESS = new TokenLogins();

  private final Map<String, Users> libraries = new HashMap<>(); // guarded by this

  private static final class Users {
    private int count;
    private @Nullable AuthProvider loggedIn;
  }

  /** To be called before the login, so that nobody logs out meanwhile. */
  synchronized void enter(String library) {
    libraries.computeIfAbsent(library, absent -> new Users()).count++;
  }

  /**
   * Once for each that entered.
   *
   * @param token that was logged in to; null if that failed
   */
  synchronized void leave(String library, @Nullable AuthProvider token) {
    Users users = requireNonNull(libraries.get(library));
    if (token != null) {
      users.loggedIn = token;
    }
    if (--users.count == 0) {
      libraries.remove(library);
      if (users.loggedIn != null) {
        logOut(users.loggedIn);
      }
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
