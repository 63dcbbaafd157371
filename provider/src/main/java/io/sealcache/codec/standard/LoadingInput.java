package io.sealcache.codec.standard;

import java.io.IOException;
import java.io.InputStream;
import java.io.InvalidClassException;
import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.ObjectStreamClass;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads one object by classes of one loader; the JDK's own takes whatever loader is nearest on the
 * stack. Remembers the names of classes, to {@linkplain #explain say} why no object can be made:
 * what is thrown says it in words that may quote the object, and may be user code's. Not
 * thread-safe.
 */
final class LoadingInput extends ObjectInputStream {
  private static final Set<String> PRIMITIVES =
      Set.of("boolean", "byte", "char", "short", "int", "long", "float", "double", "void");

  private final ClassLoader loader;
  private final Map<String, Class<?>> known;

  private final Set<String> found = new LinkedHashSet<>();
  private @Nullable String missing;
  private @Nullable IOException refusal;

  /**
   * @param known classes that the loader isn't asked for, by their names
   */
  LoadingInput(InputStream in, ClassLoader loader, Map<String, Class<?>> known) throws IOException {
    super(in);
    this.loader = loader;
    this.known = known;
  }

  @Override
  protected Class<?> resolveClass(ObjectStreamClass description)
      throws IOException, ClassNotFoundException {
    String name = description.getName();
    if (PRIMITIVES.contains(name)) {
      return super.resolveClass(description);
    }
    try {
      Class<?> given = known.get(name);
      Class<?> type = given == null ? Class.forName(name, false, loader) : given;
      found.add(type.getName());
      return type;
    } catch (ClassNotFoundException | LinkageError e) {
      missing = missing == null ? name : missing;
      throw new ClassNotFoundException(name, e);
    }
  }

  @Override
  protected Class<?> resolveProxyClass(String[] names) throws IOException {
    refused(new InvalidClassException("A dynamic proxy, which no stream may hold"));
    throw new InvalidClassException("refused");
  }

  /** In words of ours: the first is the reason, whatever is thrown then. */
  void refused(IOException why) {
    refusal = refusal == null ? why : refusal;
  }

  /** The failure, in words that name classes and hold nothing of an object. */
  IOException explain(Throwable thrown) throws ClassNotFoundException {
    if (refusal != null) {
      return refusal;
    } else if (missing != null && thrown instanceof ClassNotFoundException) {
      throw new ClassNotFoundException(missing);
    } else if (thrown instanceof InvalidClassException misfit && found.contains(misfit.classname)) {
      return new InvalidClassException(
          misfit.classname,
          String.valueOf(misfit.getMessage()).contains("serialVersionUID")
              ? "was written by another version of the class, by its serialVersionUID"
              : "has a field of another type than was written, or can't be made");
    }
    String message = String.valueOf(thrown.getMessage());
    for (String name : found) {
      if (thrown.getCause() instanceof IllegalArgumentException
          && message.endsWith("does not exist in class " + name)) {
        return new InvalidObjectException(name + " lacks the constant that was written");
      }
    }
    String of = found.isEmpty() ? "" : " (of " + found.iterator().next() + ")";
    return new InvalidObjectException(
        "A Java stream that no object fits" + of + ": " + thrown.getClass().getName());
  }
}
