package io.sealcache.core;

import static io.sealcache.core.TestVectors.hex;
import static io.sealcache.core.TestVectors.name;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.sealcache.core.UsersProvider.Registration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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
    AesGcmTest.assertAgrees(provider);
  }

  @Test
  void keys_agreeWithWycheproof() {
    List<JsonObject> tests =
        AesSivTest.wycheproof().stream()
            .filter(test -> hex(test, "key").length == KeyCipher.KEY_LENGTH)
            .toList();

    assertThat(tests).isNotEmpty();
    AesSivTest.assertAgrees(tests, provider);
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
    return Ciphers.values(KnownAnswers.VALUE_SECRET, 7, mode, provider);
  }
}
