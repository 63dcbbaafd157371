package io.sealcache.aws;

import static java.util.Objects.requireNonNull;

import io.sealcache.servers.MotoServer;
import io.sealcache.servers.Needs;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.kms.KmsClient;

/**
 * A moto_server for all tests of the JVM, as it takes seconds to start, and a {@link StrictKms}
 * before it for each test.
 */
final class Moto implements BeforeEachCallback, AfterEachCallback {
  private static @Nullable MotoServer server;

  private @Nullable StrictKms kms;
  private @Nullable KmsClient operator;

  @Override
  public void beforeEach(ExtensionContext context) throws IOException {
    Needs.motoServer();
    URI url = url();
    kms = new StrictKms(url);
    operator =
        KmsClient.builder()
            .endpointOverride(url)
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .build();
  }

  private static synchronized URI url() throws IOException {
    if (server == null) {
      server = MotoServer.start(); // ends with the JVM
    }
    return server.url();
  }

  @Override
  public void afterEach(ExtensionContext context) {
    if (kms != null && operator != null) {
      kms.close();
      operator.close();
    }
  }

  StrictKms kms() {
    return requireNonNull(kms, "No test runs");
  }

  /** Asks moto itself. */
  KmsClient operator() {
    return requireNonNull(operator, "No test runs");
  }

  /** A new key's id. */
  String newKey() {
    return operator().createKey().keyMetadata().keyId();
  }

  /** As the setting names a key, without the scheme. */
  String address(String key) {
    return key + "?endpoint=" + kms().url();
  }

  AwsKmsKey open(String key) {
    return AwsKmsKey.open(KeyAddress.parse(address(key)));
  }

  AwsKmsKey open(String key, String region) {
    return AwsKmsKey.open(KeyAddress.parse(address(key) + "&region=" + region));
  }

  static final Map<String, String> CONTEXT = Map.of("sealcache-context", "shop");
}
