package io.sealcache.benchmarks.peers;

import io.sealcache.benchmarks.JmhRows;
import io.sealcache.benchmarks.Sample;
import io.sealcache.benchmarks.results.Point;
import io.sealcache.benchmarks.results.Run;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.results.RunResult;

/** Other libraries' ciphers beside SealCache's and the bare one, on 1 KiB, and keys of 24 bytes. */
public final class PeerCosts {
  private PeerCosts() {}

  /**
   * Measures.
   *
   * @param arguments the directory of results, the commit, {@code brief} to see whether it works
   */
  public static void main(String[] arguments) throws Exception {
    JmhRows rows = JmhRows.of(arguments);
    List<Point> points = new ArrayList<>();
    for (RunResult row :
        rows.run(
            rows.options()
                .include("\\.(PeerValue|PeerKey|Cipher|BareCipher)Benchmark\\.")
                .include("\\.KeyBenchmark\\.seal")
                .param("size", Integer.toString(Sample.VALUE_LENGTH)))) {
      points.add(point(row));
    }
    for (Peer peer : Peer.values()) {
      int added =
          peer.open().seal(Sample.bytes(Sample.VALUE_LENGTH, 4)).length - Sample.VALUE_LENGTH;
      points.add(new Point("peer-bytes", series(peer), Sample.VALUE_LENGTH, added, "B"));
    }
    Run.now(arguments[1], "peers", rows.flags(), points).write(Path.of(arguments[0]));
  }

  private static Point point(RunResult row) {
    String benchmark = row.getParams().getBenchmark();
    String method = JmhRows.method(row);
    boolean ofKeys = benchmark.contains("KeyBenchmark");
    return new Point(
        ofKeys ? "peer-key-seal" : "peer-" + method,
        series(row, benchmark, method),
        ofKeys ? 24 : Sample.VALUE_LENGTH,
        JmhRows.cpuMicros(row),
        "us");
  }

  private static String series(RunResult row, String benchmark, String method) {
    if (benchmark.contains("PeerValue")) {
      return series(Peer.valueOf(row.getParams().getParam("peer")));
    }
    if (benchmark.contains("BareCipher")) {
      return "the JDK's cipher, bare";
    }
    return switch (method) {
      case "sealByTink" -> "Tink, AES-SIV (" + Peer.TINK.artifact() + ")";
      case "sealBySivMode" -> "siv-mode, AES-SIV (" + PeerKeyBenchmark.sivModeArtifact() + ")";
      default -> "SealCache";
    };
  }

  private static String series(Peer peer) {
    return peer.title() + " (" + peer.artifact() + ")";
  }
}
