package io.sealcache;

import java.lang.reflect.InvocationTargetException;

/**
 * A class of the application's, named by a setting.
 *
 * @param type what it implements
 */
record ApplicationClass<T>(Class<T> type, Setting setting) {
  /**
   * Makes one by its public constructor without parameters.
   *
   * @throws IllegalArgumentException if that fails; names the setting
   */
  T instantiate(String className, ClassLoader classLoader) {
    try {
      return Class.forName(className, true, classLoader)
          .asSubclass(type)
          .getConstructor()
          .newInstance();
    } catch (InvocationTargetException e) {
      throw new IllegalArgumentException(
          "Setting '%s' is '%s', whose constructor failed; see the cause"
              .formatted(setting.propertyName(), className),
          e.getCause());
    } catch (ReflectiveOperationException | ClassCastException | LinkageError e) {
      throw new IllegalArgumentException(
          "Setting '%s' is '%s'; it must be a public class on the class path that implements %s and has a public constructor without parameters, or an instance"
              .formatted(setting.propertyName(), className, type.getName()),
          e);
    }
  }
}
