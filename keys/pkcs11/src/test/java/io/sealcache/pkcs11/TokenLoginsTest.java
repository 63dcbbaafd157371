package io.sealcache.pkcs11;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.fixture.CapturedLog;
import java.security.AuthProvider;
import javax.security.auth.Subject;
import javax.security.auth.callback.CallbackHandler;
import javax.security.auth.login.LoginException;
import org.junit.jupiter.api.Test;

class TokenLoginsTest {
  private static final String LIBRARY = "/usr/lib/token.so";

  private final TokenLogins logins = new TokenLogins();

  private static final class Token extends AuthProvider {
    private static final long serialVersionUID = 1L;

    private int logouts;
    private boolean gone;

    Token() {
      super("token", "1", "of a test");
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
  }

  @Test
  void lastUser_logsOutOnce() {
    Token first = new Token();
    Token last = new Token();
    logins.enter(LIBRARY);
    logins.enter(LIBRARY);

    logins.leave(LIBRARY, first);
    assertThat(first.logouts).isZero();
    logins.leave(LIBRARY, last);

    assertThat(first.logouts + last.logouts).isEqualTo(1);
  }

  @Test
  void userWhoNeverLoggedIn_logsNobodyOut() {
    logins.enter(LIBRARY);
    logins.leave(LIBRARY, null);

    Token other = new Token();
    logins.enter(LIBRARY);
    logins.enter(LIBRARY);
    logins.leave(LIBRARY, null);
    assertThat(other.logouts).isZero();
    logins.leave(LIBRARY, other);
    assertThat(other.logouts).isEqualTo(1);
  }

  @Test
  void lastUserWhoNeverLoggedIn_logsOutForTheOneWhoDid() {
    Token token = new Token();
    logins.enter(LIBRARY);
    logins.enter(LIBRARY);
    logins.leave(LIBRARY, token);

    logins.leave(LIBRARY, null);

    assertThat(token.logouts).isEqualTo(1);
  }

  @Test
  void tokenThatIsGone_isLeftAndTheLogSaysSo() {
    Token token = new Token();
    token.gone = true;
    logins.enter(LIBRARY);

    assertThat(CapturedLog.of("io.sealcache.keys", () -> logins.leave(LIBRARY, token)))
        .singleElement()
        .asString()
        .startsWith("WARNING Can't log out of the PKCS#11 token of token (LoginException)");
    logins.enter(LIBRARY);
    logins.leave(LIBRARY, null);
    assertThat(token.logouts).isEqualTo(1);
  }

  @Test
  void otherLibrary_isAnotherLogin() {
    Token token = new Token();
    logins.enter(LIBRARY);
    logins.enter("/usr/lib/other.so");

    logins.leave(LIBRARY, token);

    assertThat(token.logouts).isEqualTo(1);
  }
}
