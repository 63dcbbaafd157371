package io.sealcache;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** How a test plants {@link Planted} in a store, and sees whether the application touched it. */
public final class PlantedClass {
  private static final String NAME = "io.sealcache.Planted";

  private PlantedClass() {}

  /** Whether this JVM has initialised it: whatever does so later is not noticed. */
  public static boolean isInitialised() {
    return System.getProperty(Planted.TOLD) != null;
  }

  /** An object of it as another JVM has it: by a class loader that a serializer can be given. */
  public static Object elsewhere() {
    try {
      return new Elsewhere().loadClass(NAME).getDeclaredConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }

  /** Another JVM's class path. */
  private static final class Elsewhere extends ClassLoader {
    Elsewhere() {
      super(Planted.ELSEWHERE, PlantedClass.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (!name.equals(NAME)) {
        return super.loadClass(name, resolve);
      }
      Class<?> known = findLoadedClass(name);
      return known == null ? define() : known;
    }

    private Class<?> define() {
      try (InputStream file = PlantedClass.class.getResourceAsStream("Planted.class")) {
        byte[] bytes = requireNonNull(file).readAllBytes();
        return defineClass(NAME, bytes, 0, bytes.length);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
