package io.sealcache.internal.seal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
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
  void followedBy_leavesTwoOfAWriterAndNotTheOldest() {
    WriterTrail.Token newest = token(100);
    WriterTrail.Token second = new WriterTrail.Token(100, 1);
    WriterTrail.Token third = new WriterTrail.Token(100, 2);

    assertThat(
            new WriterTrail(List.of(token(0), second, third, token(1))).followedBy(newest).tokens())
        .containsExactly(newest, token(0), second, token(1));
    assertThat(trail(WriterTrail.LIMIT).followedBy(newest).tokens())
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
    assertThat(trail(1).ofReseal().followedBy(token(100)).tokens())
        .containsExactly(token(100), token(0));
  }

  private static WriterTrail trail(int tokens) {
    return new WriterTrail(LongStream.range(0, tokens).mapToObj(WriterTrailTest::token).toList());
  }

  private static WriterTrail.Token token(long writer) {
    return new WriterTrail.Token((int) writer, writer);
  }
}
