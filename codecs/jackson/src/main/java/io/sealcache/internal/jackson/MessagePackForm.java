package io.sealcache.internal.jackson;

import io.sealcache.codec.EncodingBuffer;
import java.io.IOException;
import java.nio.ByteBuffer;

/** What codec {@code msgpack} does, by whichever Jackson. */
public final class MessagePackForm {
  private MessagePackForm() {}

  /**
   * Writes an object.
   *
   * @throws IllegalArgumentException if it is not of the setup's type
   * @throws IllegalStateException if the setup has no type yet
   */
  public static <N> void encode(JacksonSetup<N> setup, Object object, EncodingBuffer out)
      throws IOException {
    JacksonBinding<N> bound = setup.binding();
    TreeNodes<N> nodes = bound.type().nodes();
    N tree = bound.tree(object);
    if (nodes.kind(tree) == TreeNodes.Kind.NULL) {
      throw bound.noValue();
    }
    new MessagePackTreeWriter<>(nodes, out).write(tree);
    if (setup.isForKeys()) {
      bound.requireEqual(object, () -> bound.type().ofTree(tree));
    }
  }

  /** Reads an object of what is between the buffer's position and limit. */
  public static <N> Object decode(JacksonSetup<N> setup, ByteBuffer encoded) throws IOException {
    JacksonBinding<N> bound = setup.binding();
    N tree = new MessagePackTreeReader<>(bound.type().nodes(), encoded).readAll();
    return bound.read(() -> bound.type().ofTree(tree));
  }
}
