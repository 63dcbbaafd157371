package io.sealcache.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionSourceTest {
  private final ManualClock clock = new ManualClock();
  private final SessionSource sessions = source(new SecureRandom());
  private final Nonces nonces = Ciphers.nonces(sessions);

  @Test
  void next_countsWithinOneSession() {
    Nonce first = next(1);

    for (int i = 1; i < 5 * Session.Block.LENGTH; i++) {
      Nonce nonce = next(1);
      assertThat(nonce.isOfSameSession(first)).isTrue();
      assertThat(nonce.counter()).isEqualTo(first.counter() + i);
    }
  }

  @Test
  void next_ofTwoHoldersSharesTheSessionAndNoCounter() {
    Nonces other = Ciphers.nonces(sessions);
    Nonce first = next(1);
    Set<Nonce> all = new HashSet<>(Set.of(first));
    byte[] storedValue = new byte[25];

    for (int i = 1; i < 5 * Session.Block.LENGTH; i++) {
      all.add(next(1));
      other.next(storedValue, 1);
      all.add(Nonce.of(storedValue));
    }

    assertThat(all).hasSize(10 * Session.Block.LENGTH - 1);
    assertThat(all).allMatch(nonce -> nonce.isOfSameSession(first));
  }

  @Test
  void next_wrapsTheCounter() {
    SecureRandom random = FixedRandom.session(new byte[12], -3);
    Nonces wrapping = Ciphers.nonces(source(random));
    byte[] storedValue = new byte[25];

    for (int i = 0; i < 2 * Session.Block.LENGTH; i++) {
      wrapping.next(storedValue, 1);
      assertThat(Nonce.of(storedValue)).isEqualTo(new Nonce(0, 0, i - 3));
    }
  }

  @Test
  void next_looksAtTheAgeForEachValue() {
    Nonce first = next(1);

    clock.pass(Duration.ofMinutes(10).minusNanos(1));
    assertThat(next(1)).isEqualTo(first.plus(1));

    clock.pass(Duration.ofNanos(1));
    assertThat(next(1).isOfSameSession(first)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(longs = {1001, -1001})
  void next_looksForAClockJumpForEachValue(long millis) {
    Nonce first = next(1);

    clock.jump(Duration.ofMillis(millis > 0 ? 1000 : -1000));
    assertThat(next(1)).isEqualTo(first.plus(1));

    clock.jump(Duration.ofMillis(millis > 0 ? 1 : -1));
    assertThat(next(1).isOfSameSession(first)).isFalse();
  }

  @Test
  void next_endsForAllHoldersWithTheSessionThatOneSawEnd() {
    Nonce first = next(1);
    clock.jump(Duration.ofDays(1));
    assertThat(nextOfNewHolder(1).isOfSameSession(first)).isFalse();

    clock.jump(Duration.ofDays(-1));

    assertThat(next(1).isOfSameSession(first)).isFalse();
  }

  @Test
  void next_looksAtTheClocksAfterABlockWasTaken() {
    Nonce first = next(1);
    // As if the process stood still, or was copied, between the two looks.
    clock.passAtReading(2, Duration.ofMinutes(10));

    Nonce second = next((int) Session.Block.BYTES);

    assertThat(second.isOfSameSession(first)).isFalse();
  }

  @Test
  void next_countsTheBytesOfSmallMessagesToo() {
    Nonce first = next(1 << 20);

    for (int i = 1; i < 1 << 20; i++) {
      assertThat(next(1 << 20).isOfSameSession(first)).isTrue();
    }

    assertThat(next(1 << 20).isOfSameSession(first)).isFalse();
  }

  @Test
  void next_countsTheBytesOfForgottenHolders() {
    int share = (int) Session.Block.BYTES;
    Nonce first = nextOfNewHolder(share);

    for (int i = 1; i < 1 << 22; i++) {
      assertThat(nextOfNewHolder(share).isOfSameSession(first)).isTrue();
    }

    assertThat(nextOfNewHolder(1).isOfSameSession(first)).isFalse();
  }

  @Test
  void next_beginsASessionWithTheFirstByteBeyondOneTebibyte() {
    Nonce first = next(1 << 30);
    for (int i = 1; i < 1024; i++) {
      assertThat(next(i < 1023 ? 1 << 30 : (1 << 30) - 1).isOfSameSession(first)).isTrue();
    }

    assertThat(next(1).isOfSameSession(first)).isTrue();
    assertThat(next(1).isOfSameSession(first)).isFalse();
  }

  @Test
  void next_keepsWhatABlockHasLeftForItsSessionOnly() {
    int length = (int) (Session.Block.BYTES * 3 / 2);
    int two = 2 * Session.Block.LENGTH;

    Nonce first = next(length);
    assertThat(next(length)).isEqualTo(first.plus(two));
    assertThat(next(length)).isEqualTo(first.plus(2L * two));
    assertThat(next(length)).isEqualTo(first.plus(2L * two + 1)); // of what those had left

    Nonce third = next(length);
    assertThat(third.isOfSameSession(first)).isTrue();
    clock.jump(Duration.ofSeconds(2));
    Nonce other = next(length);
    assertThat(other.isOfSameSession(first)).isFalse();
    assertThat(next(length)).isEqualTo(other.plus(two));
  }

  @Test
  void next_leavesABlocksBytesToItsSession() {
    next(1);
    clock.jump(Duration.ofSeconds(2));
    Nonce first = next(1 << 30);
    for (int i = 1; i < 1024; i++) {
      assertThat(next(1 << 30).isOfSameSession(first)).isTrue();
    }

    assertThat(next(1).isOfSameSession(first)).isFalse();
  }

  @Test
  void next_beginsASessionAfter2To32Values() {
    Nonce first = next(1);
    for (int i = 1; i < 1 << 22; i++) {
      sessions.takeBlock(1);
    }

    for (int i = 1; i < Session.Block.LENGTH; i++) {
      assertThat(next(1)).isEqualTo(first.plus(i));
    }
    assertThat(next(1).isOfSameSession(first)).isFalse();
  }

  private Nonce next(int plaintextLength) {
    byte[] storedValue = new byte[25];
    nonces.next(storedValue, plaintextLength);
    return Nonce.of(storedValue);
  }

  private Nonce nextOfNewHolder(int plaintextLength) {
    byte[] storedValue = new byte[25];
    Ciphers.nonces(sessions).next(storedValue, plaintextLength);
    return Nonce.of(storedValue);
  }

  private SessionSource source(SecureRandom random) {
    return new SessionSource(random, clock.clock());
  }
}
