package io.sealcache.cdi;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Annotations on what a bean's methods override or implement, where CDI takes none from. */
final class OverrideRules {
  private static final String REPEAT = "repeat it here, or say @Uncached";

  private final Class<?> beanClass;
  private final TypeArguments arguments;

  private OverrideRules(Class<?> beanClass) {
    this.beanClass = beanClass;
    this.arguments = TypeArguments.of(beanClass);
  }

  /** Of the methods that a call of the bean would reach, those with annotations elsewhere only. */
  static List<String> problems(Class<?> beanClass) {
    OverrideRules rules = new OverrideRules(beanClass);
    List<String> problems = new ArrayList<>();
    for (Class<?> type : above(beanClass)) {
      for (Method declared : type.getDeclaredMethods()) {
        List<CacheAnnotation<?>> annotations = CacheAnnotation.on(declared);
        if (!annotations.isEmpty() && isOverridable(declared)) {
          String problem = rules.problem(declared, annotations);
          if (problem != null) {
            problems.add(problem);
          }
        }
      }
    }
    return problems;
  }

  private @Nullable String problem(Method declared, List<CacheAnnotation<?>> annotations) {
    Method called = called(declared);
    if (called == null) {
      return null;
    }
    boolean isAnnotated = !CacheAnnotation.on(called).isEmpty();
    // Weld intercepts a default method for the annotations of one that it overrides.
    boolean isOfDefaults = declared.isDefault() && called.isDefault();
    if (!isAnnotated && !isOfDefaults && called.isAnnotationPresent(Uncached.class)) {
      return null;
    }
    String has = MethodName.of(called) + " has " + annotations;
    if (called.getDeclaringClass().isInterface()) {
      return has
          + " on a default method, where CDI does not see it: override it in "
          + beanClass.getName();
    }
    if (isAnnotated) {
      return null;
    }
    return declared.getDeclaringClass().isInterface()
        ? has + " on the interface only, where CDI does not see it: " + REPEAT
        : has
            + " only on what it overrides in "
            + declared.getDeclaringClass().getName()
            + ", where CDI does not see it: "
            + REPEAT;
  }

  /** The method that runs when this one is called; null if none does. */
  private @Nullable Method called(Method declared) {
    for (Class<?> type = beanClass; type != null; type = type.getSuperclass()) {
      for (Method method : type.getDeclaredMethods()) {
        if (method.equals(declared) || overrides(method, declared)) {
          return method;
        }
      }
    }
    Method nearest = null;
    for (Class<?> type : above(beanClass)) {
      for (Method method : type.getDeclaredMethods()) {
        if (method.isDefault()
            && (method.equals(declared) || overrides(method, declared))
            && (nearest == null || nearest.getDeclaringClass().isAssignableFrom(type))) {
          nearest = method;
        }
      }
    }
    return nearest;
  }

  private boolean overrides(Method method, Method declared) {
    return isOverridable(method)
        && method.getName().equals(declared.getName())
        && (Arrays.equals(method.getParameterTypes(), declared.getParameterTypes())
            || arguments.parameters(method).equals(arguments.parameters(declared)))
        && isVisibleTo(method.getDeclaringClass(), declared);
  }

  /** Not a bridge, which only leads to another method. */
  private static boolean isOverridable(Method method) {
    return !method.isBridge()
        && (method.getModifiers() & (Modifier.PRIVATE | Modifier.STATIC)) == 0;
  }

  private static boolean isVisibleTo(Class<?> type, Method declared) {
    return (declared.getModifiers() & (Modifier.PUBLIC | Modifier.PROTECTED)) != 0
        || type.getPackageName().equals(declared.getDeclaringClass().getPackageName());
  }

  /** Superclasses and all interfaces. */
  private static Set<Class<?>> above(Class<?> beanClass) {
    Set<Class<?>> found = new LinkedHashSet<>();
    addAbove(beanClass, found);
    return found;
  }

  private static void addAbove(Class<?> type, Set<Class<?>> found) {
    Class<?> superclass = type.getSuperclass();
    if (superclass != null && superclass != Object.class) {
      found.add(superclass);
      addAbove(superclass, found);
    }
    for (Class<?> one : type.getInterfaces()) {
      if (found.add(one)) {
        addAbove(one, found);
      }
    }
  }
}
