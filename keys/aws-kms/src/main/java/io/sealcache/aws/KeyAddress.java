package io.sealcache.aws;

import io.sealcache.internal.text.ServiceAddress;
import java.net.URI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a key of AWS KMS is, as the setting says it.
 *
 * @param key its id, alias or ARN
 * @param region null: where the SDK finds one
 * @param endpoint null: that of the region
 */
record KeyAddress(String key, @Nullable String region, @Nullable URI endpoint) {
  private static final Pattern KEY =
      Pattern.compile("alias/[A-Za-z0-9/_-]+|(mrk-)?[0-9a-f-]{32,36}");
  private static final Pattern ARN =
      Pattern.compile(
          "arn:aws[a-z-]*:kms:([a-z0-9-]+):[0-9]{12}:(alias/[A-Za-z0-9/_-]+|key/[A-Za-z0-9-]+)");
  private static final Pattern MULTI_REGION = Pattern.compile("(?:arn:.*:key/)?(mrk-[0-9a-f]{32})");
  private static final Pattern REGION = Pattern.compile("[a-z0-9-]{1,32}");

  /**
   * Reads what follows {@code aws:}.
   *
   * @throws IllegalArgumentException if it is malformed; the message says what is allowed
   */
  static KeyAddress parse(String text) {
    ServiceAddress address = ServiceAddress.parse(text, KeyAddress::malformed);
    String key = address.key();
    Matcher arn = ARN.matcher(key);
    boolean isArn = arn.matches();
    if (!isArn && !KEY.matcher(key).matches()) {
      throw malformed("that is no key"); // and may be a secret in the wrong place
    }
    String region = address.parameters().remove("region");
    String endpoint = address.parameters().remove("endpoint");
    if (!address.parameters().isEmpty()) {
      throw malformed("it has parameters 'region' and 'endpoint' alone");
    }
    if (region != null && !REGION.matcher(region).matches()) {
      throw malformed("'region' is none");
    }
    if (isArn && region != null && !region.equals(arn.group(1))) {
      throw malformed("the key lies in region " + arn.group(1) + ", not " + region);
    }
    return new KeyAddress(
        key,
        isArn ? arn.group(1) : region,
        endpoint == null ? null : ServiceAddress.url(endpoint, KeyAddress::malformed));
  }

  /**
   * As records of a key table call the key: by its ARN, or with the region, as another region may
   * have a key of that alias. A multi-Region key is one key in all of them.
   *
   * @param found where the key lies
   */
  String name(String found) {
    Matcher multiRegion = MULTI_REGION.matcher(key);
    if (multiRegion.matches()) {
      return "aws:" + multiRegion.group(1);
    }
    return key.startsWith("arn:") ? "aws:" + key : "aws:" + found + ":" + key;
  }

  private static IllegalArgumentException malformed(String reason) {
    return new IllegalArgumentException(
        "%s; write a key of AWS KMS as 'aws:alias/NAME', 'aws:KEY-ID' or 'aws:arn:aws:kms:REGION:ACCOUNT:key/KEY-ID', and '?region=REGION' or '&endpoint=URL' behind it where needed"
            .formatted(reason));
  }

  /** As logs and messages name it. */
  @Override
  public String toString() {
    return "AWS KMS key '%s'".formatted(key);
  }
}
