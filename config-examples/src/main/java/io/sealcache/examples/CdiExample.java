package io.sealcache.examples;

import org.jboss.weld.environment.se.Weld;
import org.jboss.weld.environment.se.WeldContainer;

/**
 * The JCache annotations in a CDI container. The command line names SealCache as JCache's provider
 * and gives it a key:
 *
 * <pre>
 * -Djavax.cache.spi.CachingProvider=io.sealcache.EncryptedCachingProvider
 * -Dsealcache.master-key=file:/run/secrets/master-key
 * </pre>
 */
public final class CdiExample {
  private CdiExample() {}

  public static void main(String[] arguments) {
    // The interceptors are enabled in their own archive only, unless archives share that.
    try (WeldContainer container = new Weld().disableIsolation().initialize()) {
      PatientRegister register = container.select(PatientRegister.class).get();
      System.out.println("first: " + register.find("ada@example.com"));
      System.out.println("again: " + register.find("ada@example.com"));
      register.forget("ada@example.com");
      System.out.println("forgotten: " + register.find("ada@example.com"));
      System.out.println("looked up " + register.lookups() + " times");
    }
  }
}
