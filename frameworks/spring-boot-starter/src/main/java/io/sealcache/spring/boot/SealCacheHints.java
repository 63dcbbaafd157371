package io.sealcache.spring.boot;

import io.sealcache.EncryptedCachingProvider;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.aot.hint.TypeReference;

/** The caching providers, which are found by name. */
public final class SealCacheHints implements RuntimeHintsRegistrar {
  private static final List<String> STORES =
      List.of(
          "com.github.benmanes.caffeine.jcache.spi.CaffeineCachingProvider",
          "org.ehcache.jsr107.EhcacheCachingProvider",
          "com.hazelcast.cache.HazelcastCachingProvider",
          "com.hazelcast.cache.HazelcastMemberCachingProvider",
          "com.hazelcast.client.cache.HazelcastClientCachingProvider",
          "org.redisson.jcache.JCachingProvider");

  /** For {@code META-INF/spring/aot.factories}. */
  public SealCacheHints() {}

  @Override
  public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
    hints
        .reflection()
        .registerType(EncryptedCachingProvider.class, MemberCategory.INVOKE_PUBLIC_CONSTRUCTORS);
    STORES.forEach(
        store ->
            hints
                .reflection()
                .registerTypeIfPresent(
                    classLoader, store, MemberCategory.INVOKE_PUBLIC_CONSTRUCTORS));
    hints.resources().registerPattern("META-INF/services/javax.cache.spi.CachingProvider");
    hints.resources().registerPattern("sealcache.properties");
    hints.reflection().registerType(TypeReference.of("io.sealcache.EncryptionMXBean"));
  }
}
