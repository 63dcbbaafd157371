package io.sealcache.internal.seal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class WriterTrailTest {
  private static final int START = 3;

  @Test
  void end_isBehindTheTokensAndWithinThePlaintext() {
    for (int tokens = 1; tokens <= WriterTrail.LIMIT; tokens++) {
      byte[] plaintext = written(trail(tokens), 0);

      assertThat(WriterTrail.end(plaintext, START)).isEqualTo(plaintext.length);
      assertThat(WriterTrail.end(written(trail(tokens), 1), START)).isEqualTo(plaintext.length);
      assertThat(WriterTrail.end(written(trail(tokens), -1), START)).isEqualTo(-1);
      assertThat(WriterTrail.read(plaintext, START)).isEqualTo(trail(tokens));
    }
  }

  @Test
  void end_ofWhatHasNoTokenOrTooMany_isNone() {
    byte[] plaintext = new byte[START + 1 + 300 * WriterTrail.Token.LENGTH];
    for (int count : new int[] {0, WriterTrail.LIMIT + 1, 255}) {
      plaintext[START] = (byte) count;

      assertThat(WriterTrail.end(plaintext, START)).isEqualTo(-1);
    }
    assertThat(WriterTrail.end(new byte[START], START)).isEqualTo(-1);
  }

  @Test
  void write_ofNone_writesNothing() {
    byte[] plaintext = {1, 2, 3, 4};

    WriterTrail.NONE.write(plaintext, START);

    assertThat(plaintext).containsExactly(1, 2, 3, 4);
    assertThat(WriterTrail.NONE.length()).isZero();
  }

  @Test
  void followedBy_leavesOutTheObsoleteAndTheOldest() {
    WriterTrail.Token newest = token(100);

    assertThat(trail(3).followedBy(newest, token -> token.equals(token(1))).tokens())
        .containsExactly(newest, token(0), token(2));
    assertThat(trail(WriterTrail.LIMIT).followedBy(newest, token -> false).tokens())
        .hasSize(WriterTrail.LIMIT)
        .startsWith(newest, token(0))
        .doesNotContain(token(WriterTrail.LIMIT - 1));
  }

  @Test
  void reseal_isTheFirstTokenUntilTheNextWrite() {
    WriterTrail resealed = trail(WriterTrail.LIMIT).ofReseal();

    assertThat(trail(2).isOfReseal()).isFalse();
    assertThat(WriterTrail.NONE.isOfReseal()).isFalse();
    assertThat(WriterTrail.NONE.ofReseal().isOfReseal()).isTrue();
    assertThat(resealed.isOfReseal()).isTrue();
    assertThat(resealed.tokens()).hasSize(WriterTrail.LIMIT).contains(token(0), token(14));
    assertThat(resealed.ofReseal()).isEqualTo(resealed);
    assertThat(trail(1).ofReseal().followedBy(token(100), token -> false).tokens())
        .containsExactly(token(100), token(0));
  }

  private static byte[] written(WriterTrail trail, int more) {
    byte[] plaintext = new byte[START + trail.length() + Math.max(more, 0)];
    trail.write(plaintext, START);
    return more < 0 ? Arrays.copyOf(plaintext, plaintext.length + more) : plaintext;
  }

  private static WriterTrail trail(int tokens) {
    return new WriterTrail(LongStream.range(0, tokens).mapToObj(WriterTrailTest::token).toList());
  }

  private static WriterTrail.Token token(long attempt) {
    return new WriterTrail.Token(7, attempt);
  }
}
