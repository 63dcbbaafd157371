package io.sealcache.internal.crypto;

import io.sealcache.encryption.NonceMode;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Has a JCA provider do all that it will be used for and compares with the JVM's own and with known
 * answers: some refuse nonces that they did not choose, or keep a state between two messages. Long
 * messages are left out where it is the JDK's own code that would do them.
 */
public final class CheckedJcaProvider {
  private static final int KEY_ID = 0x8badf00d;
  private static final String CODEC = "standard";

  // Of the frozen answers, under keys of 0, 1, 2 and so on: the JVM's own has none beside it.
  private static final byte[] KNOWN_KEY =
      HexFormat.of().parseHex("757365723a343731313a70726f66696c653a73747261c39f65");
  private static final byte[] KNOWN_STORED_KEY =
      HexFormat.of()
          .parseHex(
              "018badf00d7fb5a4247413ae707c56c513712c999b2b7a49590e7f8d09bb43decf7459f50c86e88fe0bf6600593d");
  private static final byte[] KNOWN_STORED_VALUE =
      HexFormat.of()
          .parseHex(
              "018badf00da0a1a2a3a4a5a6a7a8a9aaab0123456789abcdefd20a324e80dc4bc3678fa32fd08f892cc89a59f7e14b3432");

  private final SecureRandom random = new SecureRandom();
  private final JcaProvider provider;
  private final ValueCipher values;

  private CheckedJcaProvider(JcaProvider provider) {
    this.provider = provider;
    this.values = values(provider);
  }

  /**
   * The first provider of the JVM's list that has an algorithm, which a policy, an agent or another
   * library may have put there. Who is put before it later isn't used.
   *
   * @throws IllegalArgumentException as {@link #named}
   */
  public static JcaProvider ofJvm() {
    JcaProvider firsts;
    try {
      firsts = JcaProvider.firstsOfJvm();
    } catch (RuntimeException | LinkageError e) {
      throw unfit(JcaProvider.OF_JVM, e);
    }
    return checked(firsts);
  }

  /** As {@link #named(String, ClassLoader)}, of the provider's own class path. */
  static JcaProvider named(String name) {
    return named(name, CheckedJcaProvider.class.getClassLoader());
  }

  /**
   * One provider, for all ciphers.
   *
   * @param name of a provider that the JVM has registered, such as {@code BC}, or that {@link
   *     java.util.ServiceLoader} finds
   * @throws IllegalArgumentException if there is none, or it does not what is needed: AES with keys
   *     of 256 bits as GCM with nonces that the caller chooses, and as CBC
   */
  public static JcaProvider named(String name, ClassLoader classLoader) {
    return checked(JcaProvider.named(JcaProviderLookup.find(name, classLoader)));
  }

  private static JcaProvider checked(JcaProvider unchecked) {
    JcaProvider checked;
    boolean agrees;
    boolean refuses;
    try {
      agrees = new CheckedJcaProvider(unchecked).computesAes();
      Exception refusal = GcmProbe.of(unchecked).refusal();
      checked = refusal == null ? unchecked : unchecked.refusingTagsBy(refusal.getClass());
      CheckedJcaProvider whole = new CheckedJcaProvider(checked);
      refuses = whole.refusesTampering();
      // 40 ms where nothing is compiled yet: a good part of a start, to test the JDK.
      if (!unchecked.isOfJdk(AesGcm.NAME)) {
        byte[] longMessage = whole.sealed(Envelope.SEGMENT_LENGTH + 1);
        agrees = agrees && whole.opens(longMessage, Envelope.SEGMENT_LENGTH + 1);
        refuses = refuses && whole.opensNot(longMessage, longMessage.length / 2);
      }
    } catch (GeneralSecurityException | RuntimeException | LinkageError e) {
      throw unfit(unchecked, e);
    }
    if (!agrees) {
      throw new IllegalArgumentException(unchecked + " can't serve: it computes another AES");
    }
    if (!refuses) {
      throw new IllegalArgumentException(
          unchecked + " can't serve: it opens AES-GCM messages whose tags don't match");
    }
    return checked;
  }

  private static IllegalArgumentException unfit(JcaProvider provider, Throwable cause) {
    return new IllegalArgumentException(
        provider + " can't serve: " + cause.getMessage() + "; see SECURITY.md for what is needed",
        cause);
  }

  private boolean computesAes() {
    return knownAnswersAgree() && keysAgree() && valuesAgree();
  }

  private boolean knownAnswersAgree() {
    KeyCipher keys = new KeyCipher(counting(KeyCipher.KEY_LENGTH), KEY_ID, CODEC, provider);
    return Arrays.equals(KNOWN_STORED_KEY, keys.seal(KNOWN_KEY, 0, KNOWN_KEY.length))
        && Arrays.equals(KNOWN_KEY, keys.open(KNOWN_STORED_KEY))
        && Arrays.equals(counting(8), values.open(KNOWN_STORED_VALUE, KNOWN_STORED_KEY));
  }

  private boolean keysAgree() {
    byte[] secret = bytes(KeyCipher.KEY_LENGTH);
    KeyCipher checked = new KeyCipher(secret, KEY_ID, CODEC, provider);
    KeyCipher known = new KeyCipher(secret, KEY_ID, CODEC, JcaProvider.OF_JVM);
    for (int length : new int[] {24, 1, 16, 47}) {
      byte[] plaintext = bytes(length);
      byte[] sealed = checked.seal(plaintext, 0, length);
      if (!Arrays.equals(sealed, known.seal(plaintext, 0, length))
          || !Arrays.equals(plaintext, checked.open(sealed))) {
        return false;
      }
    }
    return true;
  }

  private boolean valuesAgree() {
    for (int length : new int[] {100, 1, 100}) {
      if (!opens(sealed(length), length)) {
        return false;
      }
    }
    return true;
  }

  private boolean refusesTampering() {
    byte[] sealed = sealed(100);
    return opensNot(sealed, Envelope.VALUE_HEADER_LENGTH)
        && opensNot(sealed, sealed.length - Envelope.TAG_LENGTH)
        && opensNot(sealed, sealed.length - 1)
        && values.open(sealed, KNOWN_KEY) == null;
  }

  private byte[] sealed(int length) {
    return values.seal(counting(length), 0, length, KNOWN_STORED_KEY);
  }

  private boolean opens(byte[] sealed, int length) {
    byte[] plaintext = counting(length);
    return Arrays.equals(plaintext, values.open(sealed, KNOWN_STORED_KEY))
        && (provider.isOfJvm()
            || Arrays.equals(plaintext, values(JcaProvider.OF_JVM).open(sealed, KNOWN_STORED_KEY)));
  }

  private boolean opensNot(byte[] sealed, int place) {
    byte[] tampered = sealed.clone();
    tampered[place] ^= 1;
    return values.open(tampered, KNOWN_STORED_KEY) == null;
  }

  private static ValueCipher values(JcaProvider provider) {
    return new ValueCipher(
        counting(ValueCipher.KEY_LENGTH), KEY_ID, NonceMode.COUNTER, provider, new SealingGate());
  }

  private static byte[] counting(int length) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) i;
    }
    return bytes;
  }

  private byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }
}
