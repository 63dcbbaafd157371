package io.sealcache.internal.store.infinispan;

import java.util.Properties;
import org.infinispan.client.hotrod.RemoteCacheManager;
import org.infinispan.client.hotrod.configuration.ConfigurationBuilder;
import org.infinispan.commons.GlobalContextInitializer;
import org.infinispan.commons.marshall.ProtoStreamMarshaller;
import org.infinispan.protostream.SerializationContext;
import org.jspecify.annotations.Nullable;

/**
 * The way to the server, which all caches of one manager share: Infinispan's JCache doesn't give
 * its own away. There from the first cache's opening to the last one's closing. Thread-safe.
 */
final class InfinispanRemoteConnection {
  private @Nullable RemoteCacheManager manager;
  private int users;

  /**
   * One more cache uses it.
   *
   * @param properties with which Infinispan's own manager was opened
   */
  synchronized RemoteCacheManager join(Properties properties) {
    RemoteCacheManager joined = manager;
    if (joined == null) {
      joined =
          new RemoteCacheManager(new ConfigurationBuilder().withProperties(properties).build());
      readEvents(joined);
      manager = joined;
    }
    users++;
    return joined;
  }

  /** One less. */
  synchronized void leave() {
    users--;
    if (users == 0 && manager != null) {
      manager.close();
      manager = null;
    }
  }

  // What events come in is registered with no marshaller from the start.
  private static void readEvents(RemoteCacheManager manager) {
    if (manager.getMarshaller() instanceof ProtoStreamMarshaller marshaller) {
      SerializationContext context = marshaller.getSerializationContext();
      GlobalContextInitializer.INSTANCE.registerSchema(context);
      GlobalContextInitializer.INSTANCE.registerMarshallers(context);
    }
  }
}
