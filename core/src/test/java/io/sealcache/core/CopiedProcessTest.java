package io.sealcache.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Two copies of one process: what sessions are drawn from is serialised once and read twice. */
class CopiedProcessTest {
  private static final int COUNT = 3 * Session.Block.LENGTH;

  private final byte[] secret = Bytes.random(ValueCipher.KEY_LENGTH, 1);
  private final byte[] storedKey = Bytes.random(45, 2);
  private final ManualClock clock = new ManualClock();
  private byte[] state = {};

  @BeforeEach
  void serialise() throws Exception {
    SecureRandom random = SecureRandom.getInstance("SHA1PRNG");
    random.nextBytes(new byte[1]);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(random);
    }
    state = bytes.toByteArray();
  }

  static Stream<Consumer<ManualClock>> ends() {
    return Stream.of(
        clock -> clock.jump(Duration.ofSeconds(2)), clock -> clock.pass(Duration.ofMinutes(10)));
  }

  @ParameterizedTest
  @MethodSource("ends")
  void sessionThatTheClocksEndInEachCopy_isFollowedByOnesThatKeepTheirNoncesApart(
      Consumer<ManualClock> end) throws Exception {
    ValueCipher one = copy();
    ValueCipher other = copy();
    assertThat(seal(one).toList()).isEqualTo(seal(other).toList());

    end.accept(clock);

    assertThat(Stream.concat(seal(one), seal(other)).distinct()).hasSize(2 * COUNT);
  }

  /** Made in the first session. */
  private ValueCipher copy() throws Exception {
    try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(state))) {
      SecureRandom random = new CopiedRandom((SecureRandom) in.readObject());
      return Ciphers.values(secret, 7, NonceMode.COUNTER, random, clock.clock());
    }
  }

  /** Goes on where it was copied until it is given more of the operating system's bytes. */
  private static final class CopiedRandom extends SecureRandom {
    private final SecureRandom state;
    private boolean wasGivenThemBefore = true;

    CopiedRandom(SecureRandom state) {
      this.state = state;
    }

    @Override
    public void nextBytes(byte[] bytes) {
      state.nextBytes(bytes);
    }

    @Override
    public void setSeed(byte[] seed) {
      if (!wasGivenThemBefore) {
        state.setSeed(seed);
      }
      wasGivenThemBefore = false;
    }
  }

  private Stream<Nonce> seal(ValueCipher copy) {
    byte[] plaintext = {1};
    return Stream.generate(
            () -> Nonce.of(copy.seal(Payload.behindRoom(plaintext, 0, 1), storedKey)))
        .limit(COUNT);
  }
}
