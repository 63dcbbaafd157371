package io.sealcache.examples;

import java.util.Properties;

/**
 * An application that embeds a Hazelcast member, whose file declares the caches. Encryption takes
 * the provider's name, one setting, and the keys in {@code SEALCACHE_MASTER_KEY} and {@code
 * SEALCACHE_INDEX_KEY}; the file and the program stay.
 */
public final class HazelcastMemberByFile {
  private HazelcastMemberByFile() {}

  public static void main(String[] arguments) {
    Properties properties = file();
    properties.setProperty(
        "sealcache.store.provider", "com.hazelcast.cache.HazelcastMemberCachingProvider");
    System.out.println(DeclaredCustomers.run("io.sealcache.EncryptedCachingProvider", properties));
  }

  /** The settings that the application gave to Hazelcast all along. */
  static Properties file() {
    Properties properties = new Properties();
    properties.setProperty(
        "hazelcast.config.location", "classpath:io/sealcache/examples/hazelcast-member.xml");
    return properties;
  }
}
