package io.sealcache.internal.store.infinispan;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.cache.CacheException;
import org.infinispan.commons.dataconversion.MediaType;
import org.infinispan.commons.marshall.JavaSerializationMarshaller;
import org.infinispan.commons.marshall.Marshaller;
import org.infinispan.configuration.cache.Configuration;
import org.infinispan.configuration.cache.ConfigurationBuilder;
import org.infinispan.configuration.cache.ContentTypeConfigurationBuilder;
import org.infinispan.configuration.cache.StoreConfiguration;
import org.infinispan.configuration.parsing.ConfigurationBuilderHolder;
import org.jspecify.annotations.Nullable;

/**
 * Makes what an Infinispan configuration declares into caches of encrypted entries: it retypes what
 * can be retyped, and refuses what would run on encrypted entries inside Infinispan.
 */
final class InfinispanTakeover {
  // What these hold comes from the cache; others may map entries to the application's own data.
  private static final Set<String> STORES =
      Set.of(
          "org.infinispan.persistence.file.SingleFileStoreConfiguration",
          "org.infinispan.persistence.sifs.configuration.SoftIndexFileStoreConfiguration",
          "org.infinispan.persistence.rocksdb.configuration.RocksDBStoreConfiguration");

  private final String where;

  /**
   * @param where names the configuration in an error
   */
  InfinispanTakeover(String where) {
    this.where = where;
  }

  /**
   * Changes all that is declared, caches and templates.
   *
   * @throws CacheException if something can't work on encrypted entries
   */
  void apply(ConfigurationBuilderHolder declared) {
    Marshaller marshaller =
        declared.getGlobalConfigurationBuilder().serialization().create().marshaller();
    if (isUsers(marshaller)) {
      throw refusal("'serialization' names a marshaller", "the cache-container");
    }
    if (marshaller instanceof JavaSerializationMarshaller) {
      throw new CacheException(
          where
              + ": 'serialization' names JavaSerializationMarshaller, by which other nodes and files"
              + " choose classes that are made here; remove it: entries are text, and need none");
    }
    declared.getNamedConfigurationBuilders().forEach(this::apply);
  }

  /** Changes one. */
  void apply(String name, ConfigurationBuilder builder) {
    unsupported(builder.build(false))
        .ifPresent(
            what -> {
              throw refusal(what, "cache '" + name + "'");
            });
    retype(builder.encoding().key());
    retype(builder.encoding().value());
  }

  // Stored keys and values are text, whatever the application's are.
  private static void retype(ContentTypeConfigurationBuilder encoding) {
    MediaType type = encoding.mediaType();
    if (type != null && !type.match(MediaType.APPLICATION_OBJECT)) {
      encoding.mediaType(MediaType.APPLICATION_PROTOSTREAM);
    }
  }

  private static Optional<String> unsupported(Configuration cache) {
    var hash = cache.clustering().hash();
    return Stream.of(
            named(cache.indexing().enabled(), "'indexing'"),
            named(hash.groups().enabled(), "'groups'"),
            named(isUsers(hash.keyPartitioner()), "'key-partitioner'"),
            named(
                isUsers(cache.clustering().partitionHandling().mergePolicy()),
                "'partition-handling' with a merge-policy"),
            named(
                cache.sites().allBackups().stream().anyMatch(b -> b.failurePolicyClass() != null),
                "'backup' with a failure-policy"),
            cache.persistence().stores().stream()
                .filter(store -> !STORES.contains(store.getClass().getName()))
                .findAny()
                .map(InfinispanTakeover::describe))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static Optional<String> named(boolean present, String what) {
    return present ? Optional.of(what) : Optional.empty();
  }

  private static String describe(StoreConfiguration store) {
    return "'persistence' with a store configured by " + store.getClass().getName();
  }

  private static boolean isUsers(@Nullable Object object) {
    return object != null && !object.getClass().getName().startsWith("org.infinispan.");
  }

  private CacheException refusal(String what, String place) {
    return new CacheException(
        ("%s: %s for %s would be handed encrypted entries inside Infinispan, where it can't work;"
                + " remove it")
            .formatted(where, what, place));
  }
}
