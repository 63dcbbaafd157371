package io.sealcache.core;

import java.util.Map;
import java.util.function.Consumer;
import javax.crypto.BadPaddingException;
import javax.crypto.Cipher;
import javax.crypto.CipherSpi;
import javax.crypto.IllegalBlockSizeException;
import javax.crypto.ShortBufferException;

/**
 * A JCA provider whose ciphers are the JDK's, with somebody who sees each message of AES-GCM before
 * it is made, on the thread that makes it, and may hold it up or throw.
 */
public final class WatchedProvider extends CipherProvider {
  public static final String NAME = "Watched";

  private volatile Consumer<byte[]> watch = output -> {};

  public WatchedProvider() {
    super(NAME, "is watched");
  }

  /**
   * Has somebody else see what comes from now on.
   *
   * @param next is given the array that the message is written into
   */
  public void watch(Consumer<byte[]> next) {
    watch = next;
  }

  /** It alone, though it is not the JVM's first. */
  JcaProvider jca() {
    return new JcaProvider(Map.of(AesGcm.NAME, this, AesCmac.CBC, this, AesBlock.NAME, this));
  }

  @Override
  CipherSpi behind(Cipher cipher) {
    return new WatchedCipher(cipher);
  }

  private final class WatchedCipher extends ForwardingCipher {
    WatchedCipher(Cipher cipher) {
      super(cipher);
    }

    @Override
    protected int engineDoFinal(byte[] in, int offset, int length, byte[] out, int outOffset)
        throws ShortBufferException, IllegalBlockSizeException, BadPaddingException {
      if (cipher.getAlgorithm().equals(AesGcm.NAME)) {
        watch.accept(out);
      }
      return super.engineDoFinal(in, offset, length, out, outOffset);
    }
  }
}
