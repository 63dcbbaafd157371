package io.sealcache;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StoredTypesTest {
  private long now = Long.MAX_VALUE - 1; // overflows, as the JVM's may
  private int looks;
  private @Nullable String others;

  private final StoredTypes types =
      new StoredTypes(
          () -> {
            looks++;
            return others;
          },
          () -> now);

  @Test
  void othersIfDue_looksOnceInFiveSeconds() {
    others = "a key of A";
    assertThat(types.othersIfDue()).isNull();
    now += Duration.ofSeconds(5).toNanos();
    assertThat(types.othersIfDue()).isNull();
    assertThat(looks).isZero();

    now++;
    assertThat(types.othersIfDue()).isEqualTo("a key of A");
    assertThat(types.othersIfDue()).isNull();
    assertThat(looks).isEqualTo(1);
  }

  @Test
  void othersNow_looksEachTime() {
    assertThat(types.othersNow()).isNull();
    others = "a key of A";
    assertThat(types.othersNow()).isEqualTo("a key of A");
    assertThat(looks).isEqualTo(2);
  }

  @Test
  void othersNow_whereTheStoreFails_saysNothing() {
    StoredTypes failing =
        new StoredTypes(
            () -> {
              throw new IllegalArgumentException("cut off");
            },
            () -> 0);

    assertThat(failing.othersNow()).isNull();
  }
}
