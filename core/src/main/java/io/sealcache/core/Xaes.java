package io.sealcache.core;

import java.util.Arrays;
import javax.crypto.SecretKey;

/**
 * The key derivation of <a href="https://c2sp.org/XAES-256-GCM">XAES-256-GCM</a>: of its 24-byte
 * nonce the first 12 bytes, here the session, choose an AES-256-GCM key, and the other 12 are that
 * cipher's nonce. The derivation is the counter-mode KDF of NIST SP 800-108r1 over CMAC. Not
 * thread-safe.
 */
final class Xaes {
  final JcaProvider provider;
  private final AesBlock block;
  private final byte[] messages;

  Xaes(byte[] key, JcaProvider provider) {
    this.provider = provider;
    block = new AesBlock(JcaProvider.aesKey(key, 0, key.length), provider);
    byte[] l = new byte[AesBlock.LENGTH];
    block.permute(l, 0, l);
    byte[] k1 = AesCmac.doubled(l);
    messages = new byte[2 * AesBlock.LENGTH];
    for (int i = 0; i < 2; i++) {
      int offset = i * AesBlock.LENGTH;
      messages[offset + 1] = (byte) (i + 1);
      messages[offset + 2] = 'X';
      AesCmac.xor(messages, offset, k1);
    }
  }

  /** The AES-256-GCM key for the 12 bytes at {@code offset}. */
  SecretKey derive(byte[] bytes, int offset) {
    byte[] derived = messages.clone();
    for (int i = 0; i < Envelope.SESSION_LENGTH; i++) {
      derived[4 + i] ^= bytes[offset + i];
      derived[4 + AesBlock.LENGTH + i] ^= bytes[offset + i];
    }
    block.permute(derived, 0, derived);
    SecretKey key = JcaProvider.aesKey(derived, 0, derived.length);
    Arrays.fill(derived, (byte) 0);
    return key;
  }
}
