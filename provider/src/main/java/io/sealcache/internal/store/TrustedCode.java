package io.sealcache.internal.store;

import java.io.ObjectInputFilter;
import java.io.ObjectInputFilter.FilterInfo;
import java.io.ObjectInputFilter.Status;
import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;

/**
 * Which classes of the application's whoever runs the store may choose to be called with plaintext.
 * Asking about a class initialises nothing. Immutable.
 */
public final class TrustedCode {
  /** None. */
  public static final TrustedCode NONE = new TrustedCode(info -> Status.REJECTED);

  private static final String SETTING = "sealcache.store.trusted-code";

  private final ObjectInputFilter classes;

  private TrustedCode(ObjectInputFilter classes) {
    this.classes = classes;
  }

  /**
   * Those that {@code patterns} allow, which are written as for {@code jdk.serialFilter}.
   *
   * @param patterns null: none
   */
  public static TrustedCode of(@Nullable String patterns) {
    ObjectInputFilter classes =
        patterns == null ? null : ObjectInputFilter.Config.createFilter(patterns);
    return classes == null ? NONE : new TrustedCode(classes);
  }

  public boolean contains(Class<?> type) {
    return classes.checkInput(new OneClass(type)) == Status.ALLOWED;
  }

  /** What a refusal says. */
  static CacheException refusal(String what, String className) {
    return new CacheException(
        ("%s is %s, which the store chose and which would be given decrypted entries: take it out of"
                + " the store's declaration and call createCache with it, or have the setting %s"
                + " allow the class")
            .formatted(what, className, SETTING));
  }

  private record OneClass(Class<?> serialClass) implements FilterInfo {
    @Override
    public long arrayLength() {
      return -1;
    }

    @Override
    public long depth() {
      return 1;
    }

    @Override
    public long references() {
      return 1;
    }

    @Override
    public long streamBytes() {
      return 1;
    }
  }
}
