package io.sealcache.frameworks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealcache.fixture.StoreContents;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.cache.Caching;
import org.apache.shiro.authc.UsernamePasswordToken;
import org.apache.shiro.config.Ini;
import org.apache.shiro.env.BasicIniEnvironment;
import org.apache.shiro.mgt.SecurityManager;
import org.apache.shiro.session.UnknownSessionException;
import org.apache.shiro.subject.Subject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Shiro's caches of what realms say, and its sessions, as docs/frameworks.md sets them. */
class ShiroTest {
  private static final String USER = "CANARYuserCANARY";
  private static final String NOTE = "CANARYnoteCANARY";
  private static final String REALM =
      """

      realm = io.sealcache.frameworks.WardRealm
      realm.authenticationCachingEnabled = true
      securityManager.realm = $realm
      """;

  @BeforeEach
  void forgetCalls() {
    WardRealm.AUTHENTICATIONS.set(0);
    WardRealm.AUTHORIZATIONS.set(0);
  }

  @Test
  void realmAndSessions_areCachedAndShowNothing() throws Exception {
    try (Settings settings = named()) {
      SecurityManager security = security();
      login(security);
      Object id = login(security).getSession().getId();

      Subject found = new Subject.Builder(security).sessionId(id.toString()).buildSubject();
      assertThat(found.getPrincipal()).isEqualTo(USER);
      assertThat(found.getSession().getAttribute("note")).isEqualTo(NOTE);
      assertThat(WardRealm.AUTHENTICATIONS).hasValue(1);
      assertThat(WardRealm.AUTHORIZATIONS).hasValue(1);
      assertThat(
              StoreContents.of(settings.manager())
                  .without(USER, NOTE, WardRealm.PASSWORD, WardRealm.PERMISSION, id.toString())
                  .size())
          .isEqualTo(4); // two sessions, and one of each kind of info
    }
  }

  @Test
  void loggedOut_isForgotten() throws Exception {
    try (Settings settings = named()) {
      SecurityManager security = security();
      Subject subject = login(security);
      String id = subject.getSession().getId().toString();
      assertThat(StoreContents.of(settings.manager()).size()).isEqualTo(3);

      subject.logout();

      assertThat(StoreContents.of(settings.manager()).size()).isZero();
      assertThatThrownBy(() -> security.getSession(() -> id))
          .isInstanceOf(UnknownSessionException.class);
    }
  }

  @Test
  void keyForgotten_isRefused() {
    try (Settings settings = named().with("sealcache.master-key", "")) {
      assertThatThrownBy(() -> login(security())).hasStackTraceContaining("sealcache.master-key");
    }
  }

  /** With the store's provider on the class path too, JCache has no default. */
  @Test
  void providerForgotten_isRefused() {
    try (Settings settings = Settings.ofSealCache().afresh()) {
      assertThatThrownBy(() -> login(security()))
          .hasStackTraceContaining("Multiple CachingProviders");
    }
  }

  private static Settings named() {
    return Settings.ofSealCache()
        .afresh()
        .with(Caching.JAVAX_CACHE_CACHING_PROVIDER, Settings.SEALCACHE);
  }

  private static SecurityManager security() throws IOException {
    Ini ini = new Ini();
    ini.load(documentedIni() + REALM);
    return new BasicIniEnvironment(ini).getSecurityManager();
  }

  /** The {@code shiro.ini} of docs/frameworks.md. */
  private static String documentedIni() throws IOException {
    Matcher documented =
        Pattern.compile("(?s)```ini\n(.*?)```")
            .matcher(Files.readString(Path.of("../../docs/frameworks.md")));
    assertThat(documented.find()).isTrue();
    return documented.group(1);
  }

  private static Subject login(SecurityManager security) {
    Subject subject = new Subject.Builder(security).buildSubject();
    subject.login(new UsernamePasswordToken(USER, WardRealm.PASSWORD));
    assertThat(subject.isPermitted(WardRealm.PERMISSION)).isTrue();
    subject.getSession().setAttribute("note", NOTE);
    return subject;
  }

  private static final int OK = 200;
  private static final int NOT_FOUND = 404;

  @TempDir Path directory;

  @Test
  void httpSession_isCachedAndShowsNothing() throws Exception {
    try (Settings settings = named();
        NotesServer server = new NotesServer(directory, webIni())) {
      String cookie = cookie(server.send("POST", NOTE, null));

      assertThat(server.send("GET", "", cookie).body()).isEqualTo(NOTE);
      assertThat(server.send("GET", "", null).body()).isEqualTo("no session");
      assertThat(server.sessionsOfTomcat()).isZero();
      assertThat(
              StoreContents.of(server.caches())
                  .without(NOTE, cookie.substring(cookie.indexOf('=') + 1))
                  .size())
          .isEqualTo(1);
    }
  }

  @Test
  void invalidatedSession_isForgotten() throws Exception {
    try (Settings settings = named();
        NotesServer server = new NotesServer(directory, webIni())) {
      String cookie = cookie(server.send("POST", NOTE, null));

      server.send("DELETE", "", cookie);

      assertThat(StoreContents.of(server.caches()).size()).isZero();
      assertThat(server.send("GET", "", cookie).body()).isEqualTo("no session");
    }
  }

  /** With Shiro's other session manager, which is for programs without the web. */
  @Test
  void sessionManagerWithoutWeb_givesNoCookie() throws Exception {
    try (Settings settings = named();
        NotesServer server = new NotesServer(directory, documentedIni())) {
      assertThat(server.send("POST", NOTE, null).headers().allValues("Set-Cookie")).isEmpty();
    }
  }

  @Test
  void keyForgotten_applicationDoesNotStart() throws Exception {
    try (Settings settings = named().with("sealcache.master-key", "");
        NotesServer server = new NotesServer(directory, webIni())) {
      assertThat(server.hasStarted()).isFalse();
      assertThat(server.send("POST", NOTE, null).statusCode()).isEqualTo(NOT_FOUND);
    }
  }

  private static String webIni() throws Exception {
    return documentedIni()
        .replace(
            "org.apache.shiro.session.mgt.DefaultSessionManager",
            "org.apache.shiro.web.session.mgt.DefaultWebSessionManager");
  }

  private static String cookie(HttpResponse<String> response) {
    assertThat(response.statusCode()).isEqualTo(OK);
    return response.headers().allValues("Set-Cookie").stream()
        .filter(cookie -> !cookie.contains("deleteMe"))
        .map(cookie -> cookie.substring(0, cookie.indexOf(';')))
        .findFirst()
        .orElseThrow();
  }
}
