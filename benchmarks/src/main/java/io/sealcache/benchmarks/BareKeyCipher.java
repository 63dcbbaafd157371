package io.sealcache.benchmarks;

import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.IvParameterSpec;

/**
 * The JDK's part of a stored key with the least around it: CBC for the code and single blocks for
 * the key stream, of as many blocks as a key fills, by ciphers and into arrays that are there; and
 * text as long as a stored key's.
 */
public final class BareKeyCipher {
  private static final int BLOCK_LENGTH = 16;
  private static final int OVERHEAD = 21;
  private static final Base64.Encoder TEXT = Base64.getUrlEncoder().withoutPadding();

  private final Cipher code;
  private final Cipher stream;
  private final byte[] blocks;
  private final byte[] output;
  private final byte[] storedKey;

  /**
   * With ciphers that are made for it.
   *
   * @param length of the plaintexts
   */
  public BareKeyCipher(SecretKey key, int length) {
    try {
      code = Cipher.getInstance("AES/CBC/NoPadding");
      code.init(Cipher.ENCRYPT_MODE, key, new IvParameterSpec(new byte[BLOCK_LENGTH]));
      stream = Cipher.getInstance("AES/ECB/NoPadding");
      stream.init(Cipher.ENCRYPT_MODE, key);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
    blocks = new byte[(length + BLOCK_LENGTH - 1) / BLOCK_LENGTH * BLOCK_LENGTH];
    output = new byte[blocks.length];
    storedKey = new byte[length + OVERHEAD];
  }

  /** Makes the code, the key stream and text. */
  public String seal() throws GeneralSecurityException {
    code.doFinal(blocks, 0, blocks.length, output, 0);
    stream.doFinal(blocks, 0, blocks.length, output, 0);
    return TEXT.encodeToString(storedKey);
  }
}
