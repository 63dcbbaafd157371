package io.sealcache.hotrod;

import org.infinispan.configuration.global.GlobalConfigurationBuilder;
import org.infinispan.configuration.parsing.ConfigurationBuilderHolder;
import org.infinispan.globalstate.ConfigurationStorage;
import org.infinispan.manager.DefaultCacheManager;
import org.infinispan.server.core.admin.embeddedserver.EmbeddedServerAdminOperationHandler;
import org.infinispan.server.hotrod.HotRodServer;
import org.infinispan.server.hotrod.configuration.HotRodServerConfigurationBuilder;

/** A server of one node, whose clients may create caches. */
public final class HotRodNode {
  private static final String TEMPLATE = "default";

  private HotRodNode() {}

  /**
   * Runs until it is killed.
   *
   * @param arguments the port on loopback, and an empty directory for what clients create
   */
  public static void main(String[] arguments) throws InterruptedException {
    ConfigurationBuilderHolder configuration = new ConfigurationBuilderHolder();
    GlobalConfigurationBuilder global =
        configuration.getGlobalConfigurationBuilder().nonClusteredDefault();
    global.defaultCacheName(TEMPLATE);
    global.jmx().disable();
    global
        .globalState()
        .enable()
        .persistentLocation(arguments[1])
        .sharedPersistentLocation(arguments[1])
        .configurationStorage(ConfigurationStorage.OVERLAY);
    configuration.newConfigurationBuilder(TEMPLATE);
    HotRodServer server = new HotRodServer();
    server.start(
        new HotRodServerConfigurationBuilder()
            .host("127.0.0.1")
            .port(Integer.parseInt(arguments[0]))
            .adminOperationsHandler(new EmbeddedServerAdminOperationHandler())
            .build(),
        new DefaultCacheManager(configuration, true));
    System.out.println("The server is ready");
    Thread.currentThread().join();
  }
}
