package io.sealcache.examples;

import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.MutableConfiguration;
import org.jspecify.annotations.Nullable;

/** The application: portable JCache code that knows neither SealCache nor the store. */
final class Shop implements AutoCloseable {
  private final CacheManager manager;
  private final Cache<String, Customer> customers;
  private final Cache<String, String> sessions;

  Shop(CacheManager manager) {
    this.manager = manager;
    this.customers =
        manager.createCache(
            "customers",
            new MutableConfiguration<String, Customer>().setTypes(String.class, Customer.class));
    this.sessions =
        manager.createCache(
            "sessions",
            new MutableConfiguration<String, String>().setTypes(String.class, String.class));
  }

  void save(String email, Customer customer) {
    customers.put(email, customer);
  }

  @Nullable Customer find(String email) {
    return customers.get(email);
  }

  /** The token proves who its holder is, so whoever can list the cache's keys could be anybody. */
  void signIn(String token, String email) {
    sessions.put(token, email);
  }

  @Nullable String signedIn(String token) {
    return sessions.get(token);
  }

  @Override
  public void close() {
    manager.close();
  }
}
