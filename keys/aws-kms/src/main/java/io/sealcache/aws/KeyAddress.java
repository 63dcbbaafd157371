package io.sealcache.aws;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
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
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  /**
   * Reads what follows {@code aws:}.
   *
   * @throws IllegalArgumentException if it is malformed; the message says what is allowed
   */
  static KeyAddress parse(String text) {
    int query = text.indexOf('?');
    String key = query < 0 ? text : text.substring(0, query);
    Map<String, String> parameters = query < 0 ? Map.of() : parameters(text.substring(query + 1));
    Matcher arn = ARN.matcher(key);
    boolean isArn = arn.matches();
    if (!isArn && !KEY.matcher(key).matches()) {
      throw malformed("that is no key"); // and may be a secret in the wrong place
    }
    String region = parameters.get("region");
    if (region != null && !REGION.matcher(region).matches()) {
      throw malformed("'region' is none");
    }
    if (isArn && region != null && !region.equals(arn.group(1))) {
      throw malformed("the key lies in region " + arn.group(1) + ", not " + region);
    }
    String endpoint = parameters.get("endpoint");
    return new KeyAddress(
        key, isArn ? arn.group(1) : region, endpoint == null ? null : endpoint(endpoint));
  }

  private static Map<String, String> parameters(String query) {
    Map<String, String> parameters = new HashMap<>();
    for (String each : query.split("&", -1)) {
      int equals = each.indexOf('=');
      String name = equals < 0 ? each : each.substring(0, equals);
      if (equals < 0 || !Set.of("region", "endpoint").contains(name)) {
        throw malformed("it has parameters 'region' and 'endpoint' alone");
      }
      if (parameters.put(name, each.substring(equals + 1)) != null) {
        throw malformed("'%s' is given twice".formatted(name));
      }
    }
    return parameters;
  }

  private static URI endpoint(String text) {
    URI endpoint;
    try {
      endpoint = URI.create(text);
    } catch (IllegalArgumentException e) {
      throw malformed("'endpoint' is no URL");
    }
    if (endpoint.getHost() == null
        || endpoint.getUserInfo() != null
        || endpoint.getQuery() != null
        || !isPrivate(endpoint.getScheme(), endpoint.getHost())) {
      throw malformed("'endpoint' must be an https URL; http is for this machine only");
    }
    return endpoint;
  }

  /** Whether nobody on a network reads what is sent to this host. */
  static boolean isPrivate(@Nullable String protocol, String host) {
    return "https".equals(protocol) || ("http".equals(protocol) && LOOPBACK.contains(host));
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
