package io.sealcache.servers;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.infinispan.factories.GlobalComponentRegistry;
import org.infinispan.factories.impl.BasicComponentRegistry;
import org.infinispan.manager.DefaultCacheManager;
import org.infinispan.remoting.transport.Address;
import org.infinispan.topology.ClusterTopologyManager;
import org.jspecify.annotations.Nullable;

/**
 * The first node of an Infinispan cluster: it holds its share of each cache that another node
 * creates, from the start. By itself Infinispan keeps a cache on the nodes that created it.
 */
public final class InfinispanNode {
  /** The line that it prints when it is there. */
  static final String READY = "The node is ready";

  private final DefaultCacheManager manager;
  private final ClusterTopologyManager topology;

  private InfinispanNode(DefaultCacheManager manager) {
    this.manager = manager;
    this.topology = GlobalComponentRegistry.componentOf(manager, ClusterTopologyManager.class);
  }

  /**
   * Runs until it is killed.
   *
   * @param arguments the file of the configuration
   */
  public static void main(String[] arguments) throws Exception {
    InfinispanNode node = new InfinispanNode(new DefaultCacheManager(arguments[0]));
    node.follow();
    System.out.println(READY);
    Thread.currentThread().join();
  }

  private void follow() {
    BasicComponentRegistry components =
        GlobalComponentRegistry.componentOf(manager, BasicComponentRegistry.class);
    Object following =
        Proxy.newProxyInstance(
            InfinispanNode.class.getClassLoader(),
            new Class<?>[] {ClusterTopologyManager.class},
            (proxy, method, arguments) ->
                method.getName().equals("handleJoin")
                        && !((Address) arguments[1]).equals(manager.getAddress())
                    ? CompletableFuture.runAsync(() -> start((String) arguments[0]))
                        .thenCompose(started -> stage(call(method, arguments)))
                    : call(method, arguments));
    components.replaceComponent(ClusterTopologyManager.class.getName(), following, false);
    components.rewire();
  }

  private void start(String cacheName) {
    if (!cacheName.startsWith("org.infinispan.")) {
      manager.getCache(cacheName);
    }
  }

  @SuppressWarnings("unchecked")
  private static CompletionStage<Object> stage(@Nullable Object result) {
    return result == null
        ? CompletableFuture.completedFuture(null)
        : (CompletionStage<Object>) result;
  }

  private @Nullable Object call(java.lang.reflect.Method method, Object[] arguments) {
    try {
      return method.invoke(topology, arguments);
    } catch (InvocationTargetException e) {
      throw new IllegalStateException(e.getCause());
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }
}
