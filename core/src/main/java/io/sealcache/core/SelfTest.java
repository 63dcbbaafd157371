package io.sealcache.core;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * Known answers, and what must not be: has JCA providers do all that they will be used for. Some
 * refuse nonces that they did not choose, keep a state between two messages, or tell of a tag that
 * doesn't match by an exception of their own.
 */
final class SelfTest {
  private static final int KEY_ID = 0x8badf00d;
  private static final HexFormat HEX = HexFormat.of();

  // Of the frozen answers, under keys of 0, 1, 2 and so on.
  private static final byte[] SEALED_KEY =
      HEX.parseHex(
          "018badf00db4ce7508d2ac2694bd633965f043c15e3ca034f1a9677aabe2e44ebab40e7bda8cde7cb98b"
              + "a2448ea645d1fb7d3a7367129a91b73087989fc914de659d0ae679c317ab6fee9fd6521141de69345ee4"
              + "42d87eac887761030d2267d869b87c1b5ab030e395deaa576a7c368a0269eb4dd07037ff7f");
  private static final byte[] STORED_KEY =
      HEX.parseHex(
          "018badf00d7fb5a4247413ae707c56c513712c999b2b7a49590e7f8d09bb43decf7459f50c86e88fe0bf"
              + "6600593d");
  private static final byte[] STORED_VALUE =
      HEX.parseHex(
          "018badf00da0a1a2a3a4a5a6a7a8a9aaab0123456789abcdefd20a324e80dc4bc3678fa32fd08f892cc8"
              + "9a59f7e14b3432");

  private SelfTest() {}

  /**
   * Tests providers.
   *
   * @throws IllegalStateException if one fails, or does not what is needed
   */
  static void of(JcaProvider provider) {
    KeyCipher keys =
        new KeyCipher(counting(KeyCipher.KEY_LENGTH), KEY_ID, "io.example.Codec", provider);
    Keyring none = new Keyring(MasterKey.generate(), List.of(), null);
    EntrySealerBuilder defaults = EntrySealer.builder(none, "");
    ValueCipher values =
        new ValueCipher(counting(ValueCipher.KEY_LENGTH), KEY_ID, defaults, provider);
    // Long messages take 40 ms where nothing is compiled yet: a good part of a start, to test the
    // JDK.
    Module gcm = provider.cipher(AesGcm.NAME).getProvider().getClass().getModule();
    int longest = gcm == Object.class.getModule() ? 100 : Envelope.SEGMENT_LENGTH + 1;
    for (int length : new int[] {100, 1, 100, longest}) {
      require(
          Arrays.equals(SEALED_KEY, keys.seal(counting(100), 0, 100))
              && Arrays.equals(counting(100), keys.open(SEALED_KEY))
              && Arrays.equals(counting(8), values.open(STORED_VALUE, STORED_KEY)),
          "they compute another AES");
      byte[] sealed = values.seal(Payload.of(counting(length)), STORED_KEY);
      require(
          Arrays.equals(counting(length), values.open(sealed, STORED_KEY)),
          "they don't open what they sealed");
      boolean opensChanged = values.open(sealed, SEALED_KEY) != null;
      int tag = sealed.length - Envelope.TAG_LENGTH;
      for (int place : new int[] {Envelope.VALUE_HEADER_LENGTH, tag, sealed.length - 1}) {
        byte[] changed = sealed.clone();
        changed[place] ^= 1;
        opensChanged |= values.open(changed, STORED_KEY) != null;
      }
      require(!opensChanged, "they open messages whose tags don't match");
    }
  }

  private static void require(boolean condition, String otherwise) {
    if (!condition) {
      throw new IllegalStateException(otherwise);
    }
  }

  private static byte[] counting(int length) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) i;
    }
    return bytes;
  }
}
