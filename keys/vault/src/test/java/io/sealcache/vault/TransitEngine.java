package io.sealcache.vault;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** One key of a transit engine, with its versions. One that isn't derived ignores contexts. */
final class TransitEngine {
  private static final int NONCE = 12;

  private final SecureRandom random = new SecureRandom();
  private final boolean derived;
  private final List<byte[]> versions = new CopyOnWriteArrayList<>();

  TransitEngine(boolean derived) {
    this.derived = derived;
    rotate();
  }

  boolean isDerived() {
    return derived;
  }

  void rotate() {
    versions.add(random(32));
  }

  /** Null if the context is missing. */
  @Nullable String dataKey(@Nullable String context, int bits) {
    return encrypt(random(bits / 8), context);
  }

  private @Nullable String encrypt(byte[] plaintext, @Nullable String context) {
    if (derived && context == null) {
      return null;
    }
    byte[] nonce = random(NONCE);
    byte[] text = gcm(Cipher.ENCRYPT_MODE, versions.size(), context, nonce, plaintext);
    byte[] both = Arrays.copyOf(nonce, NONCE + text.length);
    System.arraycopy(text, 0, both, NONCE, text.length);
    return "vault:v%d:%s".formatted(versions.size(), Base64.getEncoder().encodeToString(both));
  }

  /** In Base64; null if it doesn't open. */
  @Nullable String decrypt(@Nullable String ciphertext, @Nullable String context) {
    try {
      String[] parts = String.valueOf(ciphertext).split(":", -1);
      int version = Integer.parseInt(parts[1].substring(1));
      byte[] both = Base64.getDecoder().decode(parts[2]);
      byte[] nonce = Arrays.copyOf(both, NONCE);
      byte[] text = Arrays.copyOfRange(both, NONCE, both.length);
      return Base64.getEncoder()
          .encodeToString(gcm(Cipher.DECRYPT_MODE, version, context, nonce, text));
    } catch (RuntimeException e) {
      return null;
    }
  }

  private byte[] gcm(int mode, int version, @Nullable String context, byte[] nonce, byte[] input) {
    try {
      byte[] key = versions.get(version - 1);
      if (derived) {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        key = mac.doFinal(String.valueOf(context).getBytes(US_ASCII));
      }
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, nonce));
      return cipher.doFinal(input);
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private byte[] random(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }
}
