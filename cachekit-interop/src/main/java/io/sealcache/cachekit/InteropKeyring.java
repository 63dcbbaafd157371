package io.sealcache.cachekit;

import io.sealcache.cachekit.CachekitException.InvalidKeyring;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * The keys of one tenant: one that encrypts and decrypts, and up to three earlier ones that only
 * decrypt. Immutable and thread-safe. To rotate without a miss: add the new key as a previous one
 * everywhere, then make it the current one, then, after the longest time to live, drop the old one.
 */
public final class InteropKeyring {
  /** The tenant of services that have configured none. */
  public static final String DEFAULT_TENANT = "default";

  /** How many previous keys there can be. */
  public static final int MAX_PREVIOUS = 3;

  private final String tenant;
  private final List<TenantKey> keys;

  private InteropKeyring(String tenant, List<TenantKey> keys) {
    this.tenant = tenant;
    this.keys = keys;
  }

  /**
   * Derives the tenant's keys; the master keys are not kept.
   *
   * @param tenant the deployment UUID on which all programs agree, in lower case with hyphens, or
   *     {@link #DEFAULT_TENANT}; 1 to 1024 bytes in UTF-8
   * @param current the key that encrypts; none that was retired before
   * @param previous earlier keys, newest first, at most {@value #MAX_PREVIOUS}
   * @throws InvalidKeyring if the tenant is empty or too long, there are too many previous keys, or
   *     the current one is among them
   */
  public static InteropKeyring of(String tenant, MasterKey current, MasterKey... previous) {
    byte[] tenantId = tenantId(tenant);
    if (previous.length > MAX_PREVIOUS) {
      throw new InvalidKeyring(
          "A keyring has at most %d previous keys, not %d"
              .formatted(MAX_PREVIOUS, previous.length));
    }
    requireRetired(current, previous);
    return new InteropKeyring(
        tenant,
        Stream.concat(Stream.of(current), Arrays.stream(previous))
            .map(master -> TenantKey.derive(master, tenantId))
            .toList());
  }

  private static byte[] tenantId(String tenant) {
    byte[] utf8;
    try {
      utf8 = Utf8.encode(tenant);
    } catch (CachekitException.Unsupported e) {
      throw new InvalidKeyring("The tenant has a lone surrogate, which has no UTF-8 form");
    }
    if (utf8.length < 1 || utf8.length > TenantKey.MAX_TENANT_LENGTH) {
      throw new InvalidKeyring(
          "A tenant has 1 to %d bytes in UTF-8, not %d"
              .formatted(TenantKey.MAX_TENANT_LENGTH, utf8.length));
    }
    return utf8;
  }

  /** A key that decrypts only must not go on encrypting. */
  private static void requireRetired(MasterKey current, MasterKey... previous) {
    if (Arrays.stream(previous).anyMatch(current::isSameAs)) {
      throw new InvalidKeyring("The current key is one of the previous keys; take it out of these");
    }
  }

  String tenant() {
    return tenant;
  }

  /** The current key first. */
  List<TenantKey> keys() {
    return keys;
  }

  /** Without the tenant. */
  @Override
  public String toString() {
    return "InteropKeyring[" + (keys.size() - 1) + " previous keys]";
  }
}
