package io.sealcache.cachekit;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * The key that encrypts a tenant's values: derived from a master key by HKDF-SHA256 (RFC 5869), as
 * cachekit's {@code spec/encryption.md} has it.
 */
final class TenantKey {
  static final int MAX_TENANT_LENGTH = 1_024;

  private static final byte[] SALT_PREFIX = "cachekit_v1_".getBytes(US_ASCII);
  private static final byte[] DOMAIN = "encryption".getBytes(US_ASCII);
  private static final byte[] FINGERPRINT_PREFIX = "key_fingerprint_v1".getBytes(US_ASCII);
  private static final int FINGERPRINT_LENGTH = 16;

  private final SecretKey key;
  private final String fingerprint;

  private TenantKey(SecretKey key, String fingerprint) {
    this.key = key;
    this.fingerprint = fingerprint;
  }

  /** The tenant in UTF-8, 1 to {@value #MAX_TENANT_LENGTH} bytes. */
  static TenantKey derive(MasterKey master, byte[] tenant) {
    byte[] secret = master.secret();
    byte[] pseudorandomKey = hmac(salt(tenant), secret);
    byte[] derived = hmac(pseudorandomKey, DOMAIN, new byte[] {1});
    try {
      return new TenantKey(new SecretKeySpec(derived, "AES"), fingerprint(derived));
    } finally {
      Arrays.fill(secret, (byte) 0);
      Arrays.fill(pseudorandomKey, (byte) 0);
      Arrays.fill(derived, (byte) 0);
    }
  }

  SecretKey key() {
    return key;
  }

  /** 32 hexadecimal digits that name the key without telling it. */
  String fingerprint() {
    return fingerprint;
  }

  private static byte[] salt(byte[] tenant) {
    return ByteBuffer.allocate(SALT_PREFIX.length + 1 + DOMAIN.length + 2 + tenant.length)
        .put(SALT_PREFIX)
        .put((byte) DOMAIN.length)
        .put(DOMAIN)
        .putShort((short) tenant.length)
        .put(tenant)
        .array();
  }

  private static byte[] hmac(byte[] key, byte[]... message) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      for (byte[] part : message) {
        mac.update(part);
      }
      return mac.doFinal();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This JVM lacks HmacSHA256, which each Java must have", e);
    }
  }

  private static String fingerprint(byte[] key) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      sha256.update(FINGERPRINT_PREFIX);
      byte[] hash = sha256.digest(key);
      return HexFormat.of().formatHex(hash, 0, FINGERPRINT_LENGTH);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This JVM lacks SHA-256, which each Java must have", e);
    }
  }
}
