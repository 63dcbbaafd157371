package io.sealcache.keys;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.core.Keyring;
import io.sealcache.core.MasterKey;
import java.util.List;
import org.junit.jupiter.api.Test;

class SameKeysTest {
  @Test
  void areIn_keyringsWithEveryKeyInItsPlace() {
    Keyring keyring = new Keyring(key(1), List.of(key(2)), key(3));

    assertThat(SameKeys.areIn(keyring, new Keyring(key(1), List.of(key(2)), key(3)))).isTrue();
    assertThat(SameKeys.areIn(keyring, new Keyring(key(4), List.of(key(2)), key(3)))).isFalse();
    assertThat(SameKeys.areIn(keyring, new Keyring(key(1), List.of(key(4)), key(3)))).isFalse();
    assertThat(SameKeys.areIn(keyring, new Keyring(key(1), List.of(), key(3)))).isFalse();
    assertThat(SameKeys.areIn(keyring, new Keyring(key(1), List.of(key(2)), key(4)))).isFalse();
    assertThat(SameKeys.areIn(keyring, new Keyring(key(1), List.of(key(2)), null))).isFalse();
  }

  @Test
  void areIn_keyringWhoseIndexKeyWasNotGiven_isAnotherThanOneWithTheSame() {
    assertThat(
            SameKeys.areIn(
                new Keyring(key(1), List.of(), null), new Keyring(key(1), List.of(), key(1))))
        .isFalse();
  }

  private static MasterKey key(int number) {
    return MasterKey.of(FixedKey.secret(number));
  }
}
