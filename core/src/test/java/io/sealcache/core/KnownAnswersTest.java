package io.sealcache.core;

import static io.sealcache.core.TestVectors.hex;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;

/** If one of these fails, what is in users' caches can no longer be read. Never mend the file. */
class KnownAnswersTest {
  @Test
  void storedKeys_stayAsTheyWere() {
    List<JsonObject> answers = KnownAnswers.storedKeys();

    assertThat(answers).hasSize(7);
    answers.forEach(answer -> KnownAnswers.check(KnownAnswers.keyCipher(answer), answer));
  }

  @Test
  void storedValues_stayAsTheyWere() {
    List<JsonObject> answers = KnownAnswers.storedValues();

    assertThat(answers).hasSize(8);
    answers.forEach(answer -> KnownAnswers.check(KnownAnswers.valueCipher(answer), answer));
  }

  @Test
  void storedValues_openByTheirOwnBytes() {
    ValueCipher fresh =
        Ciphers.values(KnownAnswers.VALUE_SECRET, KnownAnswers.VALUE_KEY_ID, NonceMode.RANDOM);
    List<JsonObject> whole =
        KnownAnswers.storedValues().stream().filter(a -> a.has("storedValue")).toList();

    assertThat(whole).hasSize(3);
    for (JsonObject answer : whole) {
      assertThat(fresh.open(hex(answer, "storedValue"), KnownAnswers.VALUE_STORED_KEY))
          .hasSize(answer.get("plaintextLength").getAsInt())
          .startsWith(0);
    }
  }
}
