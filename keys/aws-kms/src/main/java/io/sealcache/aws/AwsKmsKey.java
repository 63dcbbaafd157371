package io.sealcache.aws;

import io.sealcache.keys.KeyEncryptionKey;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
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
 * later and by chance; one that is throttled slows no other. Thread-safe.
 */
final class AwsKmsKey implements KeyEncryptionKey {
  private static final Duration CONNECT = Duration.ofSeconds(1);
  private static final Duration ATTEMPT = Duration.ofSeconds(2);
  private static final Duration CALL = Duration.ofSeconds(5);
  private static final int REQUESTS = 64;

  private final KeyAddress address;
  private final KmsClient client;
  private final Semaphore free = new Semaphore(REQUESTS); // those given up have not ended yet
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
                        .retryStrategy(RetryMode.STANDARD)
                        .apiCallAttemptTimeout(ATTEMPT)
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
  public byte[] generate(Map<String, String> context) {
    return asked("kms:GenerateDataKeyWithoutPlaintext", () -> dataKey(context));
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
  public byte[] unwrap(byte[] wrapped, Map<String, String> context) {
    if (wrapped.length == 0) {
      throw new IllegalArgumentException("A wrapped key is empty");
    }
    return asked("kms:Decrypt", () -> decrypt(wrapped, context));
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

  /** Without copies, which nobody could wipe. */
  private byte[] asked(String permission, Supplier<@Nullable SdkBytes> request) {
    if (closed) {
      throw new IllegalStateException(address + " is closed");
    }
    SdkBytes answer = inTime(permission, request);
    if (answer == null) {
      throw new IllegalStateException(
          address + " gave an answer without a key; is that an endpoint of AWS KMS?");
    }
    return answer.asByteArrayUnsafe();
  }

  /**
   * The timeout of the SDK's calls doesn't bound how long it looks for credentials. What is given
   * up goes on, so that credentials which come late are there for the next request.
   */
  private @Nullable SdkBytes inTime(String permission, Supplier<@Nullable SdkBytes> request) {
    if (!free.tryAcquire()) {
      throw new IllegalStateException(
          "%d requests to %s have no answer, so no other is sent".formatted(REQUESTS, address));
    }
    var answer =
        new FutureTask<@Nullable SdkBytes>(
            () -> {
              try {
                return request.get();
              } finally {
                free.release();
              }
            });
    Thread thread = new Thread(null, answer, "sealcache-keys", 0, false);
    thread.setDaemon(true);
    try {
      thread.start();
    } catch (Error e) { // the machine has no more threads
      free.release();
      throw e;
    }
    try {
      return answer.get(CALL.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof SdkException failure) {
        throw KmsFailure.of(address, permission, failure);
      }
      throw e.getCause() instanceof RuntimeException failure
          ? failure
          : new IllegalStateException(address + " can't be asked; look at the cause", e);
    } catch (TimeoutException e) {
      throw new IllegalStateException(
          "%s did not answer within %s, or whoever gives the credentials did not"
              .formatted(address, CALL),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("A request to %s was interrupted".formatted(address), e);
    }
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
