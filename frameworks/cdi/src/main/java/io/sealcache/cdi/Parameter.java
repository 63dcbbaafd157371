package io.sealcache.cdi;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.cache.annotation.CacheInvocationParameter;
import org.jspecify.annotations.Nullable;

/** A parameter of a call. */
record Parameter(
    Class<?> rawType, Set<Annotation> annotations, int position, @Nullable Object value)
    implements CacheInvocationParameter {

  static List<Parameter> of(Method method, @Nullable Object[] values) {
    Class<?>[] types = method.getParameterTypes();
    Annotation[][] annotations = method.getParameterAnnotations();
    List<Parameter> parameters = new ArrayList<>(types.length);
    for (int i = 0; i < types.length; i++) {
      parameters.add(new Parameter(types[i], Set.of(annotations[i]), i, values[i]));
    }
    return parameters;
  }

  boolean isMarked(Class<? extends Annotation> mark) {
    return annotations.stream().anyMatch(mark::isInstance);
  }

  @Override
  public Class<?> getRawType() {
    return rawType;
  }

  @Override
  public @Nullable Object getValue() {
    return value;
  }

  @Override
  public Set<Annotation> getAnnotations() {
    return annotations;
  }

  @Override
  public int getParameterPosition() {
    return position;
  }

  /** Without the value, which is no one's to read in a log. */
  @Override
  public String toString() {
    return "parameter " + position + " of type " + rawType.getName();
  }
}
