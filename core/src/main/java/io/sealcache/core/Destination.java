package io.sealcache.core;

import java.nio.ByteBuffer;

/** Where the payload of a value is to be opened into. */
@FunctionalInterface
public interface Destination {
  /**
   * Makes room; called at most once for a value, before it is known whether all of it is authentic.
   * Where it isn't, the room is filled with zeros and refused.
   *
   * @return a buffer with exactly {@code length} bytes from position to limit, on the heap or
   *     direct
   */
  ByteBuffer allocate(int length);
}
