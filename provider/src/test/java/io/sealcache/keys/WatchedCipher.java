package io.sealcache.keys;

import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.security.spec.AlgorithmParameterSpec;
import java.util.List;
import javax.crypto.BadPaddingException;
import javax.crypto.Cipher;
import javax.crypto.CipherSpi;
import javax.crypto.IllegalBlockSizeException;
import javax.crypto.ShortBufferException;
import org.jspecify.annotations.Nullable;

/**
 * One of the JDK's, which keeps the arrays it is given and gives, so that a test sees them wiped.
 */
public final class WatchedCipher extends CipherSpi {
  private final Cipher cipher;
  private final List<byte[]> seen;

  public WatchedCipher(String transformation, List<byte[]> seen) throws NoSuchAlgorithmException {
    try {
      this.cipher = Cipher.getInstance(transformation, "SunJCE");
    } catch (GeneralSecurityException e) {
      throw new NoSuchAlgorithmException(e);
    }
    this.seen = seen;
  }

  @Override
  protected byte[] engineDoFinal(byte[] in, int offset, int length)
      throws IllegalBlockSizeException, BadPaddingException {
    byte[] out = cipher.doFinal(in, offset, length);
    seen.addAll(List.of(in, out));
    return out;
  }

  @Override
  protected int engineDoFinal(byte[] in, int offset, int length, byte[] out, int outOffset)
      throws ShortBufferException, IllegalBlockSizeException, BadPaddingException {
    return cipher.doFinal(in, offset, length, out, outOffset);
  }

  @Override
  protected Key engineUnwrap(byte[] wrapped, String algorithm, int type)
      throws InvalidKeyException, NoSuchAlgorithmException {
    return PretendedKey.aes(cipher.unwrap(wrapped, algorithm, type).getEncoded(), seen);
  }

  @Override
  protected void engineUpdateAAD(byte[] in, int offset, int length) {
    cipher.updateAAD(in, offset, length);
  }

  @Override
  protected byte[] engineUpdate(byte[] in, int offset, int length) {
    return cipher.update(in, offset, length);
  }

  @Override
  protected int engineUpdate(byte[] in, int offset, int length, byte[] out, int outOffset)
      throws ShortBufferException {
    return cipher.update(in, offset, length, out, outOffset);
  }

  @Override
  protected void engineInit(int mode, Key key, SecureRandom random) throws InvalidKeyException {
    cipher.init(mode, key);
  }

  @Override
  protected void engineInit(
      int mode, Key key, @Nullable AlgorithmParameterSpec parameters, SecureRandom random)
      throws InvalidKeyException, InvalidAlgorithmParameterException {
    cipher.init(mode, key, parameters);
  }

  @Override
  protected void engineInit(
      int mode, Key key, @Nullable AlgorithmParameters parameters, SecureRandom random)
      throws InvalidKeyException, InvalidAlgorithmParameterException {
    cipher.init(mode, key, parameters);
  }

  @Override
  protected void engineSetMode(String mode) {}

  @Override
  protected void engineSetPadding(String padding) {}

  @Override
  protected int engineGetBlockSize() {
    return cipher.getBlockSize();
  }

  @Override
  protected int engineGetOutputSize(int length) {
    return cipher.getOutputSize(length);
  }

  @Override
  protected byte @Nullable [] engineGetIV() {
    return cipher.getIV();
  }

  @Override
  protected @Nullable AlgorithmParameters engineGetParameters() {
    return cipher.getParameters();
  }
}
