package io.sealcache.codec.standard;

import java.io.Externalizable;
import java.io.IOException;
import java.io.InvalidClassException;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamException;
import java.io.OutputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;

/**
 * Writes one object as Java's stream, and refuses what could not be read. Its refusals are
 * unchecked: an IOException the JDK would try to write itself.
 */
final class JavaOutput extends ObjectOutputStream {
  /** Gives what is written instead of each object. */
  interface Replacing {
    Object replace(Object object) throws IOException;
  }

  /** Asked about each class that the stream names. */
  interface ClassCheck {
    void require(Class<?> type) throws IOException;
  }

  /** One of ours, which quotes no object: user code may throw an UncheckedIOException too. */
  private static final class Refusal extends UncheckedIOException {
    private static final long serialVersionUID = 1L;

    Refusal(IOException why) {
      super(why);
    }
  }

  private final Class<?> root;
  private final Replacing replacing;
  private final int maxDepth;
  private final ClassCheck check;
  private final Map<String, Class<?>> classes = new HashMap<>();

  /** Objects and classes that may follow unasked: each is at most a level below the last one. */
  private int left;

  private boolean withinDepth = true;

  /**
   * @param root the object's class
   * @param maxDepth how deep objects may be nested
   */
  JavaOutput(OutputStream out, Class<?> root, Replacing replacing, int maxDepth, ClassCheck check)
      throws IOException {
    super(out);
    this.root = root;
    this.replacing = replacing;
    this.maxDepth = maxDepth;
    this.check = check;
    this.left = maxDepth;
    enableReplaceObject(true);
  }

  /** Before a {@code writeReplace} of its own the object is replaced too. */
  void writeRoot(Object object) throws IOException {
    Object first = replacing.replace(object);
    try {
      writeObject(first);
    } catch (Refusal e) {
      throw e.getCause();
    } catch (ObjectStreamException e) { // user code's, which may quote the object
      throw new IOException("A writeObject threw " + e.getClass().getName(), e);
    }
  }

  /** Those that the stream names, by their names. */
  Map<String, Class<?>> classes() {
    return classes;
  }

  /** Whether the filter will be asked nothing that is too deep; if not, it may be. */
  boolean isWithinDepth() {
    return withinDepth;
  }

  @Override
  protected Object replaceObject(Object object) {
    try {
      Object written = replacing.replace(object);
      requireSerializable(written);
      if (!(written instanceof String)) { // of which the filter is not asked
        requireShallow(written.getClass(), 0);
      }
      return written;
    } catch (IOException e) {
      throw new Refusal(e);
    }
  }

  /** A class of java.util is Externalizable only to refuse it: a LinkedList's reversed view. */
  private void requireSerializable(Object object) throws NotSerializableException {
    Class<?> type = object.getClass();
    boolean refuses = object instanceof Externalizable && CollectionForms.isOfJavaUtil(type);
    if (object instanceof Serializable && !refuses) {
      return;
    }
    throw new NotSerializableException(
        type == root
            ? "%s is not java.io.Serializable: make it that, or with codec 'standard' a record or a collection of java.util"
                .formatted(type.getName())
            : "%s is not java.io.Serializable, as all that %s holds has to be, records too: make it that"
                .formatted(type.getName(), root.getName()));
  }

  /**
   * A class that is too deep is refused when a value is read back; a key need not be read.
   *
   * @param own calls below that are no level of their own: those of a class
   */
  private void requireShallow(Class<?> type, int own) throws InvalidClassException {
    if (--left > 0) {
      return;
    }
    left = maxDepth - (depth() - own);
    withinDepth &= left > 0; // what was written before may be met once more, a level below
    if (left < 0 && own == 0) {
      throw new InvalidClassException(
          type.getName(),
          "is nested more than %d deep in a Java-serialised %s, which is the limit (maxdepth) of setting java-filter, or jdk.serialFilter"
              .formatted(maxDepth, root.getName()));
    }
  }

  /**
   * The JDK keeps it to itself. Each level is a call of its method for an object, or for the class
   * that another one extends; user code has others of that name.
   */
  private static int depth() {
    return StackWalker.getInstance()
        .walk(
            frames ->
                (int)
                    frames
                        .takeWhile(frame -> !isOf(frame, JavaOutput.class, "writeRoot"))
                        .filter(
                            frame ->
                                isOf(frame, ObjectOutputStream.class, "writeObject0")
                                    || isOf(frame, ObjectOutputStream.class, "writeNonProxyDesc"))
                        .count());
  }

  private static boolean isOf(StackWalker.StackFrame frame, Class<?> type, String method) {
    return frame.getMethodName().equals(method) && frame.getClassName().equals(type.getName());
  }

  /** The filter is asked of a class a level below the one that extends it. */
  @Override
  protected void annotateClass(Class<?> type) {
    try {
      check.require(type);
      requireShallow(type, 1);
    } catch (IOException e) {
      throw new Refusal(e);
    }
    classes.put(type.getName(), type);
  }

  @Override
  protected void annotateProxyClass(Class<?> type) {
    throw new Refusal(
        new InvalidClassException(type.getName(), "is a dynamic proxy, which no stream may hold"));
  }
}
