package io.sealcache.core;

import static io.sealcache.core.TestVectors.hex;
import static io.sealcache.core.TestVectors.name;
import static io.sealcache.core.TestVectors.objects;
import static io.sealcache.core.TestVectors.read;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.aead.XAesGcmKey;
import com.google.crypto.tink.aead.XAesGcmParameters;
import com.google.crypto.tink.aead.internal.XAesGcm;
import com.google.crypto.tink.util.SecretBytes;
import com.google.gson.JsonObject;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.SecretKey;
import org.bouncycastle.crypto.digests.SHAKEDigest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class XaesTest {
  private static final int NONCE_LENGTH = 24;

  @Test
  void derive_givesTheAnswersOfC2sp() {
    List<JsonObject> tests = objects(read("xaes_256_gcm.json"), "tests").toList();

    assertThat(tests).hasSize(2);
    for (JsonObject test : tests) {
      byte[] key = hex(test, "key");
      byte[] nonce = hex(test, "nonce");

      assertThat(new Xaes(key, JcaProvider.UNTESTED).derive(nonce, 0).getEncoded())
          .as(name(test))
          .isEqualTo(hex(test, "derivedKey"));
      assertThat(seal(key, nonce, hex(test, "msg"), hex(test, "aad")))
          .as(name(test))
          .isEqualTo(hex(test, "ct"));
    }
  }

  @Test
  void seal_givesTheAccumulatedAnswerOfC2sp() {
    JsonObject expected =
        objects(read("xaes_256_gcm.json"), "accumulated").findFirst().orElseThrow();
    SHAKEDigest input = new SHAKEDigest(128);
    SHAKEDigest output = new SHAKEDigest(128);

    for (int i = 0; i < expected.get("iterations").getAsInt(); i++) {
      byte[] key = squeeze(input, 32);
      byte[] nonce = squeeze(input, NONCE_LENGTH);
      byte[] plaintext = squeeze(input, squeeze(input, 1)[0] & 0xff);
      byte[] associated = squeeze(input, squeeze(input, 1)[0] & 0xff);
      byte[] sealed = seal(key, nonce, plaintext, associated);
      output.update(sealed, 0, sealed.length);
    }

    byte[] hash = new byte[32];
    output.doFinal(hash, 0, 32);
    assertThat(HexFormat.of().formatHex(hash)).isEqualTo(expected.get("hash").getAsString());
  }

  @Test
  void open_readsWhatTinkSealsAtEachLength() throws GeneralSecurityException {
    byte[] key = Bytes.random(32, 1);
    byte[] associated = Bytes.random(60, 2);
    Aead tink = tink(key);

    for (int length = 0; length <= 300; length++) {
      byte[] plaintext = Bytes.random(length, length);
      byte[] sealed = tink.encrypt(plaintext, associated);
      byte[] nonce = Arrays.copyOf(sealed, NONCE_LENGTH);
      byte[] opened = new byte[length];
      SecretKey derived = new Xaes(key, JcaProvider.UNTESTED).derive(nonce, 0);
      AesGcm gcm = new AesGcm(JcaProvider.UNTESTED);
      int body = sealed.length - NONCE_LENGTH;

      gcm.begin(false, derived, inner(nonce), associated);
      assertThat(gcm.finish(sealed, NONCE_LENGTH, body, opened, 0)).isTrue();
      assertThat(opened).isEqualTo(plaintext);
    }
  }

  @Test
  void valueCipherSeal_isReadByTinkAtEachLength() throws GeneralSecurityException {
    byte[] key = Bytes.random(32, 3);
    byte[] storedKey = Bytes.random(45, 4);
    Aead tink = tink(key);
    ValueCipher cipher = Ciphers.values(key, 7, NonceMode.COUNTER);

    for (int length = 1; length <= 300; length++) {
      byte[] plaintext = Bytes.random(length, length);
      byte[] storedValue = cipher.seal(Payload.behindRoom(plaintext, 0, length), storedKey);

      byte[] xaes = xaesMessage(storedValue, 25, storedValue.length, 0x80000000);
      assertThat(tink.decrypt(xaes, Envelope.associatedData(storedValue, storedKey, new byte[0])))
          .isEqualTo(plaintext);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {64 * 1024, 64 * 1024 + 1, 3 * 64 * 1024, 1024 * 1024 + 3})
  void valueCipherSeal_isReadByTinkSegmentBySegment(int length) throws GeneralSecurityException {
    byte[] key = Bytes.random(32, 5);
    byte[] storedKey = Bytes.random(45, 6);
    byte[] plaintext = Bytes.random(length, 7);
    Aead tink = tink(key);
    byte[] storedValue =
        Ciphers.values(key, 7, NonceMode.RANDOM)
            .seal(Payload.behindRoom(plaintext, 0, length), storedKey);
    byte[] associated = Envelope.associatedData(storedValue, storedKey, new byte[0]);

    for (int from = 25, index = 0, done = 0; done < length; index++) {
      int to = Math.min(from + 65552, storedValue.length);
      int suffix = to == storedValue.length ? index | 0x80000000 : index;
      byte[] opened = tink.decrypt(xaesMessage(storedValue, from, to, suffix), associated);
      assertThat(opened).isEqualTo(Arrays.copyOfRange(plaintext, done, done + to - from - 16));
      done += opened.length;
      from = to;
    }
  }

  /** An XAES-256-GCM message, with the parts put in again that a stored value leaves out. */
  private static byte[] xaesMessage(byte[] storedValue, int from, int to, int nonceSuffix) {
    byte[] message = new byte[NONCE_LENGTH + to - from];
    System.arraycopy(storedValue, 5, message, 0, 20);
    BigEndian.putInt(message, 20, nonceSuffix);
    System.arraycopy(storedValue, from, message, NONCE_LENGTH, to - from);
    return message;
  }

  private static byte[] seal(byte[] key, byte[] nonce, byte[] plaintext, byte[] associated) {
    byte[] sealed = new byte[plaintext.length + 16];
    SecretKey derived = new Xaes(key, JcaProvider.UNTESTED).derive(nonce, 0);
    AesGcm gcm = new AesGcm(JcaProvider.UNTESTED);
    gcm.begin(true, derived, inner(nonce), associated);
    assertThat(gcm.finish(plaintext, 0, plaintext.length, sealed, 0)).isTrue();
    return sealed;
  }

  private static byte[] inner(byte[] nonce) {
    return Arrays.copyOfRange(nonce, 12, NONCE_LENGTH);
  }

  private static byte[] squeeze(SHAKEDigest digest, int length) {
    byte[] bytes = new byte[length];
    digest.doOutput(bytes, 0, length);
    return bytes;
  }

  private static Aead tink(byte[] key) throws GeneralSecurityException {
    XAesGcmParameters parameters =
        XAesGcmParameters.create(XAesGcmParameters.Variant.NO_PREFIX, 12);
    SecretBytes secret = SecretBytes.copyFrom(key, InsecureSecretKeyAccess.get());
    return XAesGcm.create(XAesGcmKey.create(parameters, secret, null));
  }
}
