package io.sealcache.internal.concurrent;

import java.lang.ref.WeakReference;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An object for each class loader, there for as long as the loader is. The object may refer to it,
 * which a value of a weak map may not: it is held by a class that the loader defines, and weakly by
 * this, so that an application that is undeployed is collected with what is here for it. Loaders
 * that live as long as this class have theirs held here. Thread-safe.
 */
public final class PerClassLoader<T> {
  private static final boolean IN_NATIVE_IMAGE =
      System.getProperty("org.graalvm.nativeimage.imagecode") != null;

  private final Supplier<T> maker;
  private final Map<ClassLoader, T> lasting = new HashMap<>(); // guarded by this
  private final List<WeakReference<T>> others = new ArrayList<>(); // guarded by this
  private final ClassValue<T> byClass;

  /**
   * @param maker of an object for one more loader
   */
  public PerClassLoader(Supplier<T> maker) {
    this.maker = maker;
    this.byClass =
        new ClassValue<>() {
          @Override
          protected T computeValue(Class<?> holder) {
            T made = maker.get();
            others.add(new WeakReference<>(made));
            return made;
          }
        };
  }

  /** The object for a loader, which is made at the first call. */
  public synchronized T of(ClassLoader loader) {
    Class<?> holder = holder(loader);
    return holder == null
        ? lasting.computeIfAbsent(loader, absent -> maker.get())
        : byClass.get(holder);
  }

  /** Those of all loaders that are there. */
  public synchronized List<T> all() {
    List<T> all = new ArrayList<>(lasting.values());
    others.removeIf(
        reference -> {
          T there = reference.get();
          if (there != null) {
            all.add(there);
          }
          return there == null;
        });
    return all;
  }

  /** A class that the loader has defined, and so keeps; null if the loader lives as long as we. */
  private static @Nullable Class<?> holder(ClassLoader loader) {
    if (IN_NATIVE_IMAGE || isOurs(loader)) {
      return null;
    }
    // A proxy of an interface that each loader sees is a class of the loader's, made once.
    Class<?> made =
        Proxy.newProxyInstance(
                loader, new Class<?>[] {Runnable.class}, (proxy, method, arguments) -> null)
            .getClass();
    return made.getClassLoader() == loader ? made : null;
  }

  private static boolean isOurs(ClassLoader loader) {
    @Nullable ClassLoader ours = PerClassLoader.class.getClassLoader();
    while (ours != null && ours != loader) {
      ours = ours.getParent();
    }
    return ours == loader;
  }
}
