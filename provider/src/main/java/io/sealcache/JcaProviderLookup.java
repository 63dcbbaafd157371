package io.sealcache.internal.crypto;

import java.security.Provider;
import java.security.Security;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/**
 * Finds a JCA provider by its name: among those that the JVM has registered, then among the
 * services on the class path. One that is found so isn't registered, so that nobody else gets it.
 */
final class JcaProviderLookup {
  /** Where a broken class path has a look-up fail again and again. */
  private static final int MAX_FAILURES = 100;

  private JcaProviderLookup() {}

  /**
   * @throws IllegalArgumentException if there is none, with what there is and what can't be used
   */
  static Provider find(String name, ClassLoader classLoader) {
    Provider registered = Security.getProvider(name);
    if (registered != null) {
      return registered;
    }
    List<String> failures = new ArrayList<>();
    Provider service = service(name, classLoader, failures);
    if (service == null) {
      throw new IllegalArgumentException(
          "This JVM has no JCA provider '%s'; registered are %s%s"
              .formatted(
                  name,
                  Arrays.toString(Security.getProviders()),
                  failures.isEmpty()
                      ? ", and none on the class path has that name"
                      : "; on the class path can't be used: " + String.join("; ", failures)));
    }
    return service;
  }

  private static @Nullable Provider service(
      String name, ClassLoader classLoader, List<String> failures) {
    Iterator<Provider> services = ServiceLoader.load(Provider.class, classLoader).iterator();
    while (failures.size() < MAX_FAILURES) {
      try {
        if (!services.hasNext()) {
          return null;
        }
        Provider service = services.next();
        if (service.getName().equals(name)) {
          return service;
        }
      } catch (ServiceConfigurationError | LinkageError e) { // one for a newer JDK, for instance
        failures.add(reason(e));
      }
    }
    return null;
  }

  private static String reason(Throwable failure) {
    Throwable cause = failure.getCause();
    return cause == null ? failure.toString() : failure.getMessage() + ": " + cause.getMessage();
  }
}
