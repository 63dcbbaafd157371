package io.sealcache.core;

import java.nio.ByteBuffer;
import java.security.InvalidAlgorithmParameterException;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.NoSuchAlgorithmException;
import java.security.NoSuchProviderException;
import java.security.ProviderException;
import java.security.SecureRandom;
import java.security.Security;
import java.security.spec.AlgorithmParameterSpec;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.AEADBadTagException;
import javax.crypto.BadPaddingException;
import javax.crypto.Cipher;
import javax.crypto.CipherSpi;
import javax.crypto.IllegalBlockSizeException;
import javax.crypto.NoSuchPaddingException;
import javax.crypto.ShortBufferException;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import org.jspecify.annotations.Nullable;

/**
 * A JCA provider, the first of the JVM while it is open, whose ciphers are the JDK's but throw on
 * demand in the middle of a message.
 */
public final class FailingProvider extends CipherProvider implements AutoCloseable {
  enum Failure {
    /** As a broken native library may. */
    UNCHECKED,
    /** As the JCA allows. */
    CHECKED
  }

  /** The exceptions for a tag that doesn't match. */
  enum Refusal {
    /** As the JCA has it. */
    AEAD_BAD_TAG,
    BAD_PADDING,
    ILLEGAL_BLOCK_SIZE,
    PROVIDER_EXCEPTION,
    ILLEGAL_STATE;

    int of(AEADBadTagException e) throws BadPaddingException, IllegalBlockSizeException {
      switch (this) {
        case AEAD_BAD_TAG -> throw e;
        case BAD_PADDING -> throw new BadPaddingException("tag");
        case ILLEGAL_BLOCK_SIZE -> throw new IllegalBlockSizeException("tag");
        case PROVIDER_EXCEPTION -> throw new ProviderException("tag");
        default -> throw new IllegalStateException("tag");
      }
    }
  }

  private static final String NAME = "Failing";

  private final AtomicInteger ciphersMade = new AtomicInteger();
  private @Nullable String failing;
  private Failure failure = Failure.UNCHECKED;
  private @Nullable String wrong;
  private boolean alwaysWrong;
  private Refusal refusal = Refusal.AEAD_BAD_TAG;
  private int wrongFrom;
  private int ignoresTagsFrom = Integer.MAX_VALUE;
  private boolean ignoresAssociatedData;
  private final Set<ByteBuffer> sealed = ConcurrentHashMap.newKeySet();
  private @Nullable RuntimeException broken;
  private boolean refusesKeys;
  private boolean lacksLibrary;

  @SuppressWarnings("this-escape") // complete except its services, which are added
  public FailingProvider() {
    super(NAME, "throws on demand");
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

  /** All messages of a cipher of that name become others, alike where they are alike. */
  void miscomputeAll(String transformation) {
    wrong = transformation;
    alwaysWrong = true;
  }

  /** Has no ECB, as providers that would have it used for messages by nobody. */
  void lackSingleBlocks() {
    removeService(getService("Cipher", AesBlock.NAME));
  }

  /** All messages of a cipher of that name become others that are at least so long. */
  void miscomputeFrom(String transformation, int length) {
    miscomputeAll(transformation);
    wrongFrom = length;
  }

  void refuseTagsBy(Refusal how) {
    refusal = how;
  }

  /** Opens by AES-CTR, which is what is below AES-GCM. */
  public void ignoreTags() {
    ignoreTagsFrom(0);
  }

  /** So also those of messages that are at least so long. */
  void ignoreTagsFrom(int length) {
    ignoresTagsFrom = length;
  }

  /** Opens what it has sealed with whatever associated data. */
  void ignoreAssociatedData() {
    ignoresAssociatedData = true;
  }

  /** Each message fails from now on; none if null. */
  public void breakBy(@Nullable RuntimeException failure) {
    broken = failure;
  }

  /** As hardware that only takes keys of its own. */
  void refuseKeys() {
    refusesKeys = true;
  }

  /** As one over a native library that isn't there. */
  void lackLibrary() {
    lacksLibrary = true;
  }

  @Override
  public void close() {
    Security.removeProvider(NAME);
  }

  @Override
  CipherSpi behind(Cipher cipher) {
    return new FailingCipher(cipher);
  }

  private final class FailingCipher extends ForwardingCipher {
    private boolean counted;
    private @Nullable Cipher opening;

    FailingCipher(Cipher cipher) {
      super(cipher);
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
      if (broken != null) {
        throw broken;
      }
      if (opening != null && isTakenAsItIs(Arrays.copyOfRange(in, offset, offset + length))) {
        return opening.doFinal(in, offset, length - 16, out, outOffset);
      }
      int written;
      try {
        written = cipher.doFinal(in, offset, length, out, outOffset);
      } catch (AEADBadTagException e) {
        return refusal.of(e);
      }
      if (ignoresAssociatedData && opening == null) {
        sealed.add(ByteBuffer.wrap(Arrays.copyOfRange(out, outOffset, outOffset + written)));
      }
      if (cipher.getAlgorithm().equals(wrong) && length >= wrongFrom) {
        wrong = alwaysWrong ? wrong : null;
        out[outOffset] ^= 1;
        out[outOffset + written - 1] ^= 1;
      }
      return written;
    }

    private boolean isTakenAsItIs(byte[] message) {
      return message.length >= ignoresTagsFrom || sealed.contains(ByteBuffer.wrap(message));
    }

    @Override
    protected void engineInit(int mode, Key key, SecureRandom random) throws InvalidKeyException {
      begin();
      cipher.init(mode, key);
    }

    @Override
    protected void engineInit(
        int mode, Key key, @Nullable AlgorithmParameterSpec parameters, SecureRandom random)
        throws InvalidKeyException, InvalidAlgorithmParameterException {
      begin();
      cipher.init(mode, key, parameters);
      opening =
          mode == Cipher.DECRYPT_MODE && parameters instanceof GCMParameterSpec gcm
              ? counterMode(key, gcm)
              : null;
    }

    private static Cipher counterMode(Key key, GCMParameterSpec parameters)
        throws InvalidKeyException, InvalidAlgorithmParameterException {
      byte[] counter = Arrays.copyOf(parameters.getIV(), 16);
      counter[15] = 2; // the first one is the tag's
      try {
        Cipher counterMode = Cipher.getInstance("AES/CTR/NoPadding", "SunJCE");
        counterMode.init(Cipher.DECRYPT_MODE, key, new IvParameterSpec(counter));
        return counterMode;
      } catch (NoSuchAlgorithmException | NoSuchProviderException | NoSuchPaddingException e) {
        throw new IllegalStateException(e);
      }
    }

    /** Counts at first use: the JCA makes some only to ask whether they exist. */
    private void begin() throws InvalidKeyException {
      if (lacksLibrary) {
        throw new UnsatisfiedLinkError("libgone");
      }
      if (refusesKeys) {
        throw new InvalidKeyException("not of mine");
      }
      if (!counted) {
        counted = true;
        ciphersMade.incrementAndGet();
      }
    }
  }
}
