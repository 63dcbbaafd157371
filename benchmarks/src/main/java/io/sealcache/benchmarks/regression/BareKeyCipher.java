package io.sealcache.benchmarks.regression;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.IvParameterSpec;

/**
 * The JDK's part of AES-SIV with the least around it: CBC for the code and single blocks for the
 * key stream, of as many blocks as a key fills, by ciphers that are there.
 */
final class BareKeyCipher {
  private static final int BLOCK_LENGTH = 16;

  private final Cipher code;
  private final Cipher stream;
  private final byte[] blocks;

  /**
   * @param length of the plaintexts
   */
  BareKeyCipher(SecretKey key, int length) throws GeneralSecurityException {
    code = Cipher.getInstance("AES/CBC/NoPadding");
    code.init(Cipher.ENCRYPT_MODE, key, new IvParameterSpec(new byte[BLOCK_LENGTH]));
    stream = Cipher.getInstance("AES/ECB/NoPadding");
    stream.init(Cipher.ENCRYPT_MODE, key);
    blocks = new byte[(length + BLOCK_LENGTH - 1) / BLOCK_LENGTH * BLOCK_LENGTH];
  }

  /** Makes the code and the key stream, in a new array. */
  byte[] seal() throws GeneralSecurityException {
    byte[] output = Arrays.copyOf(blocks, 2 * blocks.length);
    code.doFinal(blocks, 0, blocks.length, output, 0);
    stream.doFinal(blocks, 0, blocks.length, output, blocks.length);
    return output;
  }
}
