package io.sealcache.core;

import java.security.GeneralSecurityException;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javax.crypto.BadPaddingException;
import javax.crypto.Cipher;
import javax.crypto.IllegalBlockSizeException;
import javax.crypto.ShortBufferException;
import org.jspecify.annotations.Nullable;

/**
 * A JCA provider whose ciphers are the JDK's, with somebody who sees each message of AES-GCM before
 * it is made, on the thread that makes it, and may hold it up or throw.
 */
public final class WatchedProvider extends Provider {
  public static final String NAME = "Watched";

  private volatile Consumer<byte[]> watch = output -> {};

  @SuppressWarnings("this-escape") // complete except its services, which are added
  public WatchedProvider() {
    super(NAME, "1", "is watched");
    for (String name : List.of("AES/GCM/NoPadding", "AES/CBC/NoPadding", "AES/ECB/NoPadding")) {
      putService(new CipherService(name));
    }
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

  private final class CipherService extends Service {
    CipherService(String transformation) {
      super(WatchedProvider.this, "Cipher", transformation, NAME, null, null);
    }

    @Override
    public Object newInstance(@Nullable Object parameter) throws NoSuchAlgorithmException {
      try {
        return new WatchedCipher(Cipher.getInstance(getAlgorithm(), "SunJCE"));
      } catch (GeneralSecurityException e) {
        throw new NoSuchAlgorithmException(e);
      }
    }

    @Override
    public boolean supportsParameter(@Nullable Object parameter) {
      return true;
    }
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
