package io.sealcache.cdi;

import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import java.net.URL;
import java.net.URLClassLoader;

/** Containers with a few beans and the extension, which is found as a service. */
final class Containers {
  private Containers() {}

  static SeContainer of(Class<?>... beans) {
    return start(SeContainerInitializer.newInstance().addBeanClasses(beans));
  }

  static SeContainer start(SeContainerInitializer container) {
    Thread thread = Thread.currentThread();
    ClassLoader loader = thread.getContextClassLoader();
    // OpenWebBeans knows its containers by it, also one whose start failed.
    thread.setContextClassLoader(new URLClassLoader(new URL[0], loader));
    try {
      return container.initialize();
    } finally {
      thread.setContextClassLoader(loader);
    }
  }
}
