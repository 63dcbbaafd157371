package io.sealcache.internal.settings;

import java.lang.reflect.InvocationTargetException;
import java.util.List;

/**
 * User code that a setting may name: a class, or an object.
 *
 * @param type what it implements
 * @param builtIn names that the setting takes besides
 */
public record ApplicationClass<T>(Class<T> type, Setting setting, List<String> builtIn) {
  public ApplicationClass(Class<T> type, Setting setting) {
    this(type, setting, List.of());
  }

  /**
   * The object that the application made, or one of the class that it named.
   *
   * @throws IllegalArgumentException if that fails; names the setting
   */
  public T choose(Object choice, ClassLoader classLoader) {
    return type.isInstance(choice) ? type.cast(choice) : instantiate((String) choice, classLoader);
  }

  /**
   * Makes one by its public constructor without parameters.
   *
   * @throws IllegalArgumentException if that fails; names the setting
   */
  private T instantiate(String className, ClassLoader classLoader) {
    try {
      return Class.forName(className, true, classLoader)
          .asSubclass(type)
          .getConstructor()
          .newInstance();
    } catch (InvocationTargetException e) {
      throw new IllegalArgumentException(
          "Setting '%s' is '%s', whose constructor failed; see the cause"
              .formatted(setting, SettingValue.printable(className)),
          e.getCause());
    } catch (ReflectiveOperationException | ClassCastException | LinkageError e) {
      String shown = SettingValue.printable(className);
      throw new IllegalArgumentException(
          "Setting '%s' is '%s'; it must be %sa public class on the class path that implements %s and has a public constructor without parameters, or an instance"
              .formatted(
                  setting,
                  shown,
                  builtIn.isEmpty() ? "" : "one of " + builtIn + ", ",
                  type.getName()),
          shown.equals(className) ? e : null); // its message has the name
    }
  }
}
