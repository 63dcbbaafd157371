package io.sealcache.cachekit;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * An ext type of MessagePack, which readers of {@code interop/v1} take and no writer of it makes:
 * its type has the meaning that its application gives it, and {@link InteropCodec#encode} refuses
 * it. Immutable.
 */
public final class MessagePackExtension {
  private final int type;
  private final byte[] data;

  MessagePackExtension(int type, byte[] data) {
    this.type = type;
    this.data = data;
  }

  /** -128 to 127; those below 0 are MessagePack's own, as -1 for timestamps. */
  public int type() {
    return type;
  }

  /** A new array. */
  public byte[] data() {
    return data.clone();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof MessagePackExtension extension
        && type == extension.type
        && Arrays.equals(data, extension.data);
  }

  @Override
  public int hashCode() {
    return 31 * type + Arrays.hashCode(data);
  }

  /** Without the data. */
  @Override
  public String toString() {
    return "MessagePackExtension[type=" + type + ", " + data.length + " bytes]";
  }
}
