package io.sealcache.core;

import java.security.AlgorithmParameters;
import java.security.InvalidAlgorithmParameterException;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.SecureRandom;
import java.security.spec.AlgorithmParameterSpec;
import javax.crypto.BadPaddingException;
import javax.crypto.Cipher;
import javax.crypto.CipherSpi;
import javax.crypto.IllegalBlockSizeException;
import javax.crypto.ShortBufferException;
import org.jspecify.annotations.Nullable;

/** A cipher of another provider's, as far as ours are asked: what else is asked throws. */
public class ForwardingCipher extends CipherSpi {
  protected final Cipher cipher;

  protected ForwardingCipher(Cipher cipher) {
    this.cipher = cipher;
  }

  @Override
  protected int engineDoFinal(byte[] in, int offset, int length, byte[] out, int outOffset)
      throws ShortBufferException, IllegalBlockSizeException, BadPaddingException {
    return cipher.doFinal(in, offset, length, out, outOffset);
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
  protected void engineUpdateAAD(byte[] in, int offset, int length) {
    cipher.updateAAD(in, offset, length);
  }

  @Override
  protected void engineInit(int mode, Key key, AlgorithmParameters parameters, SecureRandom r) {
    throw new UnsupportedOperationException();
  }

  @Override
  protected byte[] engineDoFinal(byte[] in, int offset, int length)
      throws IllegalBlockSizeException, BadPaddingException {
    throw new UnsupportedOperationException();
  }

  @Override
  protected byte[] engineUpdate(byte[] in, int offset, int length) {
    throw new UnsupportedOperationException();
  }

  @Override
  protected int engineUpdate(byte[] in, int offset, int length, byte[] out, int outOffset) {
    throw new UnsupportedOperationException();
  }

  @Override
  protected byte[] engineGetIV() {
    return cipher.getIV();
  }

  @Override
  protected int engineGetOutputSize(int length) {
    return cipher.getOutputSize(length);
  }

  @Override
  protected int engineGetBlockSize() {
    return cipher.getBlockSize();
  }

  @Override
  protected @Nullable AlgorithmParameters engineGetParameters() {
    return null;
  }

  @Override
  protected void engineSetMode(String mode) {
    throw new UnsupportedOperationException();
  }

  @Override
  protected void engineSetPadding(String padding) {
    throw new UnsupportedOperationException();
  }
}
