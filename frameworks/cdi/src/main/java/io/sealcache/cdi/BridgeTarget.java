package io.sealcache.cdi;

import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Where javac's bridges lead, to which it copies annotations. That of a public class to a method of
 * a superclass that is not public calls it as {@code super}, which nothing intercepts: the call of
 * the bridge is the only one that is seen. Any other bridge has other types than its method, and
 * calls it as anybody would.
 */
final class BridgeTarget {
  private BridgeTarget() {}

  /** The method that a call is of; null where it leads to another call that is seen. */
  static @Nullable Method of(Method called) {
    if (!called.isBridge()) {
      return called;
    }
    Method above = above(called);
    return above == null || hasMethodOfOtherTypes(called, above) ? null : of(above);
  }

  /** Of the same types, in the nearest superclass that has one. */
  private static @Nullable Method above(Method bridge) {
    for (Class<?> type = bridge.getDeclaringClass().getSuperclass();
        type != null;
        type = type.getSuperclass()) {
      for (Method method : type.getDeclaredMethods()) {
        if (method.getName().equals(bridge.getName())
            && method.getReturnType() == bridge.getReturnType()
            && Arrays.equals(method.getParameterTypes(), bridge.getParameterTypes())) {
          return method;
        }
      }
    }
    return null;
  }

  private static boolean hasMethodOfOtherTypes(Method bridge, Method above) {
    return Arrays.stream(bridge.getDeclaringClass().getDeclaredMethods())
        .filter(method -> !method.isBridge() && method.getName().equals(bridge.getName()))
        .anyMatch(method -> overrides(method, above, bridge));
  }

  private static boolean overrides(Method method, Method above, Method bridge) {
    Class<?>[] own = method.getParameterTypes();
    Class<?>[] others = above.getParameterTypes();
    if (Arrays.equals(own, others)) {
      return true; // of another return type
    }
    // An overload has the bridge's name too, but neither type variables nor its annotations.
    Type[] declared = above.getGenericParameterTypes();
    if (own.length != others.length
        || !Arrays.equals(method.getDeclaredAnnotations(), bridge.getDeclaredAnnotations())) {
      return false;
    }
    for (int i = 0; i < own.length; i++) {
      if (own[i] != others[i] && !(isVariable(declared[i]) && others[i].isAssignableFrom(own[i]))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isVariable(Type type) {
    return !(type instanceof Class) && !(type instanceof ParameterizedType);
  }
}
