package io.sealcache.benchmarks.peers;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

import io.sealcache.benchmarks.Sample;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PeerTest {
  private final byte[] plaintext = Sample.bytes(Sample.VALUE_LENGTH, 4);

  @ParameterizedTest
  @EnumSource
  void sealed_opensAndShowsNoPlaintext(Peer peer) throws Exception {
    PeerCipher cipher = peer.open();

    byte[] sealed = cipher.seal(plaintext);

    assertThat(cipher.open(sealed)).isEqualTo(plaintext);
    assertThat(new String(sealed, ISO_8859_1))
        .hasSizeGreaterThan(plaintext.length)
        .doesNotContain(new String(plaintext, 0, 16, ISO_8859_1));
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"JASYPT", "LETTUCE"}) // CBC notices little
  void changedOne_doesNotOpen(Peer peer) throws Exception {
    PeerCipher cipher = peer.open();
    byte[] sealed = cipher.seal(plaintext);
    sealed[sealed.length / 2] ^= 1;

    assertThatException().isThrownBy(() -> cipher.open(sealed));
  }

  @ParameterizedTest
  @EnumSource
  void artifact_namesItsVersion(Peer peer) {
    assertThat(peer.artifact()).matches(".+-\\d+\\.\\d+.*");
  }
}
