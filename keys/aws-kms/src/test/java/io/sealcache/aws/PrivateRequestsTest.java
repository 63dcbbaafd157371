package io.sealcache.aws;

import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An endpoint that the SDK has from its own settings, such as AWS_ENDPOINT_URL_KMS. */
class PrivateRequestsTest {
  private static final String ENDPOINT = "aws.endpointUrlKms";

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
