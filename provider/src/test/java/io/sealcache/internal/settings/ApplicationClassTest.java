package io.sealcache.internal.settings;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sealcache.keys.KeySource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApplicationClassTest {
  private static final String KEY =
      "3f8a1c5e9b7d2046f1e3a5c7089bdb2d4f6e8a0c1b3d5f7992b4d6f80a1c3e5b";

  private static void choose(String name) {
    var keySource = new ApplicationClass<>(KeySource.class, Setting.KEY_SOURCE);
    keySource.choose(name, ApplicationClassTest.class.getClassLoader());
  }

  @ParameterizedTest
  @ValueSource(strings = {KEY, KEY + " ", "'" + KEY + "'", "0x" + KEY, "file:" + KEY})
  void keyInPlaceOfAClass_isShownNeitherInTheMessageNorByACause(String name) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> choose(name))
        .withMessageStartingWith("Setting 'sealcache.key-source' is '(not shown)'; it must be ")
        .withMessageNotContaining("3f8a1c5e")
        .withNoCause();
  }

  @Test
  void classThatIsNotThere_isNamedWithTheCause() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> choose("com.acme.Keys"))
        .withMessageStartingWith("Setting 'sealcache.key-source' is 'com.acme.Keys'; it must be ")
        .withCauseInstanceOf(ClassNotFoundException.class);
  }
}
