package io.sealcache.keys.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The texts that may be the name of somebody with keys in a table. */
class NamesTest {
  private final TimedKeyTable keys = new TimedKeyTable();

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\t\u2003"})
  void blankName_isRefusedAndGetsNoKeysOfNobody(String blank) {
    TableKeySource source = keys.open();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> source.keyring(blank))
        .withMessage(
            "Key table in memory: a tenant's or person's name is blank; give its name, or null"
                + " for what belongs to nobody");
    assertThatIllegalArgumentException().isThrownBy(() -> source.existingKeyring(blank));
    assertThatIllegalArgumentException().isThrownBy(() -> source.forget(blank));
    assertThatIllegalArgumentException().isThrownBy(() -> source.recordId(blank));
    assertThat(keys.table.names()).isZero();
  }

  @Test
  void nameThatIsNoUnicode_isRefused() {
    TableKeySource source = keys.open();

    assertThatIllegalArgumentException().isThrownBy(() -> source.keyring("\ud800"));
    assertThat(source).hasToString("TableKeySource[Key table in memory]");
  }
}
