package io.sealcache.stores;

import io.sealcache.fixture.WireTap;
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

/**
 * Passes on what applications and a store send each other, and keeps a copy of every byte; until it
 * is told to fail.
 */
final class RecordingProxy implements AutoCloseable {
  private static final int LOST_ANSWERS_MILLIS = 300;

  private enum State {
    PASSING,
    /** Takes bytes and connections, and passes on nothing. */
    SILENT,
    /** Has no connection and takes none. */
    CLOSED,
    /** Passes on what the application says, and loses what the store answers. */
    LOSING
  }

  private final ServerSocket listening;
  private final int target;
  private final Queue<ByteArrayOutputStream> streams = new ConcurrentLinkedQueue<>();
  private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();
  private volatile State state = State.PASSING;
  private volatile Runnable meanwhile = () -> {};

  /**
   * @param target the port of the store on loopback
   */
  RecordingProxy(int target) throws IOException {
    this.target = target;
    this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    WireTap.run(this::accept);
  }

  int port() {
    return listening.getLocalPort();
  }

  /** So far, each direction of each connection by itself. */
  List<byte[]> recorded() {
    return streams.stream().map(ByteArrayOutputStream::toByteArray).toList();
  }

  /** From now on nothing goes through, and nobody is told. */
  void fallSilent() {
    state = State.SILENT;
  }

  /** From now on there is no connection. */
  void cut() throws IOException {
    state = State.CLOSED;
    closeConnections();
  }

  /** New connections go through; what was held back is lost. */
  void mend() throws IOException {
    closeConnections();
    state = State.PASSING;
  }

  /**
   * Loses the store's answers from now on, and soon after the first also the connections: the
   * application can't know whether what it has asked for was done. Then goes on as before.
   *
   * @param beforeAskedAgain runs while there is no connection
   */
  void loseNextAnswer(Runnable beforeAskedAgain) {
    meanwhile = beforeAskedAgain;
    state = State.LOSING;
  }

  // Several connections may have lost answers; the first one's end is that of all.
  private synchronized void lost() throws IOException {
    if (state != State.LOSING) {
      return;
    }
    try {
      Thread.sleep(LOST_ANSWERS_MILLIS); // for the answer that was meant, if this was another
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    cut();
    meanwhile.run();
    mend();
  }

  private void closeConnections() throws IOException {
    for (Socket socket = sockets.poll(); socket != null; socket = sockets.poll()) {
      socket.close();
    }
  }

  private void accept() throws IOException {
    while (true) {
      Socket application = listening.accept();
      if (state == State.CLOSED) {
        application.close();
        continue;
      }
      Socket store = new Socket(InetAddress.getLoopbackAddress(), target);
      for (Socket socket : List.of(application, store)) {
        socket.setTcpNoDelay(true);
        sockets.add(socket);
      }
      WireTap.run(() -> pass(application.getInputStream(), store.getOutputStream(), false));
      WireTap.run(() -> pass(store.getInputStream(), application.getOutputStream(), true));
    }
  }

  private void pass(InputStream in, OutputStream out, boolean answers) throws IOException {
    ByteArrayOutputStream copy = new ByteArrayOutputStream();
    streams.add(copy);
    byte[] buffer = new byte[1 << 16];
    try (in;
        out) {
      for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
        if (state == State.PASSING || (state == State.LOSING && !answers)) {
          copy.write(buffer, 0, length);
          out.write(buffer, 0, length);
          out.flush();
        } else if (state == State.LOSING) {
          lost();
        }
      }
    }
  }

  @Override
  public void close() throws IOException {
    listening.close();
    closeConnections();
  }
}
