package io.sealcache;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** One version of an application's classes, known to a class loader of its own alone. */
final class Deployment implements AutoCloseable {
  private static final SourceCompiler COMPILER = SourceCompiler.withoutClassPath();

  private final URLClassLoader loader;

  private Deployment(URLClassLoader loader) {
    this.loader = loader;
  }

  /**
   * Compiles and loads it.
   *
   * @param order the body of {@code com.acme.Order}, a serializable class
   * @param customer the components of {@code com.acme.Customer}, a record
   */
  static Deployment of(Path directory, String order, String customer) throws IOException {
    Path sources = Files.createTempDirectory(directory, "version");
    Path first =
        Files.writeString(
            sources.resolve("Order.java"),
            "package com.acme; public final class Order implements java.io.Serializable {\n"
                + "private static final long serialVersionUID = 1;\n"
                + order
                + "}");
    Path second =
        Files.writeString(
            sources.resolve("Customer.java"),
            "package com.acme; public record Customer(" + customer + ") {}");
    COMPILER.compile(List.of(first, second), sources);
    URL[] path = {sources.toUri().toURL()};
    return new Deployment(new URLClassLoader(path, Deployment.class.getClassLoader()));
  }

  ClassLoader loader() {
    return loader;
  }

  Object order(String id) throws ReflectiveOperationException {
    return loader.loadClass("com.acme.Order").getConstructor(String.class).newInstance(id);
  }

  Object customer(Object... components) throws ReflectiveOperationException {
    Class<?> type = loader.loadClass("com.acme.Customer");
    List<Class<?>> types = List.of(components).stream().<Class<?>>map(Object::getClass).toList();
    return type.getConstructor(types.toArray(new Class<?>[0])).newInstance(components);
  }

  @Override
  public void close() throws IOException {
    loader.close();
  }
}
