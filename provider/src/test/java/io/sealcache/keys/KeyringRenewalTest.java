package io.sealcache.keys;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KeyringRenewalTest {
  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration LONG = Duration.ofDays(100);
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private final KeyringFile made = KeyringFile.generate(NOW);

  private static KeyringFile renewed(KeyringFile keys, int day) {
    return new KeyringRenewal(keys, NOW.plus(DAY.multipliedBy(day)))
        .due(DAY.multipliedBy(3), DAY, LONG);
  }

  @Test
  void youngKeys_stay() {
    assertThat(renewed(made, 2)).isSameAs(made);
  }

  @Test
  void oldKey_isReplacedStepByStep() {
    KeyringFile added = renewed(made, 3);
    assertThat(added.ids()).containsExactly("index", "2026-01", "2026-01-2");
    assertThat(added.current()).isEqualTo("2026-01");
    assertThat(renewed(added, 3)).as("it has not settled").isSameAs(added);

    KeyringFile sealing = renewed(added, 4);
    assertThat(sealing.current()).isEqualTo("2026-01-2");
    assertThat(sealing.key("2026-01").until()).isEqualTo(NOW.plus(DAY.multipliedBy(104)));
    assertThat(renewed(sealing, 5)).isSameAs(sealing);

    KeyringFile without =
        new KeyringRenewal(sealing, NOW.plus(DAY.multipliedBy(104)))
            .due(LONG.multipliedBy(2), DAY, LONG);
    assertThat(without.ids()).containsExactly("index", "2026-01-2");
    assertThat(without.index()).isEqualTo("index");
  }

  @Test
  void addedKey_hasAnIdOfItsOwn() {
    KeyringFile added = renewed(made, 3);

    assertThat(added.ids().stream().map(added::keyId)).doesNotHaveDuplicates();
    assertThat(added.keyring().previous()).hasSize(1);
    assertThat(added.created("2026-01-2")).isEqualTo(NOW.plus(DAY.multipliedBy(3)));
  }

  @Test
  void renewal_isDueWithoutUnwrappingAnything() {
    WrappedKeyring wrapped =
        WrappedKeyring.parse(
            "record",
            WrappedKeyring.wrap(made, FixedWrappingKey.of(1), Map.of())
                .getBytes(StandardCharsets.US_ASCII));

    assertThat(KeyringRenewal.isDue(wrapped, DAY.multipliedBy(3), DAY, LONG, NOW.plus(DAY)))
        .isFalse();
    assertThat(KeyringRenewal.isDue(wrapped, DAY, DAY, LONG, NOW.plus(DAY))).isTrue();
  }
}
