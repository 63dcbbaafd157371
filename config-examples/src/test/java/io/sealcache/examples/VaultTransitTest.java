package io.sealcache.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealcache.vault.StrictVault;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.util.List;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The requests of {@link VaultTransit}, and to whom they go, against a server that speaks Vault's
 * API.
 */
@Timeout(60)
class VaultTransitTest {
  @RegisterExtension private final VaultSetup setup = new VaultSetup();

  @Test
  void token_isReadForEachRequest() throws IOException {
    try (VaultKeySource keys = setup.open(VaultSetup.OFTEN)) {
      setup.vault().revokeAll();
      setup.vault().allow("hvs.renewed");
      VaultSetup.await(() -> times(keys, "keys-not-loaded") > 0);
      assertFails(setup.decrypt())
          .hasStackTraceContaining(
              "Vault answered 403, the token is not valid, or its policies don't allow 'update' on"
                  + " this path");
      Files.writeString(setup.token(), "hvs.renewed");

      VaultSetup.await(() -> times(keys, "keys-unchanged") > 0);
    }
  }

  private static long times(VaultKeySource keys, String event) {
    return keys.history().getOrDefault(event, 0L);
  }

  @Test
  void messages_showNoToken() throws IOException {
    for (String content :
        List.of(
            StrictVault.TOKEN + "\nsecret",
            StrictVault.TOKEN + "\u0000",
            "",
            StrictVault.TOKEN + "wrong")) {
      Files.writeString(setup.token(), content);
      assertFails(setup.decrypt())
          .satisfies(
              failure -> {
                for (Throwable e = failure; e != null; e = e.getCause()) {
                  assertThat(e.toString()).doesNotContain("hvs", "secret");
                }
              });
    }
    assertThat(setup.requests()).isEqualTo(1);
  }

  @Test
  void failures_sayWhatToDo() throws IOException {
    setup.write("2026-11", setup.firstKey().replace("vault:v1:", "vault:v1:AAAA"));
    assertFails(setup.decrypt()).hasStackTraceContaining("not by it");
    setup.write("2026-11", "key.2026-11.wrapped=" + setup.vault().dataKey("sealcache", 8 * 31));
    assertFails(setup.decrypt()).hasStackTraceContaining("exactly 32 bytes");
    setup.write("2026-10", setup.firstKey());
    assertFails(setup.decrypt())
        .hasStackTraceContaining("current=")
        .hasStackTraceContaining("2026-11");
    setup.write("2026-11", setup.firstKey());
    assertFails(setup.decrypt().resolve("other")).hasStackTraceContaining("no such key");
    assertFails(setup.decrypt().resolve("/v1/secret/x"))
        .hasStackTraceContaining("no transit engine");
    setup.vault().close();
    assertFails(setup.decrypt()).hasStackTraceContaining("Vault can't be asked");
  }

  @Test
  void url_isOneThatShowsKeysToNobody() {
    URI clear = URI.create("http://vault.example:8200/v1/transit/decrypt/sealcache");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new VaultTransit(setup.client(), clear, setup.token()))
        .withMessageContainingAll("vault.example", "https");
    HttpClient following =
        HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL).build();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new VaultTransit(following, setup.decrypt(), setup.token()))
        .withMessageContaining("redirects");
  }

  private AbstractThrowableAssert<?, ? extends Throwable> assertFails(URI decrypt) {
    return assertThatThrownBy(() -> setup.open(decrypt, VaultSetup.RARELY).close());
  }
}
