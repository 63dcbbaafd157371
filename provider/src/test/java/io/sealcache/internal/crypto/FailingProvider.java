package io.sealcache.internal.crypto;

import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.Security;
import java.security.spec.AlgorithmParameterSpec;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.BadPaddingException;
import javax.crypto.Cipher;
import javax.crypto.CipherSpi;
import javax.crypto.IllegalBlockSizeException;
import javax.crypto.ShortBufferException;
import org.jspecify.annotations.Nullable;

/**
 * A JCA provider, the first of the JVM while it is open, whose ciphers are the JDK's but throw on
 * demand in the middle of a message.
 */
final class FailingProvider extends Provider implements AutoCloseable {
  enum Failure {
    /** As a broken native library may. */
    UNCHECKED,
    /** As the JCA allows. */
    CHECKED
  }

  private static final String NAME = "Failing";

  private final AtomicInteger ciphersMade = new AtomicInteger();
  private @Nullable String failing;
  private Failure failure = Failure.UNCHECKED;
  private @Nullable String wrong;

  @SuppressWarnings("this-escape") // Complete but for its services, which are what is added.
  FailingProvider() {
    super(NAME, "1", "throws on demand");
    for (String name : List.of("AES/GCM/NoPadding", "AES/CBC/NoPadding", "AES/ECB/NoPadding")) {
      putService(new CipherService(name));
    }
    Security.insertProviderAt(this, 1);
  }

  /** How many were made and used. */
  int ciphersMade() {
    return ciphersMade.get();
  }

  /** The next message of a cipher of that name fails, once. */
  void failNext(String transformation, Failure how) {
    failing = transformation;
    failure = how;
  }

  /** The next message of a cipher of that name becomes another one, once. */
  void miscomputeNext(String transformation) {
    wrong = transformation;
  }

  @Override
  public void close() {
    Security.removeProvider(NAME);
  }

  private final class CipherService extends Service {
    CipherService(String transformation) {
      super(FailingProvider.this, "Cipher", transformation, NAME, null, null);
    }

    @Override
    public Object newInstance(@Nullable Object parameter) throws NoSuchAlgorithmException {
      try {
        return new FailingCipher(Cipher.getInstance(getAlgorithm(), "SunJCE"));
      } catch (GeneralSecurityException e) {
        throw new NoSuchAlgorithmException(e);
      }
    }

    @Override
    public boolean supportsParameter(@Nullable Object parameter) {
      return true;
    }
  }

  private final class FailingCipher extends CipherSpi {
    private final Cipher cipher;
    private boolean counted;

    FailingCipher(Cipher cipher) {
      this.cipher = cipher;
    }

    @Override
    protected int engineDoFinal(byte[] in, int offset, int length, byte[] out, int outOffset)
        throws ShortBufferException, IllegalBlockSizeException, BadPaddingException {
      if (cipher.getAlgorithm().equals(failing)) {
        failing = null;
        cipher.update(in, offset, length / 2);
        switch (failure) {
          case UNCHECKED -> throw new IllegalStateException("injected");
          case CHECKED -> throw new IllegalBlockSizeException("injected");
        }
      }
      int written = cipher.doFinal(in, offset, length, out, outOffset);
      if (cipher.getAlgorithm().equals(wrong)) {
        wrong = null;
        out[outOffset] ^= 1;
      }
      return written;
    }

    @Override
    protected void engineInit(int mode, Key key, SecureRandom random) throws InvalidKeyException {
      count();
      cipher.init(mode, key);
    }

    @Override
    protected void engineInit(
        int mode, Key key, @Nullable AlgorithmParameterSpec parameters, SecureRandom random)
        throws InvalidKeyException, InvalidAlgorithmParameterException {
      count();
      cipher.init(mode, key, parameters);
    }

    /** At first use: the JCA makes some only to ask whether they exist. */
    private void count() {
      if (!counted) {
        counted = true;
        ciphersMade.incrementAndGet();
      }
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
    protected byte[] engineDoFinal(byte[] in, int offset, int length) {
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
}
