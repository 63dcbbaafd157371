package io.sealcache.frameworks;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.fixture.StoreContents;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Shiro's sessions as {@code HttpSession} of a web application, as docs/frameworks.md sets them.
 */
class ShiroWebTest {
  private static final String NOTE = "CANARYnoteCANARY";
  private static final int OK = 200;
  private static final int NOT_FOUND = 404;

  @TempDir Path directory;

  @Test
  void httpSession_isCachedAndShowsNothing() throws Exception {
    try (Settings settings = ShiroTest.named();
        NotesServer server = new NotesServer(directory, webIni())) {
      String cookie = cookie(server.send("POST", NOTE, null));

      assertThat(server.send("GET", "", cookie).body()).isEqualTo(NOTE);
      assertThat(server.send("GET", "", null).body()).isEqualTo("no session");
      assertThat(server.sessionsOfTomcat()).isZero();
      StoreContents contents = StoreContents.of(server.caches());
      assertThat(contents.size()).isEqualTo(1);
      assertThat(contents.find(NOTE)).isEmpty();
      assertThat(contents.find(cookie.substring(cookie.indexOf('=') + 1))).isEmpty();
    }
  }

  @Test
  void invalidatedSession_isForgotten() throws Exception {
    try (Settings settings = ShiroTest.named();
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
    try (Settings settings = ShiroTest.named();
        NotesServer server = new NotesServer(directory, ShiroTest.documentedIni())) {
      assertThat(server.send("POST", NOTE, null).headers().allValues("Set-Cookie")).isEmpty();
    }
  }

  @Test
  void keyForgotten_applicationDoesNotStart() throws Exception {
    try (Settings settings = ShiroTest.named().with("sealcache.master-key", "");
        NotesServer server = new NotesServer(directory, webIni())) {
      assertThat(server.hasStarted()).isFalse();
      assertThat(server.send("POST", NOTE, null).statusCode()).isEqualTo(NOT_FOUND);
    }
  }

  private static String webIni() throws Exception {
    return ShiroTest.documentedIni()
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
