package io.sealcache.aws;

import static io.sealcache.aws.Moto.CONTEXT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealcache.keys.KeyEncryptionKey;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * By AWS's own SDK, against moto. Moto's keys have one material for ever, so that those of a
 * rotated key open is seen there, and is AWS's to keep.
 */
@Timeout(60)
class AwsKmsKeyTest {
  private static final int CALLERS = 64;
  private static final String ENDPOINT = "aws.endpointUrlKms";

  @RegisterExtension private final Moto moto = new Moto();

  @Test
  void keyThatIsGenerated_isUnwrappedByOneCallMore() {
    String id = moto.newKey();
    try (KeyEncryptionKey key = moto.open(id)) {
      byte[] wrapped = key.generate(CONTEXT);
      byte[] secret = key.unwrap(wrapped, CONTEXT);

      assertThat(secret).hasSize(32).isEqualTo(key.unwrap(wrapped, CONTEXT));
      assertThat(key.unwrap(key.generate(Map.of()), Map.of())).hasSize(32).isNotEqualTo(secret);
      assertThat(moto.kms().calls("GenerateDataKeyWithoutPlaintext")).isEqualTo(2);
      assertThat(moto.kms().calls("Decrypt")).isEqualTo(3);
      assertThat(key.name()).matches("aws:[a-z0-9-]+:" + id);
    }
  }

  @Test
  void otherContext_opensNothing() {
    try (KeyEncryptionKey key = moto.open(moto.newKey())) {
      byte[] wrapped = key.generate(CONTEXT);

      for (Map<String, String> other :
          List.of(Map.<String, String>of(), Map.of("sealcache-context", "other"))) {
        assertThatIllegalArgumentException()
            .isThrownBy(() -> key.unwrap(wrapped, other))
            .withMessageContaining("another context");
      }
    }
  }

