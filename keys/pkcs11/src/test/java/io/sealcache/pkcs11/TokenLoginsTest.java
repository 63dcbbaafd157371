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
    TokenLogins.enter(LIBRARY);
    TokenLogins.enter(LIBRARY);

    TokenLogins.leave(LIBRARY, first);
    assertThat(first.logouts).isZero();
    TokenLogins.leave(LIBRARY, last);

    assertThat(first.logouts + last.logouts).isEqualTo(1);
  }

  @Test
  void tokenThatIsGone_isLeftAndTheLogSaysSo() {
    Token token = new Token();
    token.gone = true;
    TokenLogins.enter(LIBRARY);

    assertThat(CapturedLog.of("io.sealcache.keys", () -> TokenLogins.leave(LIBRARY, token)))
        .singleElement()
        .asString()
        .startsWith("WARNING Can't log out of the PKCS#11 token of token (LoginException)");
    Token next = new Token();
    TokenLogins.enter(LIBRARY);
    TokenLogins.leave(LIBRARY, next);
    assertThat(next.logouts).as("of the one who is gone nothing is left").isEqualTo(1);
  }

  @Test
  void otherLibrary_isAnotherLogin() {
    Token token = new Token();
    TokenLogins.enter(LIBRARY);
    TokenLogins.enter("/usr/lib/other.so");

    TokenLogins.leave(LIBRARY, token);

    assertThat(token.logouts).isEqualTo(1);
    TokenLogins.leave("/usr/lib/other.so", token);
  }
}
