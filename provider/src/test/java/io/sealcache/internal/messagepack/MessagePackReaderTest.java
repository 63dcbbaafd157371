package io.sealcache.internal.messagepack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.StreamCorruptedException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class MessagePackReaderTest {
  private final MessagePackReader in = new MessagePackReader(ByteBuffer.wrap(new byte[10]));

  @Test
  void claim_givesNoMoreObjectsInAllThanThereAreBytes() throws Exception {
    assertThat(in.claim(6)).isEqualTo(6);
    assertThat(in.claim(4)).isEqualTo(4);

    assertThatThrownBy(() -> in.claim(1)).isInstanceOf(EOFException.class);
  }

  @Test
  void claim_givesNoMoreObjectsThanThereAreBytesLeft() throws Exception {
    assertThat(in.bytes(8)).hasSize(8);

    assertThatThrownBy(() -> in.claim(3)).isInstanceOf(EOFException.class);
  }

  @Test
  void enter_hidesWhatComesAfter() throws Exception {
    int outer = in.enter(4);
    assertThat(in.remaining()).isEqualTo(4);
    assertThatThrownBy(in::int64).isInstanceOf(EOFException.class);
    assertThatThrownBy(() -> in.leave(outer)).isInstanceOf(StreamCorruptedException.class);

    assertThat(in.int32()).isZero();
    in.leave(outer);
    assertThat(in.remaining()).isEqualTo(6);
  }
}
