package io.sealcache.cdi;

import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The types that type variables of a class's superclasses and interfaces stand for in it. */
final class TypeArguments {
  private final Map<Type, Type> known = new HashMap<>();

  private TypeArguments() {}

  static TypeArguments of(Class<?> type) {
    TypeArguments arguments = new TypeArguments();
    arguments.addAbove(type);
    return arguments;
  }

  private void addAbove(Class<?> type) {
    Type superclass = type.getGenericSuperclass();
    if (superclass != null) {
      add(superclass);
    }
    for (Type one : type.getGenericInterfaces()) {
      add(one);
    }
  }

  private void add(Type type) {
    if (type instanceof ParameterizedType parameterized) {
      TypeVariable<?>[] variables = raw(parameterized).getTypeParameters();
      for (int i = 0; i < variables.length; i++) {
        known.put(variables[i], parameterized.getActualTypeArguments()[i]);
      }
    }
    addAbove(erased(type));
  }

  /** The erased types of a method's parameters, as the class has it. */
  List<Class<?>> parameters(Method method) {
    return Arrays.<Type>stream(method.getGenericParameterTypes())
        .<Class<?>>map(this::erased)
        .toList();
  }

  private Class<?> erased(Type type) {
    if (type instanceof Class<?> itself) {
      return itself;
    }
    if (type instanceof ParameterizedType parameterized) {
      return raw(parameterized);
    }
    if (type instanceof GenericArrayType array) {
      return erased(array.getGenericComponentType()).arrayType();
    }
    if (type instanceof TypeVariable<?> variable) {
      Type argument = known.get(variable);
      return erased(argument == null ? variable.getBounds()[0] : argument);
    }
    return Object.class; // a wildcard, which is never the type of a parameter
  }

  private static Class<?> raw(ParameterizedType type) {
    return (Class<?>) type.getRawType();
  }
}
