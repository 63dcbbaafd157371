package io.sealcache.cdi;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.Future;
import java.util.stream.BaseStream;
import javax.cache.annotation.CacheKey;
import javax.cache.annotation.CachePut;
import javax.cache.annotation.CacheResult;
import javax.cache.annotation.CacheValue;

/** The faults in the annotations of one method: each a sentence without its subject. */
final class MethodRules {
  private static final List<Class<?>> LATER =
      List.of(Future.class, CompletionStage.class, Flow.Publisher.class);
  private static final List<Class<?>> ONCE = List.of(BaseStream.class, Iterator.class);

  private final Method method;
  private final CacheAnnotation<?> annotation;
  private final List<String> problems = new ArrayList<>();

  private MethodRules(Method method, CacheAnnotation<?> annotation) {
    this.method = method;
    this.annotation = annotation;
  }

  /** Of a method with at least one of the four annotations. */
  static List<String> problems(Method method) {
    List<CacheAnnotation<?>> annotations = CacheAnnotation.on(method);
    if (annotations.size() > 1) {
      return List.of("has more than one annotation, " + annotations + ": leave one");
    }
    if (method.isAnnotationPresent(Uncached.class)) {
      return List.of("has @Uncached and " + annotations + ": leave one");
    }
    MethodRules rules = new MethodRules(method, annotations.get(0));
    rules.interception();
    rules.values();
    if (rules.annotation.annotation() instanceof CacheResult result) {
      rules.result(result);
    }
    return rules.problems;
  }

  /** Whether a method has returned before its work is done. */
  static boolean returnsEarly(Method method) {
    return LATER.stream().anyMatch(type -> type.isAssignableFrom(method.getReturnType()));
  }

  private void interception() {
    int modifiers = method.getModifiers();
    for (int no : new int[] {Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL}) {
      if ((modifiers & no) != 0) {
        problems.add(
            "is "
                + Modifier.toString(no)
                + ", so no call of it can be intercepted for "
                + annotation);
      }
    }
  }

  private void values() {
    long values = marked(CacheValue.class);
    if (annotation.annotation() instanceof CachePut) {
      if (values != 1) {
        problems.add("has @CachePut and " + values + " parameters with @CacheValue: mark one");
      }
    } else if (values > 0) {
      problems.add("has @CacheValue, which only goes with @CachePut, not with " + annotation);
    }
    for (Annotation[] parameter : method.getParameterAnnotations()) {
      if (has(parameter, CacheKey.class) && has(parameter, CacheValue.class)) {
        problems.add("has a parameter with both @CacheKey and @CacheValue: leave one");
      }
    }
  }

  private void result(CacheResult result) {
    Class<?> type = method.getReturnType();
    if (type == void.class) {
      problems.add("has @CacheResult and returns nothing");
    }
    if (returnsEarly(method)) {
      problems.add(
          "has @CacheResult and returns a "
              + type.getSimpleName()
              + ", which would be cached instead of what it will hold: cache the method below");
    }
    if (ONCE.stream().anyMatch(once -> once.isAssignableFrom(type))) {
      problems.add(
          "has @CacheResult and returns a "
              + type.getSimpleName()
              + ", which can be read once: return a collection");
    }
    if (result.exceptionCacheName().isBlank()
        && (result.cachedExceptions().length > 0 || result.nonCachedExceptions().length > 0)) {
      problems.add("says which exceptions are cached, but has no exceptionCacheName");
    }
  }

  private long marked(Class<? extends Annotation> mark) {
    return Arrays.stream(method.getParameterAnnotations())
        .filter(parameter -> has(parameter, mark))
        .count();
  }

  private static boolean has(Annotation[] annotations, Class<? extends Annotation> type) {
    return Arrays.stream(annotations).anyMatch(type::isInstance);
  }
}
