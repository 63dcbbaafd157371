package io.sealcache.codec.standard;

import java.io.Serializable;

/**
 * How deep the filter will be asked when a stream that is being written is read. One for each
 * stream.
 */
final class StreamDepth {
  private final int limit;
  private final String writer;

  /** Levels below an object, or fewer: each object is at most a level below the one before. */
  private int left;

  private boolean withinLimit = true;

  /**
   * @param limit of objects in each other
   * @param writer the class that writes the stream, by a method {@literal write}
   */
  StreamDepth(int limit, Class<?> writer) {
    this.limit = limit;
    this.writer = writer.getName();
    this.left = limit;
  }

  /** Whether the filter is asked nothing that is too deep; if not, it may be. */
  boolean isWithinLimit() {
    return withinLimit;
  }

  /**
   * Adds an object that is written, which may hold others that were written before.
   *
   * @return false if it is too deep to be read
   */
  boolean add(Object object) {
    if (object instanceof String) {
      return true; // the filter is asked of none
    }
    left--;
    require(1);
    return left >= 0;
  }

  /** Adds a class that is met first, of which or of whose objects the stream says what it is. */
  void addClass(Class<?> type) {
    int levels = 1; // such a class may be an object itself
    Class<?> superclass = type.getSuperclass();
    while (superclass != null && Serializable.class.isAssignableFrom(superclass)) {
      levels++; // where the filter is asked of each
      superclass = superclass.getSuperclass();
    }
    require(levels);
  }

  private void require(int levels) {
    if (left < levels) {
      left = limit - depth();
      withinLimit &= left >= levels;
    }
  }

  /** The JDK keeps it to itself; each level is a call of this method. */
  private int depth() {
    return StackWalker.getInstance()
        .walk(
            frames ->
                (int)
                    frames
                        .takeWhile(
                            frame ->
                                !frame.getClassName().equals(writer)
                                    || !frame.getMethodName().equals("write"))
                        .filter(frame -> frame.getMethodName().equals("writeObject0"))
                        .count());
  }
}
