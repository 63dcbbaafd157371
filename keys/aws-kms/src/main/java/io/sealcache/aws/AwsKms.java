package io.sealcache.aws;

import io.sealcache.keys.KeyEncryptionKey;
import io.sealcache.keys.KeyManagementService;

/**
 * AWS KMS, by the setting {@code sealcache.kms=aws:KEY}; {@code docs/keys/kms.md} says how a key is
 * written. Credentials and region come from where the AWS SDK looks for them.
 */
public final class AwsKms implements KeyManagementService {
  /** For the service loader. */
  public AwsKms() {}

  @Override
  public String scheme() {
    return "aws";
  }

  /** Asks for nothing yet, but credentials' whereabouts and a region are found. */
  @Override
  public KeyEncryptionKey open(String key) {
    return AwsKmsKey.open(KeyAddress.parse(key));
  }
}
