package io.sealcache.internal.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class KeyChangeTest {
  private static final KeyPlace PLACE = KeyPlace.of("file");

  private static List<String> between(KeyIds before, KeyIds after) {
    return KeyChange.between(PLACE, before, after).stream()
        .map(change -> change.event().text() + " " + change.key() + " " + change.before())
        .toList();
  }

  @Test
  void keyThatOpensOnly_isAdded() {
    assertThat(between(new KeyIds("a", "", "i"), new KeyIds("a", "b", "i")))
        .containsExactly("key-added b ");
  }

  @Test
  void keyThatSealsNow_isPromotedAndNotRetired() {
    assertThat(between(new KeyIds("a", "b", "i"), new KeyIds("b", "a", "i")))
        .containsExactly("key-promoted b a");
  }

  @Test
  void keyThatIsOut_isRetired() {
    assertThat(between(new KeyIds("b", "a,c", "i"), new KeyIds("b", "", "i")))
        .containsExactly("key-retired a ", "key-retired c ");
  }

  @Test
  void otherKeyring_isToldKeyByKey() {
    assertThat(between(new KeyIds("a", "", "i"), new KeyIds("b", "", "j")))
        .containsExactly(
            "key-added b ", "key-promoted b a", "key-retired a ", "index-key-changed j i");
  }

  @Test
  void sameKeysInAnotherOrder_areNoChange() {
    assertThat(between(new KeyIds("a", "b,c", "i"), new KeyIds("a", "c,b", "i"))).isEmpty();
  }
}
