package io.sealcache.spring.boot;

import org.springframework.boot.SpringBootVersion;

/** The classes that are there twice, as Spring Boot 3 and 4 have other names for the same. */
final class BootNames {
  private BootNames() {}

  /** In the names of the Spring Boot that is on the class path. */
  static Class<?> of(String simpleName) throws ClassNotFoundException {
    char version = SpringBootVersion.getVersion().charAt(0);
    String room = BootNames.class.getPackageName() + ".boot" + version;
    return Class.forName(room + "." + simpleName);
  }
}