  @Test
  void whatWasChanged_opensNotAndIsNotShown() {
    try (KeyEncryptionKey key = moto.open(moto.newKey())) {
      byte[] wrapped = key.generate(CONTEXT);
      wrapped[wrapped.length - 1] ^= 1;

      assertThatIllegalArgumentException()
          .isThrownBy(() -> key.unwrap(wrapped, CONTEXT))
          .satisfies(
              e ->
                  assertThat(e)
                      .hasStackTraceContaining("has been changed")
                      .extracting(Throwable::toString)
                      .asString()
                      .doesNotContain(Base64.getEncoder().encodeToString(wrapped)));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> key.unwrap(new byte[0], CONTEXT))
          .withMessageContaining("empty");
    }
  }

  @Test
  void whatAnotherKeyWrapped_opensNot() {
    String first = moto.newKey();
    String alias = "alias/caches-" + UUID.randomUUID();
    moto.operator().createAlias(request -> request.aliasName(alias).targetKeyId(first));
    try (KeyEncryptionKey key = moto.open(alias)) {
      byte[] wrapped = key.generate(CONTEXT);
      assertThat(key.unwrap(wrapped, CONTEXT)).hasSize(32);

      String other = moto.newKey();
      moto.operator().deleteAlias(request -> request.aliasName(alias));
      moto.operator().createAlias(request -> request.aliasName(alias).targetKeyId(other));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> key.unwrap(wrapped, CONTEXT))
          .withMessageContainingAll("another key than", alias, "rotate");
    }
  }

  @Test
  void keyThatWasRotated_opensWhatItWrappedBefore() {
    String id = moto.newKey();
    try (KeyEncryptionKey key = moto.open(id)) {
      byte[] wrapped = key.generate(CONTEXT);
      moto.operator().rotateKeyOnDemand(request -> request.keyId(id));

      assertThat(key.unwrap(wrapped, CONTEXT)).hasSize(32);
      assertThat(key.unwrap(key.generate(CONTEXT), CONTEXT)).hasSize(32);
    }
  }

  @Test
  void keyThatIsWithdrawn_saysWhatToDo() {
    String id = moto.newKey();
    try (KeyEncryptionKey key = moto.open(id)) {
      byte[] wrapped = key.generate(CONTEXT);
      moto.operator().disableKey(request -> request.keyId(id));
      assertThatIllegalStateException()
          .isThrownBy(() -> key.unwrap(wrapped, CONTEXT))
          .withMessageContainingAll(id, "is disabled");
      assertThatIllegalStateException().isThrownBy(() -> key.generate(CONTEXT));

      moto.operator().scheduleKeyDeletion(request -> request.keyId(id));
      assertThatIllegalStateException()
          .isThrownBy(() -> key.unwrap(wrapped, CONTEXT))
          .withMessageContaining("deletion");
    }
  }

  @Test
  void keyThatDoesNotExist_isNamed() {
    try (KeyEncryptionKey key = moto.open("alias/nobody-made-it")) {
      assertThatIllegalStateException()
          .isThrownBy(() -> key.generate(CONTEXT))
          .withMessageContainingAll("alias/nobody-made-it", "does not exist");
    }
  }

  @Test
  void identityWithoutPermission_isToldWhich() {
    try (KeyEncryptionKey key = moto.open(moto.newKey())) {
      byte[] wrapped = key.generate(CONTEXT);
      moto.kms().answer(StrictKms.Fault.DENIED);
      assertThatIllegalStateException()
          .isThrownBy(() -> key.unwrap(wrapped, CONTEXT))
          .withMessageContaining("must allow 'kms:Decrypt'");
      assertThatIllegalStateException()
          .isThrownBy(() -> key.generate(CONTEXT))
          .withMessageContaining("'kms:GenerateDataKeyWithoutPlaintext'");
      assertThat(moto.kms().calls("Decrypt")).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "EXPIRED, renew them",
    "UNSIGNED, renew them",
    "OF_ANOTHER_KIND, take a symmetric one"
  })
  void otherRefusal_saysWhatToDo(StrictKms.Fault fault, String remedy) {
    try (KeyEncryptionKey key = moto.open("alias/caches")) {
      moto.kms().answer(fault);

      assertThatIllegalStateException()
          .isThrownBy(() -> key.generate(CONTEXT))
          .withMessageContainingAll("alias/caches", remedy);
    }
  }

  @Test
  void aliasInAnotherRegion_hasAnotherName() {
    try (KeyEncryptionKey key = moto.open("alias/caches", "us-east-1");
        KeyEncryptionKey other = moto.open("alias/caches", "eu-central-1")) {
      assertThat(key.name()).isEqualTo("aws:us-east-1:alias/caches");
      assertThat(other.name()).isEqualTo("aws:eu-central-1:alias/caches");
    }
  }

  @Test
  void keyThatIsClosed_asksNothing() {
    KeyEncryptionKey key = moto.open(moto.newKey());
    key.close();

    assertThatThrownBy(() -> key.generate(CONTEXT))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("is closed");
    assertThat(moto.kms().calls("GenerateDataKeyWithoutPlaintext")).isZero();
  }

  @Test
  void callThatIsThrottledOnce_succeedsByItsNextTry() {
    try (KeyEncryptionKey key = moto.open(moto.newKey())) {
      byte[] wrapped = key.generate(CONTEXT);
      moto.kms().answer(StrictKms.Fault.THROTTLED_ONCE);

      assertThat(key.unwrap(wrapped, CONTEXT)).hasSize(32);
      assertThat(moto.kms().requests("Decrypt")).isEqualTo(2);
    }
  }

  @Test
  void answerWithoutAKey_isSaidToBeNone() {
    try (KeyEncryptionKey key = moto.open(moto.newKey())) {
      byte[] wrapped = key.generate(CONTEXT);
      moto.kms().answer(StrictKms.Fault.EMPTY);

      for (Runnable question :
          List.<Runnable>of(() -> key.generate(CONTEXT), () -> key.unwrap(wrapped, CONTEXT))) {
        assertThatIllegalStateException()
            .isThrownBy(question::run)
            .withMessageContaining("an answer without a key");
      }
    }
  }

  @Test
  void answerOfAServiceThatFails_isTold() {
    try (KeyEncryptionKey key = moto.open(moto.newKey())) {
      moto.kms().answer(StrictKms.Fault.UNAVAILABLE);

      assertThatIllegalStateException()
          .isThrownBy(() -> key.generate(CONTEXT))
          .withMessageContaining("failed with status 503");
      assertThat(moto.kms().requests("GenerateDataKeyWithoutPlaintext")).isEqualTo(3);
    }
  }

  @Test
  void throttling_isToldToEachCaller() throws Exception {
    try (KeyEncryptionKey key = moto.open(moto.newKey())) {
      byte[] wrapped = key.generate(CONTEXT);
      moto.kms().answer(StrictKms.Fault.THROTTLED);

      atOnce(
          () ->
              assertThatIllegalStateException()
                  .isThrownBy(() -> key.unwrap(wrapped, CONTEXT))
                  .withMessageContaining("quota"));
      assertThat(moto.kms().requests("Decrypt"))
          .as("fewer tries than three of each caller")
          .isLessThan(3 * CALLERS);
    }
  }

  private static void atOnce(Runnable question) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(CALLERS);
    try {
      Callable<Object> asked = Executors.callable(question);
      for (Future<?> each : threads.invokeAll(Collections.nCopies(CALLERS, asked))) {
        each.get();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @AfterEach
  void clear() {
    System.clearProperty(ENDPOINT);
  }

  @Test
  void endpointInClear_isAskedNothing() {
    System.setProperty(ENDPOINT, "http://kms.invalid");
    try (AwsKmsKey key = AwsKmsKey.open(KeyAddress.parse("alias/a"))) {
      assertThatIllegalStateException()
          .isThrownBy(() -> key.generate(Map.of()))
          .withMessageContainingAll("in clear", "kms.invalid");
    }
  }

  @Test
  void endpointOverTls_isAsked() {
    System.setProperty(ENDPOINT, "https://127.0.0.1:1");
    try (AwsKmsKey key = AwsKmsKey.open(KeyAddress.parse("alias/a"))) {
      assertThatIllegalStateException()
          .isThrownBy(() -> key.generate(Map.of()))
          .withMessageContaining("can't be asked");
    }
  }
}
