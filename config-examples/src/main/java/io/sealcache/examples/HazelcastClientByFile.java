package io.sealcache.examples;

import java.util.Properties;

/**
 * An application that is a client of Hazelcast members, whose file declares the caches; they need
 * none of its classes. Encryption takes the provider's name, one setting, and the keys in {@code
 * SEALCACHE_MASTER_KEY} and {@code SEALCACHE_INDEX_KEY}; the files and the program stay. The system
 * property {@code shop.member} is the address of a member.
 */
public final class HazelcastClientByFile {
  private HazelcastClientByFile() {}

  public static void main(String[] arguments) {
    Properties properties = file();
    properties.setProperty(
        "sealcache.store.provider", "com.hazelcast.client.cache.HazelcastClientCachingProvider");
    System.out.println(DeclaredCustomers.run("io.sealcache.EncryptedCachingProvider", properties));
  }

  /** The settings that the application gave to Hazelcast all along. */
  static Properties file() {
    Properties properties = new Properties();
    properties.setProperty(
        "hazelcast.config.location", "classpath:io/sealcache/examples/hazelcast-client.yaml");
    return properties;
  }
}
