package io.sealcache.keys;

import io.sealcache.core.ForwardingCipher;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import javax.crypto.BadPaddingException;
import javax.crypto.Cipher;
import javax.crypto.IllegalBlockSizeException;

/**
 * One of the JDK's, which keeps the arrays it is given and gives, so that a test sees them wiped.
 */
public final class WatchedCipher extends ForwardingCipher {
  private final List<byte[]> seen;

  public WatchedCipher(String transformation, List<byte[]> seen) throws NoSuchAlgorithmException {
    super(ofTheJdk(transformation));
    this.seen = seen;
  }

  private static Cipher ofTheJdk(String transformation) throws NoSuchAlgorithmException {
    try {
      return Cipher.getInstance(transformation, "SunJCE");
    } catch (GeneralSecurityException e) {
      throw new NoSuchAlgorithmException(e);
    }
  }

  @Override
  protected byte[] engineDoFinal(byte[] in, int offset, int length)
      throws IllegalBlockSizeException, BadPaddingException {
    byte[] out = cipher.doFinal(in, offset, length);
    seen.addAll(List.of(in, out));
    return out;
  }

  @Override
  protected Key engineUnwrap(byte[] wrapped, String algorithm, int type)
      throws InvalidKeyException, NoSuchAlgorithmException {
    return PretendedKey.aes(cipher.unwrap(wrapped, algorithm, type).getEncoded(), seen);
  }
}
