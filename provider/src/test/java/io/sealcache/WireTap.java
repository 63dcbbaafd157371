package io.sealcache;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Passes on what two nodes on loopback say to each other, and keeps a copy of every byte. */
public final class WireTap implements AutoCloseable {
  private final ServerSocket listening;
  private final int target;
  private final Queue<ByteArrayOutputStream> streams = new ConcurrentLinkedQueue<>();
  private final Queue<ByteArrayOutputStream> callers = new ConcurrentLinkedQueue<>();
  private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();

  /**
   * @param target the port of the node that is to be called through here
   */
  public WireTap(int target) throws IOException {
    this.target = target;
    this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    run(this::accept);
  }

  /** Where to call the node instead. */
  public int port() {
    return listening.getLocalPort();
  }

  /** How many bytes went by, in both directions. */
  public int size() {
    return streams.stream().mapToInt(ByteArrayOutputStream::size).sum();
  }

  /** The texts that went by, each with the forms in which it did. */
  public Map<String, Set<String>> find(List<String> texts) {
    CanarySearch search = new CanarySearch(texts);
    Map<String, Set<String>> found = new TreeMap<>();
    for (ByteArrayOutputStream stream : streams) {
      CanarySearch.merge(found, search.inAndInflated(stream.toByteArray()));
    }
    return found;
  }

  /** What those who called said so far, one after the other. */
  byte[] said() {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    callers.forEach(stream -> all.writeBytes(stream.toByteArray()));
    return all.toByteArray();
  }

  private void accept() throws IOException {
    while (true) {
      Socket caller = listening.accept();
      sockets.add(caller);
      run(() -> call(caller));
    }
  }

  private void call(Socket caller) throws IOException {
    try (caller) { // also where the node does not listen yet, and for this caller only
      Socket called = new Socket(InetAddress.getLoopbackAddress(), target);
      sockets.add(called);
      for (Socket socket : List.of(caller, called)) {
        socket.setTcpNoDelay(true);
      }
      ByteArrayOutputStream said = new ByteArrayOutputStream();
      callers.add(said);
      run(
          () ->
              pass(called.getInputStream(), new ByteArrayOutputStream(), caller.getOutputStream()));
      pass(caller.getInputStream(), said, called.getOutputStream());
    }
  }

  private void pass(InputStream in, ByteArrayOutputStream copy, OutputStream out)
      throws IOException {
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
            "wire-tap");
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
