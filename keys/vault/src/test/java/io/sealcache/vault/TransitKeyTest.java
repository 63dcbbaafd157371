package io.sealcache.vault;

import static io.sealcache.vault.VaultSetup.CONTEXT;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonParser;
import io.sealcache.keys.KeyEncryptionKey;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Over HTTP, against a server that speaks Vault's API; none of these asks Vault. */
@Timeout(60)
class TransitKeyTest {
  private static final String DECRYPT = "transit/decrypt/caches";

  @RegisterExtension private final VaultSetup setup = new VaultSetup();

  @Test
  void keyThatIsGenerated_isUnwrappedByOneRequestMore() {
    try (KeyEncryptionKey key = setup.open()) {
      byte[] wrapped = key.generate(CONTEXT);
      byte[] secret = key.unwrap(wrapped, CONTEXT);

      assertThat(secret).hasSize(32);
      assertThat(setup.vault().requests(DECRYPT)).isEqualTo(1);
      assertThat(key.unwrap(key.generate(Map.of()), Map.of())).hasSize(32).isNotEqualTo(secret);
      assertThat(key.name())
          .isEqualTo(
              "vault:%s/%s/transit/caches"
                  .formatted(setup.vault().url(), StrictVault.NAMESPACE.replaceFirst("/$", "")));
    }
  }

  @Test
  void contextOf_isWhatTheDocumentsSay() {
    Map<String, String> two = new TreeMap<>(Map.of("b", "\"é", "a", "1"));

    assertThat(Base64.getDecoder().decode(TransitKey.contextOf(CONTEXT)))
        .asString()
        .isEqualTo("{\"sealcache-context\":\"shop\"}");
    assertThat(Base64.getDecoder().decode(TransitKey.contextOf(two)))
        .asString()
        .isEqualTo("{\"a\":\"1\",\"b\":\"\\\"é\"}");
    assertThat(Base64.getDecoder().decode(TransitKey.contextOf(Map.of())))
        .asString()
        .isEqualTo("{}");
  }

  @Test
  void answerThatIsNone_failsAndIsNotShown() {
    try (KeyEncryptionKey key = setup.open()) {
      byte[] wrapped = key.generate(CONTEXT);
      for (String data :
          List.of(
              "'SECRET'",
              "{'batch_results':'SECRET'}",
              "{'batch_results':[]}",
              "{'batch_results':['SECRET']}",
              "{'batch_results':[{'plaintext':{'of':'SECRET'}}]}",
              "{'batch_results':[{'plaintext':['SECRET']}]}",
              "{'batch_results':[{'plaintext':'SECRET?'}]}",
              "{'ciphertext':['SECRET']}")) {
        setup.vault().data = JsonParser.parseString(data);
        for (Runnable question :
            List.<Runnable>of(() -> key.unwrap(wrapped, CONTEXT), () -> key.generate(CONTEXT))) {
          assertThatThrownBy(question::run)
              .as(data)
              .isInstanceOf(IllegalStateException.class)
              .satisfies(e -> assertThat(stackTrace(e)).doesNotContain("SECRET"));
        }
      }
    }
  }

  /** A redirect would show the token to another server. */
  @Test
  void redirect_isNotFollowed() {
    try (KeyEncryptionKey key = setup.open();
        StrictVault other = new StrictVault()) {
      byte[] wrapped = key.generate(CONTEXT);
      setup.vault().elsewhere = other.url();

      assertThatIllegalStateException().isThrownBy(() -> key.unwrap(wrapped, CONTEXT));
      assertThatIllegalStateException().isThrownBy(() -> key.generate(CONTEXT));

      assertThat(other.requests(DECRYPT)).isZero();
      assertThat(other.requests("transit/datakey/wrapped/caches")).isZero();
    }
  }

  @Test
  void answerThatDoesNotEnd_isGivenUp() {
    try (KeyEncryptionKey key = setup.open()) {
      byte[] wrapped = key.generate(CONTEXT);
      setup.vault().endless = true;
      long begin = System.nanoTime();

      assertThatIllegalStateException()
          .isThrownBy(() -> key.unwrap(wrapped, CONTEXT))
          .withMessageContaining("did not answer within PT5S");

      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(20));
    }
  }

  @Test
  void otherContextOrKey_opensNothing() {
    setup.vault().key("other");
    try (KeyEncryptionKey key = setup.open();
        KeyEncryptionKey other = setup.open("other", setup.byToken())) {
      byte[] wrapped = key.generate(CONTEXT);

      assertThatIllegalArgumentException()
          .isThrownBy(() -> key.unwrap(wrapped, Map.of("sealcache-context", "other")))
          .withMessageContaining("another context");
      assertThatIllegalArgumentException().isThrownBy(() -> key.unwrap(wrapped, Map.of()));
      assertThatIllegalArgumentException().isThrownBy(() -> other.unwrap(wrapped, CONTEXT));
    }
  }

  @Test
  void whatWasChanged_opensNotAndIsNotShown() {
    try (KeyEncryptionKey key = setup.open()) {
      String wrapped = new String(key.generate(CONTEXT), US_ASCII);
      for (String changed :
          List.of(wrapped.replace(":v1:", ":v1:AAAA"), wrapped.replace("v1", "v2"), "", "x")) {
        assertThatIllegalArgumentException()
            .isThrownBy(() -> key.unwrap(changed.getBytes(US_ASCII), CONTEXT))
            .satisfies(e -> assertThat(e.toString()).doesNotContain(wrapped.substring(10)));
      }
    }
  }

  @Test
  void keyThatWasRotated_opensWhatItWrappedBefore() {
    try (KeyEncryptionKey key = setup.open()) {
      byte[] wrapped = key.generate(CONTEXT);
      setup.vault().key("caches").rotate();

      assertThat(key.unwrap(wrapped, CONTEXT)).hasSize(32);
      assertThat(key.generate(CONTEXT)).asString(US_ASCII).startsWith("vault:v2:");
    }
  }

  @Test
  void keyThatIgnoresContexts_isRefused() {
    assertThatIllegalStateException()
        .isThrownBy(() -> setup.open("plain", setup.byToken()))
        .withMessageContainingAll("/transit/plain", "derived=true");
  }

  @Test
  void keyThatDoesNotExist_isNamed() {
    assertThatIllegalStateException()
        .isThrownBy(() -> setup.open("nobody-made-it", setup.byToken()))
        .withMessageContainingAll("404", "/transit/nobody-made-it", "no such key");
  }

  @Test
  void vaultThatIsSealedOrGone_isSaidToBe() {
    try (KeyEncryptionKey key = setup.open()) {
      byte[] wrapped = key.generate(CONTEXT);
      setup.vault().seal(true);
      assertThatIllegalStateException()
          .isThrownBy(() -> key.unwrap(wrapped, CONTEXT))
          .withMessageContaining("503: it is sealed");
      setup.vault().seal(false);
      assertThat(key.unwrap(wrapped, CONTEXT)).hasSize(32);

      setup.vault().close();
      assertThatIllegalStateException()
          .isThrownBy(() -> key.unwrap(wrapped, CONTEXT))
          .withMessageContaining("can't be asked");
    }
  }

  @Test
  void keyThatIsClosed_asksNothing() {
    KeyEncryptionKey key = setup.open();
    key.close();

    assertThatIllegalStateException()
        .isThrownBy(() -> key.generate(CONTEXT))
        .withMessageContaining("is closed");
  }

  private static String stackTrace(Throwable e) {
    var text = new StringWriter();
    e.printStackTrace(new PrintWriter(text, true));
    return text.toString();
  }
}
