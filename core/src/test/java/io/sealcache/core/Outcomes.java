package io.sealcache.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.core.Outcome.Opened;
import io.sealcache.core.Outcome.Refused;
import java.nio.ByteBuffer;

/** Reads outcomes as tests need them. */
final class Outcomes {
  private Outcomes() {}

  static Opened opened(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Opened.class);
    return (Opened) outcome;
  }

  /** All bytes that were opened. */
  static byte[] bytes(Outcome outcome) {
    return bytes(opened(outcome).payload());
  }

  static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }

  static Refused refused(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Refused.class);
    return (Refused) outcome;
  }

  static UnreadableReason reason(Outcome outcome) {
    return refused(outcome).reason();
  }
}
