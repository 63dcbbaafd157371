package io.sealcache.aws;

import io.sealcache.core.MasterKey;
import io.sealcache.keys.KeyEncryptionKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.KmsClientBuilder;
import software.amazon.awssdk.services.kms.model.DataKeySpec;

/**
 * A symmetric key of AWS KMS. The context is the encryption context of KMS: what was wrapped for
 * one opens for no other, and CloudTrail shows it. A request is tried three times at most, ever
 * later and by chance; a service that throttles is asked less often by all threads. Thread-safe.
 */
final class AwsKmsKey implements KeyEncryptionKey {
  private static final Duration CONNECT = Duration.ofSeconds(1);
  private static final Duration ATTEMPT = Duration.ofSeconds(2);
  private static final Duration CALL = Duration.ofSeconds(5);

  private final KeyAddress address;
  private final KmsClient client;
  private volatile boolean closed;

  private AwsKmsKey(KeyAddress address, KmsClient client) {
    this.address = address;
    this.client = client;
  }

  /**
   * A key that has not been asked for yet.
   *
   * @throws IllegalStateException if no region is found
   */
  static AwsKmsKey open(KeyAddress address) {
    KmsClientBuilder builder =
        KmsClient.builder()
            .httpClientBuilder(
                UrlConnectionHttpClient.builder().connectionTimeout(CONNECT).socketTimeout(ATTEMPT))
            .overrideConfiguration(
                settings ->
                    settings
                        .retryStrategy(RetryMode.ADAPTIVE_V2)
                        .apiCallAttemptTimeout(ATTEMPT)
                        .apiCallTimeout(CALL)
                        .addExecutionInterceptor(new PrivateRequests()));
    if (address.region() != null) {
      builder.region(Region.of(address.region()));
    }
    if (address.endpoint() != null) {
      builder.endpointOverride(address.endpoint());
    }
    try {
      return new AwsKmsKey(address, builder.build());
    } catch (SdkException e) {
      throw new IllegalStateException(
          "%s can't be asked, as no region is set: add '?region=...', or set AWS_REGION"
              .formatted(address),
          e);
    }
  }

  @Override
  public List<byte[]> generate(int keys, Map<String, String> context) {
    List<byte[]> wrapped = new ArrayList<>();
    for (int i = 0; i < keys; i++) {
      wrapped.add(asked("kms:GenerateDataKeyWithoutPlaintext", () -> dataKey(context)));
    }
    return wrapped;
  }

  private SdkBytes dataKey(Map<String, String> context) {
    return client
        .generateDataKeyWithoutPlaintext(
            request ->
                request
                    .keyId(address.key())
                    .keySpec(DataKeySpec.AES_256)
                    .encryptionContext(context))
        .ciphertextBlob();
  }

  @Override
  public List<byte[]> unwrap(List<byte[]> wrapped, Map<String, String> context) {
    List<byte[]> secrets = new ArrayList<>();
    try {
      for (byte[] each : wrapped) {
        secrets.add(unwrap(each, context));
      }
      return secrets;
    } catch (RuntimeException e) {
      secrets.forEach(secret -> Arrays.fill(secret, (byte) 0));
      throw e;
    }
  }

  private byte[] unwrap(byte[] wrapped, Map<String, String> context) {
    if (wrapped.length == 0) {
      throw new IllegalArgumentException("A wrapped key is empty");
    }
    byte[] secret = asked("kms:Decrypt", () -> decrypt(wrapped, context));
    if (secret.length != MasterKey.LENGTH) {
      int length = secret.length;
      Arrays.fill(secret, (byte) 0);
      throw new IllegalArgumentException(
          "%s opened %d bytes, which are no key of %d"
              .formatted(address, length, MasterKey.LENGTH));
    }
    return secret;
  }

  /** Names the key, or what any other key wrapped would be opened as well. */
  private SdkBytes decrypt(byte[] wrapped, Map<String, String> context) {
    return client
        .decrypt(
            request ->
                request
                    .keyId(address.key())
                    .ciphertextBlob(SdkBytes.fromByteArray(wrapped))
                    .encryptionContext(context))
        .plaintext();
  }

  /** As the setting writes it: whoever writes it otherwise names another key. */
  @Override
  public String name() {
    return address.name(client.serviceClientConfiguration().region().id());
  }

  @Override
  public List<byte[]> wrap(List<byte[]> secrets, Map<String, String> context) {
    List<byte[]> wrapped = new ArrayList<>();
    for (byte[] secret : secrets) {
      wrapped.add(asked("kms:Encrypt", () -> encrypt(secret, context)));
    }
    return wrapped;
  }

  private SdkBytes encrypt(byte[] secret, Map<String, String> context) {
    return client
        .encrypt(
            request ->
                request
                    .keyId(address.key())
                    .plaintext(SdkBytes.fromByteArrayUnsafe(secret))
                    .encryptionContext(context))
        .ciphertextBlob();
  }

  /** Within KMS, if the other key is in the same region of it; no key is seen here then. */
  @Override
  public List<byte[]> rewrap(
      List<byte[]> wrapped, KeyEncryptionKey from, Map<String, String> context) {
    if (!(from instanceof AwsKmsKey other) || !isBeside(other)) {
      return KeyEncryptionKey.super.rewrap(wrapped, from, context);
    }
    List<byte[]> anew = new ArrayList<>();
    for (byte[] each : wrapped) {
      anew.add(
          asked(
              other.address,
              "Rewrapping from %s to %s: one of them".formatted(other.address, address),
              "kms:ReEncryptFrom' and 'kms:ReEncryptTo",
              () -> reEncrypt(each, other, context)));
    }
    return anew;
  }

  private boolean isBeside(AwsKmsKey other) {
    return Objects.equals(
            client.serviceClientConfiguration().region(),
            other.client.serviceClientConfiguration().region())
        && Objects.equals(address.endpoint(), other.address.endpoint());
  }

  private SdkBytes reEncrypt(byte[] wrapped, AwsKmsKey from, Map<String, String> context) {
    return client
        .reEncrypt(
            request ->
                request
                    .sourceKeyId(from.address.key())
                    .sourceEncryptionContext(context)
                    .destinationKeyId(address.key())
                    .destinationEncryptionContext(context)
                    .ciphertextBlob(SdkBytes.fromByteArray(wrapped)))
        .ciphertextBlob();
  }

  private byte[] asked(String permission, Supplier<@Nullable SdkBytes> request) {
    return asked(address, address.toString(), permission, request);
  }

  /** Without copies, which nobody could wipe. */
  private byte[] asked(
      KeyAddress opening, String asked, String permission, Supplier<@Nullable SdkBytes> request) {
    if (closed) {
      throw new IllegalStateException(address + " is closed");
    }
    SdkBytes answer;
    try {
      answer = request.get();
    } catch (SdkException e) {
      throw KmsFailure.of(opening, asked, permission, e);
    }
    if (answer == null) {
      throw new IllegalStateException(
          address + " gave an answer without a key; is that an endpoint of AWS KMS?");
    }
    return answer.asByteArrayUnsafe();
  }

  @Override
  public void close() {
    closed = true;
    client.close();
  }

  @Override
  public String toString() {
    return address.toString();
  }
}
