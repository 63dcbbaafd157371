package io.sealcache.lifecycle;

import java.net.URL;
import java.net.URLClassLoader;
import org.jsr107.ri.spi.RICachingProvider;

/**
 * An application's class loader below a shared one that has SealCache: it has a store, the
 * reference implementation, and {@link WarApplication} for itself, and all else from above.
 */
public final class WarLoader extends URLClassLoader {
  /** One more of them. */
  public WarLoader() {
    super(
        new URL[] {location(RICachingProvider.class), location(WarApplication.class)},
        WarLoader.class.getClassLoader());
  }

  private static URL location(Class<?> type) {
    return type.getProtectionDomain().getCodeSource().getLocation();
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    synchronized (getClassLoadingLock(name)) {
      if (!name.startsWith("org.jsr107.ri.") && !name.startsWith(WarApplication.class.getName())) {
        return super.loadClass(name, resolve);
      }
      Class<?> known = findLoadedClass(name);
      return known == null ? findClass(name) : known;
    }
  }
}
