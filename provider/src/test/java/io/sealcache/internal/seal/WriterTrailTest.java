package io.sealcache.internal.seal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class WriterTrailTest {
  @Test
  void read_givesBackTheEntries() {
    for (int tokens = 0; tokens <= WriterTrail.LIMIT; tokens++) {
      byte[] entries = trail(tokens).entries();

      assertThat(entries).hasSize(12 * tokens);
      assertThat(WriterTrail.read(entries)).isEqualTo(trail(tokens));
    }
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

  private static WriterTrail trail(int tokens) {
    return new WriterTrail(LongStream.range(0, tokens).mapToObj(WriterTrailTest::token).toList());
  }

  private static WriterTrail.Token token(long attempt) {
    return new WriterTrail.Token(7, attempt);
  }
}
