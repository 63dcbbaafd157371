package io.sealcache.aws;

import static io.sealcache.aws.Moto.CONTEXT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealcache.keys.KeyEncryptionKey;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.core.SdkBytes;

/**
 * By AWS's own SDK, against moto. Moto's keys have one material for ever, so that those of a
 * rotated key open is seen there, and is AWS's to keep.
 */
@Timeout(60)
class AwsKmsKeyTest {
  @RegisterExtension private final Moto moto = new Moto();

  @Test
  void keysThatAreGenerated_areUnwrappedInTheirOrder() {
    try (KeyEncryptionKey key = moto.open(moto.newKey())) {
      List<byte[]> wrapped = key.generate(3, CONTEXT);
      List<byte[]> secrets = key.unwrap(wrapped, CONTEXT);

      assertThat(secrets).hasSize(3).doesNotHaveDuplicates();
      assertThat(secrets).allSatisfy(secret -> assertThat(secret).hasSize(32));
      assertThat(key.unwrap(List.of(wrapped.get(2), wrapped.get(0)), CONTEXT))
          .containsExactly(secrets.get(2), secrets.get(0));
      assertThat(key.unwrap(key.generate(1, Map.of()), Map.of())).hasSize(1);
    }
  }

  @Test
  void otherContext_opensNothing() {
    try (KeyEncryptionKey key = moto.open(moto.newKey())) {
      List<byte[]> wrapped = key.generate(1, CONTEXT);

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
      byte[] wrapped = key.generate(1, CONTEXT).get(0);
      wrapped[wrapped.length - 1] ^= 1;

      assertThatIllegalArgumentException()
          .isThrownBy(() -> key.unwrap(List.of(wrapped), CONTEXT))
          .satisfies(
              e ->
                  assertThat(e)
                      .hasStackTraceContaining("has been changed")
                      .extracting(Throwable::toString)
                      .asString()
                      .doesNotContain(Base64.getEncoder().encodeToString(wrapped)));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> key.unwrap(List.of(new byte[0]), CONTEXT))
          .withMessageContaining("empty");
    }
  }

  @Test
  void whatAnotherKeyWrapped_opensNot() {
    String first = moto.newKey();
    String alias = "alias/caches-" + UUID.randomUUID();
    moto.operator().createAlias(request -> request.aliasName(alias).targetKeyId(first));
    try (KeyEncryptionKey key = moto.open(alias)) {
      List<byte[]> wrapped = key.generate(1, CONTEXT);
      assertThat(key.unwrap(wrapped, CONTEXT)).hasSize(1);

      String other = moto.newKey();
      moto.operator().deleteAlias(request -> request.aliasName(alias));
      moto.operator().createAlias(request -> request.aliasName(alias).targetKeyId(other));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> key.unwrap(wrapped, CONTEXT))
          .withMessageContainingAll("another key than", alias, "rotate");
    }
  }

  @Test
  void whatIsNoKey_isRefused() {
    String id = moto.newKey();
    byte[] wrapped =
        moto.operator()
            .encrypt(
                request ->
                    request
                        .keyId(id)
                        .plaintext(SdkBytes.fromByteArray(new byte[31]))
                        .encryptionContext(CONTEXT))
            .ciphertextBlob()
            .asByteArray();
    try (KeyEncryptionKey key = moto.open(id)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> key.unwrap(List.of(wrapped), CONTEXT))
          .withMessageContaining("31 bytes");
    }
  }

  @Test
  void keyThatWasRotated_opensWhatItWrappedBefore() {
    String id = moto.newKey();
    try (KeyEncryptionKey key = moto.open(id)) {
      List<byte[]> wrapped = key.generate(1, CONTEXT);
      moto.operator().rotateKeyOnDemand(request -> request.keyId(id));

      assertThat(key.unwrap(wrapped, CONTEXT)).hasSize(1);
      assertThat(key.unwrap(key.generate(1, CONTEXT), CONTEXT)).hasSize(1);
    }
  }

  @Test
  void rewrap_isDoneByKmsWithoutShowingAKey() {
    String id = moto.newKey();
    try (KeyEncryptionKey old = moto.open(moto.newKey());
        KeyEncryptionKey key = moto.open(id)) {
      List<byte[]> wrapped = old.generate(2, CONTEXT);
      List<byte[]> secrets = old.unwrap(wrapped, CONTEXT);
      int decrypted = moto.kms().calls("Decrypt");

      List<byte[]> anew = key.rewrap(wrapped, old, CONTEXT);

      assertThat(moto.kms().calls("ReEncrypt")).isEqualTo(2);
      assertThat(moto.kms().calls("Decrypt")).isEqualTo(decrypted);
      assertThat(moto.kms().calls("Encrypt")).isZero();
      assertThat(key.unwrap(anew, CONTEXT)).containsExactlyElementsOf(secrets);
      assertThatIllegalArgumentException().isThrownBy(() -> old.unwrap(anew, CONTEXT));
      assertThat(key.rewrap(anew, key, CONTEXT)).as("by its newest material").hasSize(2);
      assertThat(key.name()).matches("aws:[a-z0-9-]+:" + id).isNotEqualTo(old.name());
    }
  }

  @Test
  void rewrap_ofAnotherContextOrKey_isRefused() {
    try (KeyEncryptionKey old = moto.open(moto.newKey());
        KeyEncryptionKey other = moto.open(moto.newKey());
        KeyEncryptionKey key = moto.open(moto.newKey())) {
      List<byte[]> wrapped = old.generate(1, CONTEXT);

      assertThatIllegalArgumentException().isThrownBy(() -> key.rewrap(wrapped, old, Map.of()));
      assertThatIllegalArgumentException().isThrownBy(() -> key.rewrap(wrapped, other, CONTEXT));
      moto.kms().answer(StrictKms.Fault.DENIED);
      assertThatIllegalStateException()
          .isThrownBy(() -> key.rewrap(wrapped, old, CONTEXT))
          .withMessageContaining("must allow 'kms:ReEncryptFrom' and 'kms:ReEncryptTo'");
    }
  }

  @Test
  void rewrap_blamesTheOldKeyForWhatItWrappedAndNamesBothOtherwise() {
    String oldId = moto.newKey();
    String id = moto.newKey();
    try (KeyEncryptionKey old = moto.open(oldId);
        KeyEncryptionKey key = moto.open(id)) {
      List<byte[]> wrapped = old.generate(1, CONTEXT);
      List<byte[]> ofAnother = key.generate(1, CONTEXT);

      assertThatIllegalArgumentException()
          .isThrownBy(() -> key.rewrap(ofAnother, old, CONTEXT))
          .withMessageContainingAll("another key than", oldId)
          .withMessageNotContaining(id);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> key.rewrap(wrapped, old, Map.of()))
          .withMessageContainingAll("another context", oldId)
          .withMessageNotContaining(id);
      moto.operator().disableKey(request -> request.keyId(oldId));
      assertThatIllegalStateException()
          .isThrownBy(() -> key.rewrap(wrapped, old, CONTEXT))
          .withMessageStartingWith(
              "Rewrapping from AWS KMS key '%s' to AWS KMS key '%s': one of them is disabled"
                  .formatted(oldId, id));
    }
  }

  @Test
  void keysThatAnotherKindWrapped_areWrappedByKms() {
    try (KeyEncryptionKey key = moto.open(moto.newKey())) {
      byte[] secret = new byte[32];
      List<byte[]> anew = key.wrap(List.of(secret), CONTEXT);

      assertThat(key.unwrap(anew, CONTEXT)).containsExactly(secret);
      assertThat(moto.kms().calls("Encrypt")).isEqualTo(1);
    }
  }

  @Test
  void keyThatIsWithdrawn_saysWhatToDo() {
    String id = moto.newKey();
    try (KeyEncryptionKey key = moto.open(id)) {
      List<byte[]> wrapped = key.generate(1, CONTEXT);
      moto.operator().disableKey(request -> request.keyId(id));
      assertThatIllegalStateException()
          .isThrownBy(() -> key.unwrap(wrapped, CONTEXT))
          .withMessageContainingAll(id, "is disabled");
      assertThatIllegalStateException().isThrownBy(() -> key.generate(1, CONTEXT));

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
          .isThrownBy(() -> key.generate(1, CONTEXT))
          .withMessageContainingAll("alias/nobody-made-it", "does not exist");
    }
  }

  @Test
  void identityWithoutPermission_isToldWhich() {
    try (KeyEncryptionKey key = moto.open(moto.newKey())) {
      List<byte[]> wrapped = key.generate(1, CONTEXT);
      moto.kms().answer(StrictKms.Fault.DENIED);
      assertThatIllegalStateException()
          .isThrownBy(() -> key.unwrap(wrapped, CONTEXT))
          .withMessageContaining("must allow 'kms:Decrypt'");
      assertThatIllegalStateException()
          .isThrownBy(() -> key.generate(1, CONTEXT))
          .withMessageContaining("'kms:GenerateDataKeyWithoutPlaintext'");
      assertThat(moto.kms().calls("Decrypt")).isEqualTo(1);
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

    assertThatThrownBy(() -> key.generate(1, CONTEXT))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("is closed");
    assertThat(moto.kms().calls("GenerateDataKeyWithoutPlaintext")).isZero();
  }
}
