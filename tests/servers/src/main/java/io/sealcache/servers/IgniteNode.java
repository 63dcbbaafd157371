package io.sealcache.servers;

import java.util.List;
import org.apache.ignite.Ignition;
import org.apache.ignite.configuration.IgniteConfiguration;
import org.apache.ignite.spi.communication.tcp.TcpCommunicationSpi;
import org.apache.ignite.spi.discovery.tcp.TcpDiscoverySpi;
import org.apache.ignite.spi.discovery.tcp.ipfinder.vm.TcpDiscoveryVmIpFinder;

/** A server node of Ignite, which takes no classes from clients. */
public final class IgniteNode {
  /** The line that it prints when it is there. */
  static final String READY = "The node is ready";

  private IgniteNode() {}

  /**
   * Runs until it is killed.
   *
   * @param arguments the port of discovery, that of communication, and a directory for its files
   */
  public static void main(String[] arguments) throws InterruptedException {
    int port = Integer.parseInt(arguments[0]);
    TcpDiscoveryVmIpFinder finder = new TcpDiscoveryVmIpFinder();
    finder.setAddresses(List.of("127.0.0.1:" + port));
    Ignition.start(
        new IgniteConfiguration()
            .setLocalHost("127.0.0.1")
            .setWorkDirectory(arguments[2])
            .setPeerClassLoadingEnabled(false)
            .setCommunicationSpi(
                new TcpCommunicationSpi().setLocalPort(Integer.parseInt(arguments[1])))
            .setDiscoverySpi(
                new TcpDiscoverySpi().setLocalPort(port).setLocalPortRange(0).setIpFinder(finder)));
    System.out.println(READY);
    Thread.currentThread().join();
  }
}
