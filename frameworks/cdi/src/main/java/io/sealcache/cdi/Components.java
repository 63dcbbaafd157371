package io.sealcache.cdi;

import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.Unmanaged;
import jakarta.inject.Inject;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/** The key generators and resolver factories that annotations name: beans, or made here. */
final class Components {
  private final Instance<Object> beans;
  private final BeanManager manager;
  private final Map<Class<?>, Object> known = new ConcurrentHashMap<>();
  private final Queue<Unmanaged.UnmanagedInstance<?>> made = new ConcurrentLinkedQueue<>();

  /**
   * @param beans of the default qualifier
   */
  Components(Instance<Object> beans, BeanManager manager) {
    this.beans = beans;
    this.manager = manager;
  }

  /** Why there is none of a type; makes none yet. */
  Optional<String> problem(Class<?> type) {
    Instance<?> found = beans.select(type);
    if (found.isAmbiguous()) {
      return Optional.of("more than one bean of type " + type.getName());
    }
    if (found.isResolvable()) {
      return Optional.empty();
    }
    return isMakeable(type)
        ? Optional.empty()
        : Optional.of(
            "no bean of type "
                + type.getName()
                + ", and none can be made: make it a bean, or a class with a constructor that CDI"
                + " can call");
  }

  private static boolean isMakeable(Class<?> type) {
    return !type.isInterface()
        && !Modifier.isAbstract(type.getModifiers())
        && Arrays.stream(type.getDeclaredConstructors())
            .anyMatch(
                constructor ->
                    constructor.getParameterCount() == 0
                        || constructor.isAnnotationPresent(Inject.class));
  }

  <T> T get(Class<T> type) {
    Object found = known.get(type);
    if (found == null) {
      found = known.computeIfAbsent(type, this::find);
    }
    return type.cast(found);
  }

  private Object find(Class<?> type) {
    Instance<?> found = beans.select(type);
    return found.isUnsatisfied() ? make(type) : found.get();
  }

  private <T> Object make(Class<T> type) {
    Unmanaged.UnmanagedInstance<T> instance = new Unmanaged<>(manager, type).newInstance();
    T component = instance.produce().inject().postConstruct().get();
    made.add(instance);
    return component;
  }

  /**
   * Beans are destroyed by whoever gave them.
   *
   * @throws RuntimeException the first of those that failed, when all are disposed of
   */
  void dispose() {
    RuntimeException failure = null;
    for (Unmanaged.UnmanagedInstance<?> instance : made) {
      try {
        end(instance);
      } catch (RuntimeException e) {
        if (failure == null) {
          failure = e;
        } else {
          failure.addSuppressed(e);
        }
      }
    }
    made.clear();
    if (failure != null) {
      throw failure;
    }
  }

  private static void end(Unmanaged.UnmanagedInstance<?> instance) {
    try {
      instance.preDestroy();
    } finally {
      instance.dispose(); // of what was injected
    }
  }
}
