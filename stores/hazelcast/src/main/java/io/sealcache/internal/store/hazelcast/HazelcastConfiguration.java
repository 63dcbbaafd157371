package io.sealcache.internal.store.hazelcast;

import com.hazelcast.config.CacheConfig;
import com.hazelcast.config.EvictionConfig;
import com.hazelcast.config.InMemoryFormat;
import com.hazelcast.config.WanReplicationRef;
import java.util.regex.Pattern;
import javax.cache.CacheException;
import javax.cache.configuration.CompleteConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * The rest of a Hazelcast configuration of a cache that remains for the members, declared or by
 * code.
 */
final class HazelcastConfiguration {
  /** Hazelcast's own that look at times and hits only. */
  private static final Pattern MERGE_POLICY =
      Pattern.compile(
          "(com\\.hazelcast\\.spi\\.merge\\.)?"
              + "(Discard|ExpirationTime|HigherHits|LatestAccess|LatestUpdate|PassThrough"
              + "|PutIfAbsent)MergePolicy");

  private HazelcastConfiguration() {}

  /**
   * A copy for encrypted entries, without types, expiry and user code, which are our side's, and
   * with all else.
   *
   * @throws CacheException if something in it would be given encrypted entries
   */
  @SuppressWarnings({"unchecked", "rawtypes"}) // of types of user code nothing is left
  static CacheConfig<String, byte[]> of(String name, CacheConfig<?, ?> applications) {
    refuse(name, applications);
    CacheConfig<String, byte[]> stores = new CacheConfig<>((CompleteConfiguration) applications);
    stores.setName(name);
    stores.setTypes(String.class, byte[].class);
    stores.setReadThrough(false);
    stores.setWriteThrough(false);
    stores.setCacheLoaderFactory(null);
    stores.setCacheWriterFactory(null);
    stores.setListenerConfigurations(); // to none
    stores.setStatisticsEnabled(false);
    stores.setManagementEnabled(false);
    return stores;
  }

  private static void refuse(String name, CacheConfig<?, ?> applications) {
    if (applications.getInMemoryFormat() == InMemoryFormat.OBJECT) {
      throw objects(name);
    }
    EvictionConfig eviction = applications.getEvictionConfig();
    if (eviction.getComparator() != null || eviction.getComparatorClassName() != null) {
      throw refusal(
          name,
          "comparator-class-name of <eviction>",
          "remove it, and choose an eviction-policy: evictions can't depend on keys and values");
    }
    refuseMergePolicy(name, "<merge-policy>", applications.getMergePolicyConfig().getPolicy());
    WanReplicationRef wan = applications.getWanReplicationRef();
    if (wan != null) {
      refuseMergePolicy(
          name, "merge-policy-class-name of <wan-replication-ref>", wan.getMergePolicyClassName());
      if (!wan.getFilters().isEmpty()) {
        throw refusal(
            name,
            "<filters> of <wan-replication-ref>",
            "remove them: what is replicated can't depend on keys and values");
      }
    }
  }

  private static void refuseMergePolicy(String name, String element, @Nullable String policy) {
    if (policy != null && !MERGE_POLICY.matcher(policy).matches()) {
      throw refusal(
          name,
          element + " " + policy,
          "write one of Hazelcast's that look at times and hits only, such as"
              + " LatestUpdateMergePolicy");
    }
  }

  private static CacheException refusal(String name, String element, String instead) {
    return new CacheException(
        "Hazelcast's configuration of cache '%s': %s would be given encrypted entries: %s"
            .formatted(name, element, instead));
  }

  private static CacheException objects(String name) {
    return new CacheException(
        "Hazelcast holds cache '%s' with in-memory-format OBJECT, which never finds two byte[] equal; "
                .formatted(name)
            + "declare it with in-memory-format BINARY");
  }

  /**
   * Checks what the cluster has: members keep the first configuration of a name, silently.
   *
   * @throws CacheException if it is a cache of another program's
   */
  static void check(String name, CacheConfig<?, ?> actual) {
    if (actual.getInMemoryFormat() == InMemoryFormat.OBJECT) {
      throw objects(name);
    }
    if (!isOurs(String.class, actual.getKeyClassName())
        || !isOurs(byte[].class, actual.getValueClassName())
        || actual.isReadThrough()
        || actual.isWriteThrough()) {
      throw new CacheException(
          ("Cache '%s' is there in Hazelcast with types, a loader or a writer of an application's,"
                  + " so a program without encryption opened it: destroy it there and start this"
                  + " application again, or set sealcache.store.uri to any name, under which the"
                  + " application has its own caches")
              .formatted(name));
    }
  }

  private static boolean isOurs(Class<?> carrier, @Nullable String className) {
    return className == null
        || className.equals(carrier.getName())
        || className.equals(Object.class.getName());
  }
}
