package io.sealcache.internal.settings;

/** User code that a setting names: the name of a class, or an object that the caller made. */
public sealed interface Choice<T> {
  /** A class that implements {@code T}, or a name that the setting takes besides. */
  record Named<T>(String name) implements Choice<T> {}

  /** One that the application made. */
  record Instance<T>(T made) implements Choice<T> {
    @Override
    public String toString() {
      return "Instance[" + made.getClass().getName() + "]"; // it may say a secret of itself
    }
  }
}
