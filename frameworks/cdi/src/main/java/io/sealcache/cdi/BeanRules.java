package io.sealcache.cdi;

import jakarta.enterprise.inject.Stereotype;
import jakarta.enterprise.inject.spi.Annotated;
import jakarta.enterprise.inject.spi.AnnotatedMethod;
import jakarta.enterprise.inject.spi.AnnotatedType;
import jakarta.interceptor.InterceptorBinding;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.cache.annotation.CacheKey;
import javax.cache.annotation.CacheValue;

/** The cached methods of a bean's class, and what is wrong with them. */
final class BeanRules {
  private final Class<?> beanClass;

  BeanRules(Class<?> beanClass) {
    this.beanClass = beanClass;
  }

  /** Its own and inherited ones; not the bridges to them, which javac annotates too. */
  List<Method> cachedMethods() {
    return methods().filter(method -> !CacheAnnotation.on(method).isEmpty()).toList();
  }

  /** For which nothing would be cached, or not what is meant. */
  List<String> problems(AnnotatedType<?> seen) {
    List<String> problems = new ArrayList<>();
    classes()
        .filter(type -> !CacheAnnotation.on(type).isEmpty())
        .forEach(
            type ->
                problems.add(
                    type.getName() + " has " + CacheAnnotation.on(type) + ": put it on methods"));
    for (Method method : cachedMethods()) {
      MethodRules.problems(method)
          .forEach(problem -> problems.add(MethodName.of(method) + " " + problem));
    }
    problems.addAll(OverrideRules.problems(beanClass));
    problems.addAll(added(seen));
    return problems;
  }

  /** Which may be meant so. */
  List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    methods()
        .forEach(
            method -> {
              if (CacheAnnotation.on(method).isEmpty()) {
                if (marksParameters(method)) {
                  warnings.add(
                      MethodName.of(method)
                          + " has @CacheKey or @CacheValue on a parameter, which is nothing"
                          + " without an annotation of the method");
                }
              } else if (MethodRules.returnsEarly(method)) {
                warnings.add(
                    MethodName.of(method)
                        + " changes the cache when it returns, not when its work is done");
              }
            });
    return warnings;
  }

  /**
   * An extension can annotate what a class does not say, and an annotation, such as a stereotype,
   * bring one of JCache's; what is called then has no annotation.
   */
  private static List<String> added(AnnotatedType<?> seen) {
    Class<?> type = seen.getJavaClass();
    List<String> problems = new ArrayList<>(added(seen, type, type.getName()));
    for (AnnotatedMethod<?> each : seen.getMethods()) {
      Method method = each.getJavaMember();
      problems.addAll(added(each, method, MethodName.of(method)));
    }
    return problems;
  }

  private static List<String> added(Annotated seen, AnnotatedElement written, String name) {
    List<String> problems = new ArrayList<>();
    for (Annotation annotation : seen.getAnnotations()) {
      Class<? extends Annotation> type = annotation.annotationType();
      Set<Class<? extends Annotation>> within = new LinkedHashSet<>();
      addWithin(type, within);
      within.retainAll(CacheAnnotation.TYPES);
      if (annotation.equals(written.getAnnotation(type))) {
        within.remove(type); // which is right, or told of as that of the class
      }
      for (Class<? extends Annotation> each : within) {
        problems.add(
            name
                + " was given @"
                + each.getSimpleName()
                + " by "
                + (each == type ? "an extension" : "@" + type.getSimpleName())
                + ": write it at the method");
      }
    }
    return problems;
  }

  /** With those that CDI takes over from it. */
  private static void addWithin(
      Class<? extends Annotation> type, Set<Class<? extends Annotation>> found) {
    if (found.add(type)
        && (type.isAnnotationPresent(Stereotype.class)
            || type.isAnnotationPresent(InterceptorBinding.class))) {
      for (Annotation each : type.getDeclaredAnnotations()) {
        addWithin(each.annotationType(), found);
      }
    }
  }

  private static boolean marksParameters(Method method) {
    return Arrays.stream(method.getParameterAnnotations())
        .flatMap(Arrays::stream)
        .anyMatch(mark -> mark instanceof CacheKey || mark instanceof CacheValue);
  }

  private Stream<Method> methods() {
    return classes()
        .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
        .filter(method -> !method.isBridge());
  }

  private Stream<Class<?>> classes() {
    return Stream.<Class<?>>iterate(
        beanClass, type -> type != null && type != Object.class, Class::getSuperclass);
  }
}
