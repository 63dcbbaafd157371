package io.sealcache.confidentiality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.sun.net.httpserver.HttpServer;
import io.sealcache.EncryptedCachingProvider;
import io.sealcache.fixture.StoreFixture;
import io.sealcache.fixture.TestStore;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Properties;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A URI of the store with a password in it. */
class StoreUriTest {
  @AutoClose private final EncryptedCachingProvider provider = new EncryptedCachingProvider();

  /** Stores quote it in exceptions of their own. */
  @ParameterizedTest
  @EnumSource
  void uriThatCannotBeOpened_isShownWithoutItsSecrets(TestStore store) throws Exception {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(403, -1);
          exchange.close();
        });
    server.start();
    try {
      Properties settings = StoreFixture.settings(store.providerClass());
      settings.put(
          "sealcache.store.uri",
          "http://user:pass%2Dphrase@127.0.0.1:"
              + server.getAddress().getPort()
              + "/store.xml?token=token-text");
      StringWriter shown = new StringWriter();
      Throwable thrown = catchThrowable(() -> provider.getCacheManager(null, null, settings));
      if (thrown != null) { // some take any URI for a name
        thrown.printStackTrace(new PrintWriter(shown));
      }

      assertThat(shown.toString()).doesNotContain("pass%2Dphrase", "pass-phrase", "token-text");
    } finally {
      server.stop(0);
    }
  }
}
