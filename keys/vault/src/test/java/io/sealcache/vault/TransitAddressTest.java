package io.sealcache.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TransitAddressTest {
  private static final String KEY = "https://vault.example:8200/transit/caches";
  private static final URI SERVER = URI.create("https://vault.example:8200");

  @Test
  void eachLogin_isTaken() {
    assertThat(TransitAddress.parse(KEY + "?auth=token&token-file=/t&namespace=a/b"))
        .isEqualTo(
            new TransitAddress(
                SERVER, "transit", "caches", "a/b", new VaultLogin.TokenFile(Path.of("/t"))));
    assertThat(TransitAddress.parse(KEY + "?auth=kubernetes&role=r").login())
        .isEqualTo(new VaultLogin.Kubernetes("kubernetes", "r", Path.of(VaultLogin.JWT)));
    assertThat(
            TransitAddress.parse(KEY + "?auth=approle&role-id-file=/r&secret-id-file=/s&mount=a/b")
                .login())
        .isEqualTo(new VaultLogin.AppRole("a/b", Path.of("/r"), Path.of("/s")));
    assertThat(TransitAddress.parse("http://localhost:1/a/b/key?auth=token&token-file=/t").mount())
        .isEqualTo("a/b");
  }

  private static String name(String url, String parameters) {
    return TransitAddress.parse(url + "?auth=token&token-file=/t" + parameters).name();
  }

  @Test
  void name_saysWhereTheKeyIsAndNotHowOneLogsIn() {
    String name = "vault:https://vault.example:8200/transit/caches";
    assertThat(name(KEY, "")).isEqualTo(name);
    assertThat(TransitAddress.parse(KEY + "?auth=kubernetes&role=r").name()).isEqualTo(name);
    assertThat(name(KEY.replace("vault.", "Vault."), "")).isEqualTo(name);
    assertThat(name(KEY, "&namespace=a/b"))
        .isEqualTo("vault:https://vault.example:8200/a/b/transit/caches")
        .isEqualTo(name(KEY, "&namespace=a/b/"));
  }

  @Test
  void keysOfOneNameInOtherPlaces_haveOtherNames() {
    assertThat(
            Set.of(
                name(KEY, ""),
                name(KEY, "&namespace=a"),
                name(KEY, "&namespace=b"),
                name(KEY.replace("vault.", "vault2."), ""),
                name(KEY.replace("8200", "8201"), ""),
                name(KEY.replace("transit", "transit2"), ""),
                name(KEY.replace("caches", "caches2"), "")))
        .hasSize(7); // or Set.of fails
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        KEY,
        KEY + "?auth=ldap",
        KEY + "?auth=token",
        KEY + "?auth=token&token=hvs.secret",
        KEY + "?auth=token&token-file=/t&role=r",
        KEY + "?auth=token&token-file=/t&token-file=/t",
        KEY + "?auth=token&token-file=/t&namespace=a?b",
        KEY + "?auth=kubernetes",
        KEY + "?auth=kubernetes&role=r&mount=../sys",
        KEY + "?auth=approle&role-id-file=/r",
        "http://vault.example:8200/transit/caches?auth=token&token-file=/t",
        "https://user:secret@vault.example/transit/caches?auth=token&token-file=/t",
        "https://vault.example:8200/caches?auth=token&token-file=/t",
        "https://vault.example:8200/transit/a b?auth=token&token-file=/t"
      })
  void anythingElse_isRefusedAndSaidWhatIsAllowed(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TransitAddress.parse(text))
        .withMessageContaining("auth=token&token-file=FILE")
        .withMessageNotContaining("secret@")
        .withMessageNotContaining("hvs.secret");
  }
}
