package io.sealcache.vault;

import static io.sealcache.vault.VaultSetup.CONTEXT;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonParser;
import io.sealcache.keys.KeyEncryptionKey;
import java.io.PrintWriter;
import java.io.StringWriter;
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
  void keysThatAreGenerated_areUnwrappedByOneRequest() {
    try (KeyEncryptionKey key = setup.open()) {
      List<byte[]> wrapped = key.generate(3, CONTEXT);
      List<byte[]> secrets = key.unwrap(wrapped, CONTEXT);

      assertThat(secrets).hasSize(3).doesNotHaveDuplicates();
      assertThat(secrets).allSatisfy(secret -> assertThat(secret).hasSize(32));
      assertThat(setup.vault().requests(DECRYPT)).isEqualTo(1);
      assertThat(key.unwrap(List.of(wrapped.get(2), wrapped.get(0)), CONTEXT))
          .containsExactly(secrets.get(2), secrets.get(0));
      assertThat(key.unwrap(key.generate(1, Map.of()), Map.of())).hasSize(1);
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
      List<byte[]> wrapped = key.generate(1, CONTEXT);
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
            List.<Runnable>of(() -> key.unwrap(wrapped, CONTEXT), () -> key.generate(1, CONTEXT))) {
          assertThatThrownBy(question::run)
              .as(data)
              .isInstanceOf(IllegalStateException.class)
              .satisfies(e -> assertThat(stackTrace(e)).doesNotContain("SECRET"));
        }
      }
    }
  }

  @Test
  void otherContextOrKey_opensNothing() {
    setup.vault().key("other");
    try (KeyEncryptionKey key = setup.open();
        KeyEncryptionKey other = setup.open("other", setup.byToken())) {
      List<byte[]> wrapped = key.generate(2, CONTEXT);

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
      String wrapped = new String(key.generate(1, CONTEXT).get(0), US_ASCII);
      for (String changed :
          List.of(wrapped.replace(":v1:", ":v1:AAAA"), wrapped.replace("v1", "v2"), "", "x")) {
        assertThatIllegalArgumentException()
            .isThrownBy(() -> key.unwrap(List.of(changed.getBytes(US_ASCII)), CONTEXT))
            .satisfies(e -> assertThat(e.toString()).doesNotContain(wrapped.substring(10)));
      }
    }
  }

  @Test
  void whatIsNoKey_isRefused() {
    String short31 =
        requireNonNull(
            setup.vault().key("caches").encrypt(new byte[31], TransitKey.contextOf(CONTEXT)));
    try (KeyEncryptionKey key = setup.open()) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> key.unwrap(List.of(short31.getBytes(US_ASCII)), CONTEXT))
          .withMessageContaining("31 bytes");
    }
  }

  @Test
  void keyThatWasRotated_opensWhatItWrappedBefore() {
    try (KeyEncryptionKey key = setup.open()) {
      List<byte[]> wrapped = key.generate(1, CONTEXT);
      setup.vault().key("caches").rotate();

      assertThat(key.unwrap(wrapped, CONTEXT)).hasSize(1);
      assertThat(key.generate(1, CONTEXT).get(0)).asString(US_ASCII).startsWith("vault:v2:");
    }
  }

  @Test
  void rewrap_isDoneByVaultWithoutShowingAKey() {
    try (KeyEncryptionKey key = setup.open();
        KeyEncryptionKey same = setup.open("caches", setup.byAppRole())) {
      List<byte[]> wrapped = key.generate(2, CONTEXT);
      List<byte[]> secrets = key.unwrap(wrapped, CONTEXT);
      setup.vault().key("caches").rotate();

      List<byte[]> anew = same.rewrap(wrapped, key, CONTEXT);

      assertThat(anew)
          .allSatisfy(each -> assertThat(each).asString(US_ASCII).startsWith("vault:v2:"));
      assertThat(setup.vault().requests("transit/rewrap/caches")).isEqualTo(1);
      assertThat(setup.vault().requests(DECRYPT)).isEqualTo(1);
      assertThat(setup.vault().requests("transit/encrypt/caches")).isZero();
      assertThat(key.unwrap(anew, CONTEXT)).containsExactlyElementsOf(secrets);
      assertThat(key.name())
          .isEqualTo(same.name())
          .isEqualTo(
              "vault:%s/%s/transit/caches"
                  .formatted(setup.vault().url(), StrictVault.NAMESPACE.replaceFirst("/$", "")));
    }
  }

  @Test
  void rewrap_ofAnotherKey_opensByThatAndWrapsByThis() {
    setup.vault().key("old");
    try (KeyEncryptionKey old = setup.open("old", setup.byToken());
        KeyEncryptionKey key = setup.open()) {
      List<byte[]> wrapped = old.generate(2, CONTEXT);

      List<byte[]> anew = key.rewrap(wrapped, old, CONTEXT);

      assertThat(key.unwrap(anew, CONTEXT)).containsExactlyElementsOf(old.unwrap(wrapped, CONTEXT));
      assertThat(setup.vault().requests("transit/encrypt/caches")).isEqualTo(1);
      assertThatIllegalArgumentException().isThrownBy(() -> old.unwrap(anew, CONTEXT));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> key.rewrap(wrapped, key, CONTEXT))
          .withMessageContaining("by another key");
      assertThatIllegalArgumentException().isThrownBy(() -> key.rewrap(anew, key, Map.of()));
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
      List<byte[]> wrapped = key.generate(1, CONTEXT);
      setup.vault().seal(true);
      assertThatIllegalStateException()
          .isThrownBy(() -> key.unwrap(wrapped, CONTEXT))
          .withMessageContaining("503: it is sealed");
      setup.vault().seal(false);
      assertThat(key.unwrap(wrapped, CONTEXT)).hasSize(1);

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
        .isThrownBy(() -> key.generate(1, CONTEXT))
        .withMessageContaining("is closed");
  }

  private static String stackTrace(Throwable e) {
    var text = new StringWriter();
    e.printStackTrace(new PrintWriter(text, true));
    return text.toString();
  }
}
