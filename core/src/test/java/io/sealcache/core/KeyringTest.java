package io.sealcache.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class KeyringTest {
  private final MasterKey current = key(1);
  private final MasterKey older = key(2);
  private final MasterKey oldest = key(3);

  // Keyrings keep listeners only as long as somebody else does.
  private final List<Keyring> toldEarly = new ArrayList<>();
  private final Consumer<Keyring> early = toldEarly::add;
  private final List<Keyring> toldLate = new ArrayList<>();
  private final Consumer<Keyring> late = toldLate::add;

  @Test
  void indexKey_isTheCurrentKeyUnlessGiven() {
    var without = new Keyring(current, List.of(older), null);
    var with = new Keyring(current, List.of(older), older);

    assertThat(without.indexKey()).isSameAs(current);
    assertThat(without.hasOwnIndexKey()).isFalse();
    assertThat(with.indexKey()).isSameAs(older);
    assertThat(with.hasOwnIndexKey()).isTrue();
  }

  @Test
  void dataKey_findsCurrentAndPreviousButNotIndexKeys() {
    var keyring = new Keyring(current, List.of(older), oldest);

    assertThat(keyring.dataKey(current.id())).isSameAs(current);
    assertThat(keyring.dataKey(older.id())).isSameAs(older);
    assertThat(keyring.dataKey(oldest.id())).isNull();
  }

  @Test
  void toString_namesKeysByTheirIds() {
    assertThat(new Keyring(current, List.of(older), null))
        .hasToString(
            "Keyring[current=%s, previous=[%s], index=%s]".formatted(current, older, current));
  }

  @Test
  void previous_isACopy() {
    var given = new ArrayList<>(List.of(older));
    var keyring = new Keyring(current, given, null);
    given.add(oldest);

    assertThat(keyring.previous()).containsExactly(older).isUnmodifiable();
  }

  @Test
  void constructor_refusesTheCurrentKeyAmongThePreviousOnes() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Keyring(current, List.of(older, key(1)), null))
        .withMessageContaining("current " + current);
  }

  @Test
  void constructor_refusesAPreviousKeyTwice() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Keyring(current, List.of(older, oldest, key(2)), null))
        .withMessageContaining("previous " + older + " is also listed");
  }

  @Test
  void constructor_refusesTwoDataKeysOfOneId() {
    MasterKey one = numbered(6727);
    MasterKey other = numbered(45052);
    assertThat(one.id()).isEqualTo(other.id());

    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Keyring(one, List.of(other), null))
        .withMessageContaining("Two different keys");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Keyring(current, List.of(one, other), null))
        .withMessageContaining("Two different keys");
  }

  @Test
  void constructor_takesAnIndexKeyThatEqualsADataKey() {
    assertThat(new Keyring(current, List.of(older), key(1)).indexKey().isSameKey(current)).isTrue();
    assertThat(new Keyring(current, List.of(older), key(2)).indexKey().isSameKey(older)).isTrue();
  }

  @Test
  void destroy_destroysEveryKey() {
    new Keyring(current, List.of(older), oldest).destroy();

    assertThat(List.of(current, older, oldest)).allMatch(MasterKey::isDestroyed);
  }

  @Test
  void destroy_isToldWhenTheKeysAreWiped() {
    var keyring = new Keyring(current, List.of(older), oldest);
    List<Boolean> wiped = new ArrayList<>();
    Consumer<Keyring> listener =
        told ->
            wiped.add(
                told.current().isDestroyed()
                    && older.isDestroyed()
                    && told.indexKey().isDestroyed());
    keyring.addDropListener(listener);

    keyring.destroy();

    assertThat(wiped).containsExactly(true);
  }

  @Test
  void drop_isToldOnceAndAlsoToThoseWhoComeLate() {
    var keyring = new Keyring(current, List.of(older), null);
    keyring.addDropListener(early);

    keyring.drop();
    assertThat(toldEarly).containsExactly(keyring);
    keyring.addDropListener(late);
    assertThat(toldLate).containsExactly(keyring);
    keyring.destroy();
    assertThat(toldEarly).containsExactly(keyring);
    assertThat(toldLate).containsExactly(keyring);
  }

  private static MasterKey key(int seed) {
    return MasterKey.of(FixedKey.secret(seed));
  }

  /** Two of these were searched that have one id. */
  private static MasterKey numbered(int number) {
    return new MasterKey(ByteBuffer.allocate(MasterKey.LENGTH).putInt(28, number).array(), null);
  }
}
