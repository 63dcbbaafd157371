package io.sealcache.core;

import static io.sealcache.core.TestVectors.hex;
import static io.sealcache.core.TestVectors.isValid;
import static io.sealcache.core.TestVectors.name;
import static io.sealcache.core.TestVectors.objects;
import static io.sealcache.core.TestVectors.read;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.sealcache.core.UsersProvider.Registration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.crypto.SecretKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Stored keys and values are the same, and refused alike, whoever's AES computes them. */
@ParameterizedClass
@EnumSource
class UsersProviderTest {
  private final String name;
  private final JcaProvider provider;
  private final byte[] storedKey = Bytes.random(45, 3);

  UsersProviderTest(UsersProvider users) {
    try (Registration registration = users.register()) {
      name = registration.name();
      provider = JcaProvider.ofJvm();
    }
  }

  @Test
  void ciphers_areItsOwn() {
    for (String transformation : List.of(AesGcm.NAME, AesCmac.CBC)) {
      assertThat(provider.cipher(transformation).getProvider().getName()).isEqualTo(name);
    }
  }

  @Test
  void storedKeys_areTheKnownOnes() {
    KnownAnswers.storedKeys()
        .forEach(answer -> KnownAnswers.check(KnownAnswers.keyCipher(answer, provider), answer));
  }

  @Test
  void storedValues_areTheKnownOnes() {
    KnownAnswers.storedValues()
        .forEach(answer -> KnownAnswers.check(KnownAnswers.valueCipher(answer, provider), answer));
  }

  @Test
  void values_agreeWithWycheproof() {
    List<JsonObject> tests =
        objects(read("aes_gcm_test.json"), "testGroups")
            .filter(
                group ->
                    group.get("keySize").getAsInt() == 256
                        && group.get("ivSize").getAsInt() == 96
                        && group.get("tagSize").getAsInt() == 128)
            .flatMap(group -> objects(group, "tests"))
            .toList();

    assertThat(tests).hasSize(66);
    for (JsonObject test : tests) {
      byte[] nonce = hex(test, "iv");
      byte[] associated = hex(test, "aad");
      byte[] plaintext = hex(test, "msg");
      byte[] tag = hex(test, "tag");
      byte[] sealed = Arrays.copyOf(hex(test, "ct"), plaintext.length + tag.length);
      System.arraycopy(tag, 0, sealed, plaintext.length, tag.length);
      SecretKey key = JcaProvider.aesKey(hex(test, "key"), 0, 32);
      AesGcm gcm = new AesGcm(provider);
      byte[] opened = new byte[plaintext.length];

      gcm.begin(false, key, nonce, associated);
      assertThat(gcm.finish(sealed, 0, sealed.length, opened, 0))
          .as(name(test))
          .isEqualTo(isValid(test));
      if (isValid(test)) {
        assertThat(opened).as(name(test)).isEqualTo(plaintext);
        byte[] again = new byte[sealed.length];
        // One that has met the nonce may refuse to seal under it.
        AesGcm sealing = new AesGcm(provider);
        sealing.begin(true, key, nonce, associated);
        assertThat(sealing.finish(plaintext, 0, plaintext.length, again, 0)).isTrue();
        assertThat(again).as(name(test)).isEqualTo(sealed);
      }
    }
  }

  @Test
  void keys_agreeWithWycheproof() {
    List<JsonObject> tests =
        objects(read("aes_siv_cmac_test.json"), "testGroups")
            .flatMap(group -> objects(group, "tests"))
            .filter(test -> hex(test, "key").length == KeyCipher.KEY_LENGTH)
            .toList();

    assertThat(tests).isNotEmpty();
    for (JsonObject test : tests) {
      AesSiv siv = new AesSiv(hex(test, "key"), List.of(hex(test, "aad")), provider);
      byte[] sealed = hex(test, "ct");
      byte[] plaintext = hex(test, "msg");

      if (isValid(test)) {
        byte[] again = new byte[AesBlock.LENGTH + plaintext.length];
        siv.seal(plaintext, 0, plaintext.length, again, 0);
        assertThat(again).as(name(test)).isEqualTo(sealed);
        assertThat(siv.open(sealed, 0)).as(name(test)).isEqualTo(plaintext);
      } else {
        assertThat(siv.open(sealed, 0)).as(name(test)).isNull();
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void storedValue_withAnyBitFlippedIsRefusedAndNothingElse(NonceMode mode) {
    ValueCipher values = values(mode);
    byte[] stored = values.seal(Payload.behindRoom(new byte[20], 0, 20), storedKey);

    for (int bit = 0; bit < 8 * stored.length; bit++) {
      byte[] tampered = stored.clone();
      tampered[bit / 8] ^= (byte) (1 << bit % 8);
      // The key id is looked at by who chooses the cipher.
      if (bit < 8 || bit >= 8 * Envelope.HEADER_LENGTH) {
        assertThat(values.open(tampered, storedKey)).as("bit %d", bit).isNull();
      }
    }
    assertThat(values.open(stored, storedKey)).isEqualTo(new byte[20]);
  }

  @Test
  void manyThreads_getWhatOneDoes() throws ExecutionException, InterruptedException {
    KeyCipher keys = new KeyCipher(KnownAnswers.KEY_SECRET, 7, "string", provider);
    KeyCipher known = Ciphers.keys(KnownAnswers.KEY_SECRET, 7, "string");
    ValueCipher values = values(NonceMode.COUNTER);
    ValueCipher knownValues = Ciphers.values(KnownAnswers.VALUE_SECRET, 7, NonceMode.COUNTER);
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Future<?>> all = new ArrayList<>();
      for (int thread = 0; thread < 8; thread++) {
        int seed = 1000 * thread;
        all.add(
            threads.submit(
                () -> {
                  for (int i = 1; i < 300; i++) {
                    byte[] bytes = Bytes.random(i, seed + i);
                    byte[] key = keys.seal(bytes, 0, i);
                    assertThat(key).isEqualTo(known.seal(bytes, 0, i));
                    byte[] value = values.seal(Payload.behindRoom(bytes, 0, i), key);
                    assertThat(values.open(value, key)).isEqualTo(bytes);
                    assertThat(knownValues.open(value, key)).isEqualTo(bytes);
                  }
                }));
      }
      for (Future<?> one : all) {
        one.get();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private ValueCipher values(NonceMode mode) {
    return Ciphers.values(KnownAnswers.VALUE_SECRET, 7, mode, provider, new SealingGate());
  }
}
