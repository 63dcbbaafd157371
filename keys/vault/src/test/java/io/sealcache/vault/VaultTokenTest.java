package io.sealcache.vault;

import static io.sealcache.vault.VaultSetup.CONTEXT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import io.sealcache.fixture.CapturedLog;
import io.sealcache.keys.KeyEncryptionKey;
import io.sealcache.servers.Needs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class VaultTokenTest {
  private static final int NOBODY = 65534;
  private static final String RENEW = "auth/token/renew-self";
  private static final String REVOKE = "auth/token/revoke-self";
  private static final String KUBERNETES = "auth/kubernetes/login";

  @RegisterExtension private final VaultSetup setup = new VaultSetup();
  private final AtomicLong now = new AtomicLong();
  private VaultHttp http;
  private VaultToken token;

  @Test
  void tokenOfAFile_isReadForEachRequest() throws IOException {
    try (KeyEncryptionKey key = setup.open()) {
      setup.vault().revokeAll();
      assertThatIllegalStateException()
          .isThrownBy(() -> key.generate(CONTEXT))
          .withMessageContainingAll("403", "'update' on 'transit/datakey/wrapped/caches'");
      setup.vault().allow("hvs.renewed");
      setup.write("token", "hvs.renewed");

      assertThat(key.generate(CONTEXT)).isNotEmpty();
    }
  }

  @Test
  void logins_areDoneOnceAndAgainWhenTheTokenIsRevoked() {
    for (String login : List.of(setup.byKubernetes(), setup.byAppRole())) {
      String path = login.contains("approle") ? "auth/approle/login" : KUBERNETES;
      try (KeyEncryptionKey key = setup.open("caches", login)) {
        key.unwrap(key.generate(CONTEXT), CONTEXT);
        assertThat(setup.vault().requests(path)).isEqualTo(1);

        setup.vault().revokeAll();
        assertThat(key.generate(CONTEXT)).isNotEmpty();
        assertThat(setup.vault().requests(path)).isEqualTo(2);
      }
    }
  }

  @Test
  void loginThatFails_isNotRepeatedAndShowsNoSecret() throws IOException {
    setup.write("jwt", "a.secret.jwt");
    setup.write("secret-id", "not-the-secret");
    for (String login : List.of(setup.byKubernetes(), setup.byAppRole())) {
      assertThatThrownBy(() -> setup.open("caches", login))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContainingAll("refuses the login", "400")
          .hasMessageNotContaining("secret.jwt")
          .hasMessageNotContaining("not-the-secret");
    }
    assertThat(setup.vault().requests(KUBERNETES)).isEqualTo(1);
  }

  @Test
  void fileThatIsNoToken_isNotReadToItsEnd() throws IOException {
    setup.write("token", "s".repeat(1 << 20));

    assertThatThrownBy(setup::open)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContainingAll(setup.file("token").toString(), "is longer than");
  }

  @Test
  void filesThatHoldNoToken_areNamedAndNotShown() throws IOException {
    for (String content : List.of("", "secret\nsecret", "secret\u0000")) {
      setup.write("token", content);
      assertThatThrownBy(setup::open)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContainingAll(setup.file("token").toString(), "one line")
          .hasMessageNotContaining("secret");
    }
    assertThat(setup.vault().requests("transit/keys/caches")).isZero();
  }

  @BeforeEach
  void login() {
    TransitAddress address = TransitAddress.parse(setup.address("caches", setup.byKubernetes()));
    http = new VaultHttp(address.server(), address.namespace());
    token = new VaultToken(http, address.login(), now::get);
  }

  private int asked() {
    return token.asked(given -> http.ask("transit/keys/caches", given, null)).status();
  }

  @Test
  void lease_isRenewedBeforeItEndsAndElseComeByAnew() {
    asked();
    now.addAndGet(TimeUnit.SECONDS.toNanos(2_300));
    asked();
    assertThat(setup.vault().requests(RENEW)).isZero();

    now.addAndGet(TimeUnit.SECONDS.toNanos(200));
    assertThat(asked()).isEqualTo(200);
    assertThat(asked()).isEqualTo(200);
    assertThat(setup.vault().requests(RENEW)).isEqualTo(1);
    assertThat(setup.vault().requests(KUBERNETES)).isEqualTo(1);

    setup.vault().renews = false;
    now.addAndGet(TimeUnit.SECONDS.toNanos(2_500));
    assertThat(asked()).isEqualTo(200);
    assertThat(setup.vault().requests(KUBERNETES)).isEqualTo(2);

    now.addAndGet(TimeUnit.SECONDS.toNanos(10_000));
    assertThat(asked()).isEqualTo(200);
    assertThat(setup.vault().requests(RENEW)).isEqualTo(2); // not one that is over
    assertThat(setup.vault().requests(KUBERNETES)).isEqualTo(3);
  }

  @Test
  void renewalThatIsNotAnswered_leavesTheTokenInUseAndIsTriedAgainAfterAPause() {
    asked();
    setup.vault().unanswered = Set.of(RENEW);
    now.addAndGet(TimeUnit.SECONDS.toNanos(2_500));
    for (int i = 0; i < 3; i++) {
      assertThat(asked()).isEqualTo(200);
    }
    assertThat(setup.vault().requests(RENEW)).isEqualTo(1);

    now.addAndGet(TimeUnit.SECONDS.toNanos(1));
    assertThat(asked()).isEqualTo(200);
    assertThat(setup.vault().requests(RENEW)).isEqualTo(2);
    assertThat(setup.vault().requests(KUBERNETES)).isEqualTo(1);

    now.addAndGet(TimeUnit.SECONDS.toNanos(1_200));
    assertThat(asked()).isEqualTo(200);
    assertThat(setup.vault().requests(RENEW)).as("not one that is over").isEqualTo(2);
    assertThat(setup.vault().requests(KUBERNETES)).isEqualTo(2);
  }

  @Test
  void renewal_succeedsOnceItIsAnsweredAgain() {
    asked();
    setup.vault().unanswered = Set.of(RENEW);
    now.addAndGet(TimeUnit.SECONDS.toNanos(2_500));
    asked();
    setup.vault().unanswered = Set.of();
    now.addAndGet(TimeUnit.SECONDS.toNanos(1));
    asked();
    now.addAndGet(TimeUnit.SECONDS.toNanos(2_000)); // past the lease of before

    assertThat(asked()).isEqualTo(200);
    assertThat(setup.vault().requests(RENEW)).isEqualTo(2);
    assertThat(setup.vault().requests(KUBERNETES)).isEqualTo(1);
  }

  @Test
  void tokenThatIsGood_staysInUseThoughNeitherRenewalNorLoginSucceeds() {
    asked();
    setup.vault().renews = false;
    setup.vault().unanswered = Set.of(KUBERNETES);
    now.addAndGet(TimeUnit.SECONDS.toNanos(2_500));
    for (int i = 0; i < 3; i++) {
      assertThat(asked()).isEqualTo(200);
    }
    assertThat(setup.vault().requests(KUBERNETES)).isEqualTo(2);

    now.addAndGet(TimeUnit.SECONDS.toNanos(1_200));
    assertThatIllegalStateException().as("one that is over").isThrownBy(() -> asked());

    setup.vault().unanswered = Set.of();
    now.addAndGet(TimeUnit.SECONDS.toNanos(1));
    assertThat(asked()).isEqualTo(200);
    assertThat(setup.vault().requests(RENEW)).isEqualTo(1);
  }

  @Test
  void loginThatFailsAfterARefusal_isTriedAgainAfterASecond() {
    asked();
    setup.vault().revokeAll();
    setup.vault().unanswered = Set.of(KUBERNETES);
    assertThatIllegalStateException().isThrownBy(() -> asked());

    setup.vault().unanswered = Set.of();
    now.addAndGet(TimeUnit.SECONDS.toNanos(1));
    assertThat(asked()).isEqualTo(200);
  }

  @Test
  void loginWhileVaultIsSealed_isNoRefusal() {
    setup.vault().seal(true);

    assertThatIllegalStateException()
        .isThrownBy(() -> asked())
        .withMessageContainingAll(KUBERNETES, "503: it is sealed");
  }

  @Test
  void renewalWhileVaultIsSealed_leavesTheTokenInUse() {
    asked();
    setup.vault().seal(true);
    now.addAndGet(TimeUnit.SECONDS.toNanos(2_500));
    assertThat(asked()).isEqualTo(503);

    setup.vault().seal(false);
    assertThat(asked()).isEqualTo(200);
    assertThat(setup.vault().requests(KUBERNETES)).isEqualTo(1);
  }

  @Test
  void loginThatFailed_isTheFailureOfThoseWhoWaitedForIt() throws IOException {
    setup.write("jwt", "another.jwt");
    for (int i = 0; i < 3; i++) {
      assertThatIllegalStateException()
          .isThrownBy(() -> asked())
          .withMessageContainingAll("refuses the login", "400");
      assertThat(setup.vault().requests(KUBERNETES)).isEqualTo(1);
    }

    setup.write("jwt", StrictVault.JWT);
    now.addAndGet(TimeUnit.SECONDS.toNanos(1));
    assertThat(asked()).isEqualTo(200);
  }

  @Test
  void tokenThatPoliciesRefuse_isNotReplacedByOneForEachQuestion() {
    asked();
    for (int i = 0; i < 20; i++) {
      setup.vault().revokeAll();
      int status = asked();
      assertThat(status).isEqualTo(i == 0 ? 200 : 403);
    }
    assertThat(setup.vault().requests(KUBERNETES)).as("one more").isEqualTo(2);

    now.addAndGet(TimeUnit.MINUTES.toNanos(1));
    assertThat(asked()).isEqualTo(200);
    assertThat(setup.vault().requests(KUBERNETES)).isEqualTo(3);
  }

  @Test
  void keyThatIsRefusedAtTheStart_leavesNoTokenBehind() {
    int others = setup.vault().tokens();
    for (String key : List.of("plain", "none")) {
      assertThatIllegalStateException().isThrownBy(() -> setup.open(key, setup.byAppRole()));
      assertThat(setup.vault().tokens()).isEqualTo(others);
    }
    assertThat(setup.vault().requests(REVOKE)).isEqualTo(2);
  }

  @Test
  void tokenOfALogin_isRevokedWithTheKey() {
    int others = setup.vault().tokens();
    TransitKey key = setup.open("caches", setup.byAppRole());
    assertThat(setup.vault().tokens()).isEqualTo(others + 1);

    key.close();
    key.close();

    assertThat(setup.vault().tokens()).isEqualTo(others);
    assertThat(setup.vault().requests(REVOKE)).isEqualTo(1);
  }

  @Test
  void tokenOfAFile_isLeftToItsOwner() {
    setup.open().close();

    assertThat(setup.vault().requests(REVOKE)).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {403, 500})
  void revocationThatIsRefused_isLogged(int status) {
    TransitKey key = setup.open("caches", setup.byAppRole());
    setup.vault().revocation = status;

    assertThat(CapturedLog.of("io.sealcache.keys", key::close))
        .singleElement()
        .asString()
        .contains("WARNING", "could not be revoked", String.valueOf(status));
  }

  @Test
  void vaultThatIsGone_doesNotKeepAKeyFromClosing() {
    TransitKey key = setup.open("caches", setup.byKubernetes());
    setup.vault().close();

    key.close();

    assertThatIllegalStateException().isThrownBy(() -> key.generate(CONTEXT));
  }

  @Test
  void login_afterItsKeyWasClosed_isRefused() {
    token.close();

    assertThatIllegalStateException().isThrownBy(() -> asked()).withMessageContaining("closed");
    assertThat(setup.vault().requests(KUBERNETES)).isZero();
  }

  @Test
  void login_thatIsAnsweredAfterTheClose_isRevokedAndHasNobodyWait() {
    int others = setup.vault().tokens();
    setup.vault().whenLoggingIn = token::close;

    assertThatIllegalStateException().isThrownBy(() -> asked()).withMessageContaining("closed");

    assertThat(setup.vault().tokens()).isEqualTo(others);
    assertThat(setup.vault().requests(REVOKE)).isEqualTo(1);
  }

  @Test
  void renewal_thatIsAnsweredAfterTheClose_isRevokedOnce() {
    assertThat(asked()).isEqualTo(200);
    now.addAndGet(TimeUnit.SECONDS.toNanos(2_500));
    setup.vault().whenLoggingIn = token::close;

    assertThat(
            CapturedLog.of(
                "io.sealcache.keys",
                () ->
                    assertThatIllegalStateException()
                        .isThrownBy(() -> asked())
                        .withMessageContaining("closed")))
        .isEmpty();
    assertThat(setup.vault().requests(REVOKE)).isEqualTo(1);
  }

  @Test
  void filesThatOthersMayHaveWritten_areRefusedWithoutARequest() throws IOException {
    for (String name : List.of("token", "secret-id", "role-id", "jwt")) {
      Files.setPosixFilePermissions(setup.file(name), PosixFilePermissions.fromString("rw-rw-rw-"));
    }
    for (String login : List.of(setup.byToken(), setup.byKubernetes(), setup.byAppRole())) {
      assertThatIllegalStateException()
          .isThrownBy(() -> setup.open("caches", login))
          .withMessageContaining("by which to log in to Vault");
    }
    assertThat(setup.vault().requests(KUBERNETES)).isZero();
  }

  @Test
  void filesOfAnotherUser_areRefusedWithoutARequest() throws IOException {
    Needs.root(setup.file("token"));
    Map<String, String> logins =
        Map.of(
            "token", setup.byToken(),
            "jwt", setup.byKubernetes(),
            "role-id", setup.byAppRole(),
            "secret-id", setup.byAppRole());
    for (Map.Entry<String, String> login : logins.entrySet()) {
      Path file = setup.file(login.getKey());
      Files.setAttribute(file, "unix:uid", NOBODY);

      assertThatIllegalStateException()
          .isThrownBy(() -> setup.open("caches", login.getValue()))
          .withMessageContainingAll(
              "'%s', by which to log in to Vault".formatted(file),
              "belongs to another user (%d)".formatted(NOBODY));
      Files.setAttribute(file, "unix:uid", 0);
      setup.open("caches", login.getValue()).close();
    }
    assertThat(setup.vault().requests(KUBERNETES)).as("once the file is root's").isEqualTo(1);
    assertThat(setup.vault().requests("auth/approle/login")).isEqualTo(2);
    assertThat(setup.vault().requests("transit/keys/caches")).isEqualTo(4);
  }

  @Test
  void answersWithSecrets_areNotShown() {
    assertThat(new VaultHttp.Answer(200, new JsonObject())).hasToString("Answer[200]");
  }
}
