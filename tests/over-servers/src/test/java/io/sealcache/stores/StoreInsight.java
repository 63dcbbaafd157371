package io.sealcache.stores;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** The view that whoever runs a store has of it. */
final class StoreInsight {
  private StoreInsight() {}

  /** All of its memory that is an object, or on disk all that Redis writes there. */
  static byte[] contents(RunningStore store) throws Exception {
    return switch (store.kind()) {
      case HAZELCAST -> heapDump(store);
      case REDIS -> savedFile(store);
    };
  }

  private static byte[] heapDump(RunningStore member) throws Exception {
    Path file = member.directory().resolve("member.hprof");
    Process dump =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                "-J-Dsun.tools.attach.attachTimeout=120000", // a busy machine needs more than 10 s
                String.valueOf(member.pid()),
                "GC.heap_dump",
                "-all", // garbage too
                '"' + file.toString() + '"') // jcmd reads its words as one line
            .redirectErrorStream(true)
            .redirectOutput(member.directory().resolve("jcmd.log").toFile())
            .start();
    if (!dump.waitFor(240, TimeUnit.SECONDS) || dump.exitValue() != 0) {
      throw new IOException("jcmd made no heap dump, see " + member.directory());
    }
    byte[] bytes = Files.readAllBytes(file);
    Files.delete(file);
    return bytes;
  }

  private static byte[] savedFile(RunningStore redis) throws IOException {
    order(redis, "SAVE");
    return Files.readAllBytes(redis.directory().resolve("dump.rdb"));
  }

  /**
   * Has Redis refuse what needs memory, once that much is in use.
   *
   * @param bytes 0: no limit
   */
  static void limitMemory(RunningStore redis, int bytes) throws IOException {
    order(redis, "CONFIG SET maxmemory " + bytes);
  }

  private static void order(RunningStore redis, String command) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), redis.port());
        BufferedReader answers =
            new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
      socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
      String answer = answers.readLine();
      if (!"+OK".equals(answer)) {
        throw new IOException("redis-server answers %s with %s".formatted(command, answer));
      }
    }
  }
}
