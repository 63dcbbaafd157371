package io.sealcache.internal.store.ehcache;

import io.sealcache.core.SealedBytes;

/**
 * Finds the application's classes and those of ours that a rewritten Ehcache file names, where the
 * application's class loader doesn't see these.
 */
final class EhcacheClassLoader extends ClassLoader {
  private static final ClassLoader OURS = EhcacheClassLoader.class.getClassLoader();
  private static final String CARRIER = SealedBytes.class.getName();

  private EhcacheClassLoader(ClassLoader applications) {
    super(applications);
  }

  /** {@code applications} itself where that is enough. */
  static ClassLoader over(ClassLoader applications) {
    try {
      if (applications.loadClass(SealedBytes.class.getName()) == SealedBytes.class) {
        return applications;
      }
    } catch (ClassNotFoundException e) {
      // it needs help
    }
    return new EhcacheClassLoader(applications);
  }

  // Ours first: of the classes that are named in both places, these are the ones that are meant.
  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    return name.startsWith("io.sealcache.internal.store.") || name.equals(CARRIER)
        ? OURS.loadClass(name)
        : super.loadClass(name, resolve);
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    return OURS.loadClass(name);
  }
}
