package io.sealcache.stores;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Passes on what applications and a store send each other, and keeps a copy of every byte. */
final class RecordingProxy implements AutoCloseable {
  private final ServerSocket listening;
  private final int target;
  private final Queue<ByteArrayOutputStream> streams = new ConcurrentLinkedQueue<>();
  private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();

  /**
   * @param target the port of the store on loopback
   */
  RecordingProxy(int target) throws IOException {
    this.target = target;
    this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    run(this::accept);
  }

  int port() {
    return listening.getLocalPort();
  }

  /** So far, each direction of each connection by itself. */
  List<byte[]> recorded() {
    return streams.stream().map(ByteArrayOutputStream::toByteArray).toList();
  }

  private void accept() throws IOException {
    while (true) {
      Socket application = listening.accept();
      Socket store = new Socket(InetAddress.getLoopbackAddress(), target);
      for (Socket socket : List.of(application, store)) {
        socket.setTcpNoDelay(true);
        sockets.add(socket);
      }
      run(() -> pass(application.getInputStream(), store.getOutputStream()));
      run(() -> pass(store.getInputStream(), application.getOutputStream()));
    }
  }

  private void pass(InputStream in, OutputStream out) throws IOException {
    ByteArrayOutputStream copy = new ByteArrayOutputStream();
    streams.add(copy);
    byte[] buffer = new byte[1 << 16];
    try (in;
        out) {
      for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
        copy.write(buffer, 0, length);
        out.write(buffer, 0, length);
        out.flush();
      }
    }
  }

  private static void run(Passing passing) {
    Thread thread =
        new Thread(
            () -> {
              try {
                passing.run();
              } catch (IOException e) {
                // one end has closed the connection
              }
            },
            "proxy");
    thread.setDaemon(true);
    thread.start();
  }

  @FunctionalInterface
  private interface Passing {
    void run() throws IOException;
  }

  @Override
  public void close() throws IOException {
    listening.close();
    for (Socket socket : sockets) {
      socket.close();
    }
  }
}
