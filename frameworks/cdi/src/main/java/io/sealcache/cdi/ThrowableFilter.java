package io.sealcache.cdi;

import java.util.List;

/**
 * Which exceptions count, as the annotations list them.
 *
 * @param byDefault whether one counts where neither list has any
 */
record ThrowableFilter(
    List<Class<? extends Throwable>> included,
    List<Class<? extends Throwable>> excluded,
    boolean byDefault) {

  static ThrowableFilter of(
      Class<? extends Throwable>[] included,
      Class<? extends Throwable>[] excluded,
      boolean byDefault) {
    return new ThrowableFilter(List.of(included), List.of(excluded), byDefault);
  }

  boolean takes(Throwable thrown) {
    if (included.isEmpty() && excluded.isEmpty()) {
      return byDefault;
    }
    return (included.isEmpty() || isAny(included, thrown)) && !isAny(excluded, thrown);
  }

  private static boolean isAny(List<Class<? extends Throwable>> types, Throwable thrown) {
    return types.stream().anyMatch(type -> type.isInstance(thrown));
  }
}
